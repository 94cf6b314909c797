from fastapi import APIRouter, FastAPI

from app.guards import audited, protected

app = FastAPI()
router = APIRouter(prefix="/saves")


@protected(router.get, "", ["read"])
def list_saves(limit: int = 20):
    return []


@protected(router.delete, "/{id}", ["write"], status_code=204)
async def delete_save(id: int):
    return None


@audited
def not_a_route():
    return protected


app.include_router(router, prefix="/api")
