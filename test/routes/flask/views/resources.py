from flask import request
from flask.views import MethodView


class Readable(MethodView):
    def get(self, item_id):
        return request.args.get("fields", "all")


class ItemApi(Readable):
    init_every_request = False

    def put(self, item_id):
        return request.json["name"]

    def _helper(self): ...
