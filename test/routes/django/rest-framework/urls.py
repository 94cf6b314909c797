from django.urls import include, path
from rest_framework import routers
from rest_framework.routers import DefaultRouter
from rest_framework_nested.routers import NestedSimpleRouter

from api import AuditViewSet, CommentViewSet, PostViewSet, TagViewSet, UserViewSet

router = DefaultRouter()
router.register(r"posts", PostViewSet)
router.register("tags", TagViewSet, basename="tag")

comments = NestedSimpleRouter(router, "posts", lookup="post")
comments.register("comments", CommentViewSet)

plain = routers.SimpleRouter(trailing_slash=False)
plain.register("users", UserViewSet)
plain.register("", AuditViewSet, basename="audit")

urlpatterns = [
    path("api/", include(router.urls)),
    path("api/", include(comments.urls)),
    path("plain/", include((plain.urls, "plain"))),
] + router.urls
