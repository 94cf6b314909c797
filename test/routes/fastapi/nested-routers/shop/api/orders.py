import fastapi

router = fastapi.APIRouter(prefix="/orders")


@router.delete("/{order_id:int}", status_code=204)
def cancel(order_id):
    ...
