from fastapi import APIRouter

users = APIRouter()
by_name = {"users": users}
by_name.update(teams=(teams := APIRouter()))


@users.get("/me")
def me(): ...


@teams.get("/mine")
def mine(): ...


def more():
    extra = APIRouter(prefix="/extra")
    extra.add_api_route("/", me)
    return [extra] + []
