from flask import Blueprint

bp = Blueprint("orders", __name__, url_prefix="/orders")


@bp.route("", methods=["GET"])
def orders(): ...


@bp.delete("/<uuid:order_id>")
def cancel(order_id): ...
