from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from shop import pages
from shop.orders import urls as order_urls

API = "api/"

urlpatterns = [
    path("", pages.home),
    path("admin/", admin.site.urls),
    path(API, include([path("orders/", include(order_urls)), path("v1/", include("shop.orders.urls"))])),
    path(f"{API}internal/", include((pages.internal, "internal"), namespace="internal")),
    path("files/<path:name>", view=pages.download),
    path("elsewhere/", include("a_package.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("__debug__/", pages.debug)]

urlpatterns += i18n_patterns(path("about/", pages.about), prefix_default_language=False)
