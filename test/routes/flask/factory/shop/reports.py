from flask import Blueprint

bp = Blueprint("reports", __name__)


@bp.route("/daily/")
def daily(): ...


def add_pages(app):
    for name in ["imprint", "privacy"]:
        app.add_url_rule(f"/{name}", endpoint=name, view_func=lambda: name)
