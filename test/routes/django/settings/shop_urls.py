from django.conf import settings
from django.urls import include, path


def answer(request):
    return None


if settings.WITH_REPORTS:
    reports = [path("daily/", answer)]
elif settings.DEBUG:
    reports = [path("monthly/", answer)]
else:
    reports = []
    reports = [path("yearly/", answer)]

patterns = [path("reports/", include(reports))]
patterns.append(path(settings.API_PATH, answer))

urlpatterns = [
    path(settings.BASE_PATH, include(patterns)),
    path(settings.STATUS_PATH, answer),
    path(settings.HEALTH_PATH, answer),
    path(settings.ADMIN_PATH, answer),
    path(settings.SECRET_PATH, answer),
]
