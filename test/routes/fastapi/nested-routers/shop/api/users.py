from fastapi import APIRouter, Depends

router = APIRouter()


@router.get("/")
async def list_users():
    return []


@router.post("", status_code=201)
@audited
async def create_user():
    return {}


@router.get(
    "/{user_id}",
    summary="One user",
)
async def get_user(user_id: int):
    return user_id
