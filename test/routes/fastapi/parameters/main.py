from typing import Annotated, Optional
from uuid import UUID

from fastapi import Body, Cookie, Depends, FastAPI, Form, Header, Path, Query, Request
from models import Address, Order, Sort

app = FastAPI()


def session(): ...


@app.get("/orders/{order_id}")
def read(
    request: Request,
    order_id: Annotated[UUID, Path(title="Its number")],
    page: int = 1,
    size: int = Query(20, le=100),
    q: Optional[str] = None,
    tags: Annotated[list[str] | None, Query(alias="tag")] = None,
    sort: Sort = Sort.ASC,
    needed: str = Query(...),
    x_token: Annotated[str, Header()] = "",
    user_agent: str = Header(None, alias="User-Agent"),
    seen: str = Cookie(None),
    db=Depends(session),
): ...


@app.post("/orders")
async def create(order: Order): ...


@app.put("/orders/{order_id}")
async def replace(order_id: int, order: Order, address: Address, note: str = Body("none")): ...


@app.post("/login")
async def login(name: str = Form(), password: str = Form(...)): ...
