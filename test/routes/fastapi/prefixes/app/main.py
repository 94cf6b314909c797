from functools import lru_cache

from fastapi import APIRouter, FastAPI

from app import config
from app.config import ADMIN, Section, Settings, settings


@lru_cache
def get_settings() -> Settings:
    return Settings(API="/internal")


def routed(path):
    router = APIRouter()

    @router.get(path)
    def answer():
        ...

    return router


app = FastAPI()
app.include_router(routed("/a"), prefix=settings.prefix)
app.include_router(routed("/b"), prefix=f"/{Section.REPORTS.value}{ADMIN}")
app.include_router(routed("/c"), prefix="%s/%s" % (settings.API, "c"))
app.include_router(routed("/d"), prefix="{}/{name}".format(config.settings.API, name="d"))
app.include_router(routed("/e"), prefix=get_settings().API)
app.include_router(routed("/f"), prefix="/".join(["", "x", "y"]))
app.include_router(routed("/g"), prefix=config.TENANT)
