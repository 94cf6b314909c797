from typing import Annotated

from fastapi import Depends, FastAPI

from app import inputs
from app.inputs import Filters, Sorting, endless, get_session, shop

app = FastAPI()


@app.get("/shops/{shop_id}/items")
def items(
    paging=Depends(inputs.paging),
    filters: Filters = Depends(),
    sorting: Annotated[Sorting, Depends()] = None,
    shop: Annotated[int, Depends(shop)] = 0,
    session=Depends(get_session),
    unknown=Depends(endless),
):
    return []


@app.get("/plain")
def plain(filters: Annotated[dict, Depends(Filters)]):
    return []


def named(page: int = 1):
    return []


app.add_api_route("/named", named)
