from flask import Flask

from views import admin, public
from views.users import users as users_blueprint

app = Flask(__name__)
app.register_blueprint(public)
app.register_blueprint(admin, url_prefix="/backstage")
app.register_blueprint(users_blueprint)


@app.route("/")
def index(): ...


@app.route(rule="/files/<path:name>", methods=["GET", "POST"])
def files(name): ...


@app.post("/items/<int:item_id>/<any(red, blue):colour>/")
def paint(item_id, colour): ...


@app.errorhandler(404)
def missing(error): ...
