from flask import Flask, request

app = Flask(__name__)


@app.route("/search")
def search():
    term = request.args["q"]
    page = request.args.get("page", 1, type=int)
    tags = request.args.getlist("tag")
    token = request.headers.get("X-Token")
    other = {"args": 1}.get("no-parameter")
    return term, page, tags, token, other


@app.post("/users")
def create():
    data = request.get_json(force=True)
    name = data["name"]
    nickname = data.get("nickname", "none")
    mail = request.form["mail"]
    return name, nickname, mail, request.json.get("age")
