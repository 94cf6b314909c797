from flask import Flask
from flask.views import View

from resources import ItemApi

app = Flask(__name__)


class Page(View):
    methods = ["GET", "POST"]

    def dispatch_request(self): ...


class Plain(View):
    def dispatch_request(self): ...


def health(): ...


items = ItemApi.as_view("items")
app.add_url_rule("/items", defaults={"item_id": None}, view_func=items, methods=["GET"])
app.add_url_rule("/items/<int:item_id>", view_func=items)
app.add_url_rule("/page", view_func=Page.as_view("page"))
app.add_url_rule("/plain", "plain", Plain.as_view("plain"))
app.add_url_rule("/health", "health", health)
