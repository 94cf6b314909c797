from django.urls import path
from ninja import NinjaAPI, Schema

from events.api import router as events

api = NinjaAPI()


class Item(Schema):
    name: str
    price: float = 1.5


@api.get("/items/{int:item_id}")
def item(request, item_id: int, verbose: bool = False):
    return {}


@api.post("items")
def create_item(request, item: Item):
    return item


@api.api_operation(["PUT", "PATCH"], "/items/{item_id}")
def change_item(request, item_id: int, item: Item):
    return item


def prices(client):
    return client.get("/prices")


api.add_router("/events/", events)
api.add_router("/news", "news.api.router")

urlpatterns = [
    path("<slug:shop>/api/", api.urls),
]
