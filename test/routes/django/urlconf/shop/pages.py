from django.urls import path


def home(request):
    return None


def download(request, name):
    return None


def debug(request):
    return None


def about(request):
    return request.GET.get("version")


def health(request):
    return None


internal = [path("health", health)]
