from fastapi import APIRouter, FastAPI
from fastapi_utils.cbv import cbv

router = APIRouter()


@cbv(router)
class Items:
    prefix = "/items"

    @router.get("/items/{item_id}")
    def read(self, item_id: int, verbose: bool = False): ...

    @router.put("/items/{item_id}")
    def write(self, item_id: int): ...


class Tasks:
    router = APIRouter(prefix="/tasks")

    @router.get("/")
    @staticmethod
    def listed(): ...

    def __init__(self):
        self.local = APIRouter()
        self.local.add_api_route("/local", self.answer, methods=["POST"])

    def answer(self): ...


app = FastAPI()
app.include_router(router)
app.include_router(Tasks.router)
app.include_router(Tasks().local)
