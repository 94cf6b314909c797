from django.urls import include, path, re_path
from rest_framework.routers import SimpleRouter

import views

router = SimpleRouter()
router.register("books", views.BookViewSet)

urlpatterns = [
    path("", include(router.urls)),
    path("shelves/", views.ShelfList.as_view()),
    path("returns/", views.Returns.as_view()),
    path("replace/<int:pk>/", views.replace),
    re_path(r"^contact/(?P<number>\d+)/$", views.Contact.as_view()),
]
