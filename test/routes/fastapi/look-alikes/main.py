import httpx
import requests
from fastapi import FastAPI
from fastapi.testclient import TestClient

app = FastAPI()
client = TestClient(app)
cache = {}


@app.get("/real")
def real():
    cache.get("/cached")
    requests.get("/elsewhere")
    httpx.post("/elsewhere", json={})
    return client.get("/real")


@app.exception_handler(404)
def missing(request, error): ...


@app.on_event("startup")
def startup(): ...


@cache.get("/decorated")
def cached(): ...
