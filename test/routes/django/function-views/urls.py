from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed
from django.urls import path
from django.views.decorators.http import require_safe


def guarded(request):
    if request.method != "POST":
        return HttpResponseBadRequest()
    return HttpResponse()


def listed(request):
    if request.method not in ("GET", "DELETE"):
        return HttpResponse(status=405)
    return HttpResponse()


def named(request):
    if request.method == "PUT":
        return HttpResponse()
    return HttpResponseNotAllowed(["PUT"])


def compared(request):
    if request.method == "GET":
        return HttpResponse()
    elif request.method == "POST":
        return HttpResponse()
    return HttpResponse(status=405)


def form(request):
    if request.method == "POST":
        return HttpResponse()
    return HttpResponse("form")


def redirected(request):
    if request.method != "POST":
        return HttpResponse("form")
    return HttpResponse()


def sometimes(request):
    if request.method != "POST" and "token" not in request.COOKIES:
        return HttpResponse(status=400)
    return HttpResponse()


@require_safe
def safe(request):
    return HttpResponse()


urlpatterns = [
    path("guarded/", guarded),
    path("listed/", listed),
    path("named/", named),
    path("compared/", compared),
    path("form/", form),
    path("redirected/", redirected),
    path("sometimes/", sometimes),
    path("safe/", safe),
]
