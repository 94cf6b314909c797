from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute

from pages import about, routes

admin = FastAPI()


@admin.get("/")
def dashboard(): ...


@admin.get("/users")
def users(): ...


site = Starlette(
    debug=True,
    routes=[
        Route("/", about),
        Route("/form", endpoint=about, methods=["GET", "POST"]),
        Mount("/pages", routes=routes),
        Mount("/static", app=StaticFiles(directory="static")),
        WebSocketRoute("/ws", about),
    ],
)

app = FastAPI()
app.mount("/admin", admin)
app.mount("/site", app=site, name="site")
app.router.add_api_route("/direct", users)
