from django.urls import path


def prices(request):
    return None


urlpatterns = [path("prices/", prices)]
