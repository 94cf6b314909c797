import os

from fastapi import APIRouter, FastAPI

app = FastAPI()
items = APIRouter(prefix=os.getenv("ITEMS", "/items"))
users = APIRouter(prefix=os.environ.get("USERS"))
orders = APIRouter(prefix=os.getenv("ORDERS", "/orders"))


@items.get("/{item_id}")
def item(item_id: int): ...


@users.get("")
def people(): ...


@orders.get("")
def bought(): ...


for router in (items, users, orders):
    app.include_router(router, prefix=os.getenv("ROOT"))
