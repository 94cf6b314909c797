from flask import Blueprint

public = Blueprint("public", __name__, url_prefix="/public")
admin = Blueprint("admin", __name__, url_prefix="/admin")
nested = Blueprint("nested", __name__, url_prefix="nested")

from . import pages

admin.register_blueprint(nested)
public.register_blueprint(nested, url_prefix="/inner")
