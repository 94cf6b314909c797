from flask import Blueprint, Flask
from flask.views import MethodView

from shop.models import Item

app = Flask(__name__)
shop = Blueprint("shop", __name__, url_prefix="/shop")


@app.query("/search")
def search():
    return Item.query("/not-a-route").all()


@shop.query("/items")
def items():
    return []


class Lookup(MethodView):
    def get(self):
        return {}

    def query(self):
        return {}


shop.add_url_rule("/lookup", view_func=Lookup.as_view("lookup"))
app.register_blueprint(shop)
