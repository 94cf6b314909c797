from django.urls import path


def other(request):
    return None


urlpatterns = [path("other/", other)]
