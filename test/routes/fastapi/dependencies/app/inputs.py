from typing import Annotated

from fastapi import Depends, Header, Query
from pydantic import BaseModel


def get_session():
    yield None


def language(accept_language: Annotated[str, Header()] = "en"):
    return accept_language


def paging(limit: int = 20, offset: int = Query(0), language: str = Depends(language)):
    return limit, offset


class Filters:
    def __init__(self, q: str, active: bool = True):
        self.q = q


class Sorting(BaseModel):
    sort_by: str = "name"


def shop(shop_id: int):
    return shop_id


def endless(again=Depends("endless"), other: str = Depends(lambda: "")):
    return again
