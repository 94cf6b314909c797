from django.conf.urls import url
from django.urls import include, re_path

import views

urlpatterns = [
    re_path(r"^articles/(?P<year>[0-9]{4})/(?:page-(?P<page>\d+)/)?$", views.year),
    url(r"^archive\.(?:json|xml)$", views.archive),
    url(r"^api/v1/", include([re_path(r"^(\d+)/(\w+)$", views.pair)])),
    re_path(r"^static/(?P<name>.*)$", views.static),
    re_path(r"favicon.ico", views.static),
    re_path(r"^(?!api).+x{2,}$", views.static),
]
