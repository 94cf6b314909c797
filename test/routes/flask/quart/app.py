from quart import Blueprint, Quart, request, websocket

app = Quart(__name__)
api = Blueprint("api", __name__, url_prefix="/api")


@api.post("/users")
async def create():
    data = await request.get_json()
    return {"name": data["name"], "mail": data.get("mail")}


@app.websocket("/ws")
async def live():
    await websocket.receive()


app.register_blueprint(api)
