from fastapi import APIRouter

router = APIRouter(dependencies=[])
search = APIRouter(prefix="/search")


@search.get("/")
def find():
    ...


router.include_router(search)
