from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route


class Listing(HTTPEndpoint):
    async def get(self, request):
        return JSONResponse(self.page(request))

    def page(self, request):
        return request.query_params["page"]


class Reports(Listing):
    async def post(self, request):
        return JSONResponse({})


async def health(request):
    return JSONResponse({})


app = Starlette(
    routes=[
        Route("/health", health),
        Mount("/admin", routes=[Route("/reports/{id:int}", Reports), Route("/lists", Listing)]),
    ]
)
