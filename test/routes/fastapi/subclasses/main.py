from fastapi import FastAPI
from routing import APIRouter, Resource


class Service(FastAPI):
    pass


router = APIRouter(prefix="/users", version="v2")


@router.get("/")
def users(): ...


app = Service()
app.include_router(router)
app.include_router(Resource("books"), prefix="/library")
