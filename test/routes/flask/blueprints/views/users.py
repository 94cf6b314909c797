from flask import Blueprint

users = Blueprint("users", __name__)
METHODS = ("GET", "PUT")


@users.route("/me", methods=METHODS)
@users.route("/profile", methods=METHODS, strict_slashes=False)
def me(): ...
