from django.urls import path
from ninja import NinjaAPI

api = NinjaAPI()


def at_once(work):
    work()
    return work


@api.get("/real")
def real(request): ...


@at_once
def check():
    api.get("/asked-for-while-decorated")


api.post("/decorates-nothing")
urlpatterns = [path("api/", api.urls)]
