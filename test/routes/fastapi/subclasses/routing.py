import fastapi


class APIRouter(fastapi.APIRouter):
    def __init__(self, *args, prefix: str = "", version: str = "v1", **kwargs):
        super().__init__(*args, prefix=f"/{version}{prefix}", **kwargs)

    def get(self, path: str, **kwargs):
        kwargs.setdefault("response_model_exclude_none", True)
        return super().get(path, **kwargs)

    def add_api_route(self, path, endpoint, **kwargs):
        super().add_api_route(path, endpoint, **kwargs)


class Resource(APIRouter):
    def __init__(self, name):
        APIRouter.__init__(self, prefix=f"/{name}")
        self.add_api_route("/count", self.count)
        self.add_api_route("/{id}", self.remove, methods={"DELETE"})

    async def count(self): ...

    async def remove(self, id: int): ...
