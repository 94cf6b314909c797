from fastapi import APIRouter, FastAPI

one, two = APIRouter(prefix="/one"), APIRouter(prefix="/two")
ROUTERS = [one]
ROUTERS.append(two)


@one.get("/")
def first(): ...


@two.get("/")
def second(): ...


def install(app: FastAPI, *, prefix: str = "/default"):
    @app.get(prefix + "/status")
    def status(): ...
