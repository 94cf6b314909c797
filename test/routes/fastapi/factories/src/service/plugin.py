from fastapi import APIRouter

try:
    import orjson
except ImportError:
    orjson = None

if orjson:
    router = APIRouter(prefix="/plugin")


@router.get("/")
def info(): ...
