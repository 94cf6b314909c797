import os

from django.urls import include, path


def home(request):
    return None


urlpatterns = [
    path("", home),
    path(os.environ["PREFIX"], include("included_urls")),
]
