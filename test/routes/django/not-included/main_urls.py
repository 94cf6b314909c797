import os

from a_package import api_router, patterns_of
from chat import Consumer
from django.contrib import admin
from django.urls import include, path


def home(request):
    return None


urlpatterns = [
    path("", home),
    path(os.environ["PREFIX"], include("included_urls")),
    path("package/", include(patterns_of("package"))),
    path("admin/", admin.site.urls),
    path("router/", api_router.urls),
    path("made/", api_router("made").urls),
    path("chat/", Consumer.as_asgi()),
]
