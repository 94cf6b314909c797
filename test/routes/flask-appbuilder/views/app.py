from flask_appbuilder import BaseView
from flask_appbuilder.api import BaseApi, expose


class Base(BaseApi):
    @expose("/_info")
    def info(self): ...


class OrderApi(Base):
    resource_name = "order"

    @expose("/<int:pk>", methods=("GET", "DELETE"))
    def one(self, pk): ...


class Reports(BaseView):
    @expose("/list/")
    def listed(self): ...

    def helper(self): ...


class Pages(BaseView):
    route_base = "/pages"

    @expose("/<path:name>")
    def page(self, name): ...


class Unrelated:
    @expose("/nothing")
    def nothing(self): ...
