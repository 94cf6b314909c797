from . import admin, nested, public


@public.get("/<slug>")
def page(slug): ...


@admin.route("/")
@login_required
def dashboard(): ...


@nested.route("/deep")
def deep(): ...
