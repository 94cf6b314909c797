from django.views.generic import FormView
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from drf_yasg import openapi
from drf_yasg.utils import swagger_auto_schema
from rest_framework import generics, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.views import APIView

import serializers as s
from serializers import BookSerializer, ContactForm, LendSerializer, ShelfSerializer, ShortBookSerializer


@extend_schema_view(list=extend_schema(parameters=[OpenApiParameter("author", OpenApiTypes.STR, required=True)]))
class BookViewSet(viewsets.ModelViewSet):
    http_method_names = ["get", "post", "patch"]
    serializer_class = BookSerializer

    def get_serializer_class(self):
        if self.action in ("list", "create"):
            return ShortBookSerializer
        return super().get_serializer_class()

    @action(detail=True, methods=["post"], serializer_class=LendSerializer)
    def lend(self, request, pk=None):
        return None

    @action(detail=True, methods=["post"])
    def shelve(self, request, pk=None):
        return None


class ShelfList(generics.ListCreateAPIView):
    serializer_class = ShelfSerializer

    @extend_schema(parameters=[s.FilterSerializer, OpenApiParameter(name="X-Shop", location=OpenApiParameter.HEADER)])
    def get(self, request):
        return None


class Returns(APIView):
    @swagger_auto_schema(manual_parameters=[openapi.Parameter("fast", openapi.IN_QUERY, default=True)])
    def post(self, request):
        serializer = LendSerializer(data=request.data)
        return serializer


@extend_schema(request=BookSerializer)
@api_view(["PUT"])
def replace(request, pk):
    return None


class Contact(FormView):
    form_class = ContactForm
