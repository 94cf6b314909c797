from flask import Flask, current_app, request

app = Flask(__name__)
settings = {}


@app.route("/real")
def real():
    settings.get("/a-setting")
    current_app.config.get("/another")
    return app.test_client().get("/real")


@app.before_request
def before(): ...


@app.cli.command("work")
def work(): ...


@app.template_filter("route")
def shorten(text): ...
