from rest_framework import mixins, viewsets
from rest_framework.decorators import action


class Publishing:
    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        return request.data["when"]

    @publish.mapping.delete
    def unpublish(self, request, pk=None):
        return None


class PostViewSet(Publishing, viewsets.ModelViewSet):
    lookup_field = "slug"
    http_method_names = ["get", "post", "delete"]

    def list(self, request):
        return request.query_params.get("page")

    @action(detail=False, url_path="most-read/(?P<year>[0-9]{4})")
    def most_read(self, request, year):
        return None


class TagViewSet(viewsets.ReadOnlyModelViewSet):
    lookup_url_kwarg = "tag_id"


class CommentViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    pass


class UserViewSet(mixins.RetrieveModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet):
    pass


class AuditViewSet(viewsets.ViewSet):
    def list(self, request):
        return None
