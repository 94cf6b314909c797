from flask import Blueprint, Flask
from flask_restful import Api as RestfulApi
from flask_restx import Api, Namespace, Resource

from resources import Todo, TodoList

app = Flask(__name__)
restful = RestfulApi(app, prefix="/v1")
restful.add_resource(TodoList, "/todos", "/tasks", endpoint="todos")
restful.add_resource(Todo, "/todos/<int:todo_id>")

blueprint = Blueprint("api", __name__, url_prefix="/api")
api = Api(blueprint, doc="/docs")
app.register_blueprint(blueprint)
cats = Namespace("cats", description="Cats")
dogs = Namespace("dogs", path="/canines")
api.add_namespace(cats)
api.add_namespace(dogs)
birds = api.namespace("birds")
fish = Namespace("fish", path="/pond")
api.add_namespace(fish, path="/sea")


@cats.route("/", "/all")
class Cats(Resource):
    @cats.doc("list")
    def get(self): ...


@dogs.route("/<name>")
class Dog(Resource):
    def get(self, name): ...

    def delete(self, name): ...


@birds.route("/")
class Birds(Resource):
    def post(self): ...


@fish.route("/")
class Fish(Resource):
    def get(self): ...


@api.route("/ping")
class Ping(Resource):
    def get(self): ...
