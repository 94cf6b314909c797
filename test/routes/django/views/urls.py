from django.contrib.auth import views as auth_views
from django.urls import path
from django.views.decorators.cache import cache_page
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from views import Cats, Closed, Items, Limited, NewItem, hook, search, subscribe

urlpatterns = [
    path("login/", auth_views.LoginView.as_view()),
    path("about/", TemplateView.as_view(template_name="about.html")),
    path("items/", Items.as_view()),
    path("items/new/", NewItem.as_view()),
    path("cats/", Cats.as_view({"get": "list", "post": "create"})),
    path("limited/", Limited.as_view()),
    path("closed/", csrf_exempt(Closed.as_view())),
    path("hook/", csrf_exempt(hook)),
    path("search/", search),
    path("subscribe/", cache_page(60)(subscribe)),
]
