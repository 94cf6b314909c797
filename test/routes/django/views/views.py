from django.views import View
from django.views.decorators.http import require_GET, require_http_methods
from django.views.generic import CreateView, ListView
from rest_framework.generics import ListCreateAPIView
from rest_framework.viewsets import ViewSet


class Base(View):
    def get(self, request):
        return self.answer(request)

    def answer(self, request):
        return request.GET["page"]


class Items(Base):
    def post(self, request):
        return request.POST.get("name")


class NewItem(CreateView):
    model = None


class Cats(ViewSet):
    def list(self, request):
        return request.query_params.get("colour")

    def create(self, request):
        return request.data["name"]


class Limited(ListCreateAPIView):
    http_method_names = ["get", "head"]


class Closed(ListView):
    def post(self, request):
        return None


@require_http_methods(["POST", "PUT"])
def hook(request):
    return None


@require_GET
def search(request):
    return request.GET.get("q")


def subscribe(request):
    return None
