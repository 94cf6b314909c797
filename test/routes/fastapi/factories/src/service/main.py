import importlib

import service.reports
from fastapi import FastAPI
from service.parts import ROUTERS, install
from service.registry import *


def create_app() -> FastAPI:
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router, prefix="/parts")
    for name, router in by_name.items():
        app.include_router(router, prefix=f"/{name}")
    [app.include_router(router) for router in more()]
    install(app, prefix="/installed")
    plugin = importlib.import_module("service.plugin")
    app.include_router(plugin.router)
    app.include_router(service.reports.router, prefix="/reports")
    return app


app = create_app()
