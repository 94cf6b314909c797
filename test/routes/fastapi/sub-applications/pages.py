from starlette.routing import Route


async def about(request): ...


routes = [Route("/about", about)]
routes += [Route("/docs/{page:path}", about)]
