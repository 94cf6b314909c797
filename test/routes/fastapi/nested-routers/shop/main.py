from fastapi import FastAPI

from shop.api import router as api_router
from .health import check

app = FastAPI(title="Shop", root_path="/behind-a-proxy")
app.include_router(api_router)
app.add_api_route("/health", check, methods=["GET", "HEAD"])


@app.api_route("/echo/{rest:path}", methods=["GET", "POST"])
async def echo(rest: str):
    return rest


@app.websocket("/live")
async def live(socket):
    await socket.accept()
