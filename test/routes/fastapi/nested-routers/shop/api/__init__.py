from fastapi import APIRouter

from . import orders, users
from .catalogue import router as catalogue

router = APIRouter(prefix="/api")
router.include_router(users.router, prefix="/users", tags=["users"])
router.include_router(orders.router)
router.include_router(router=catalogue, prefix="/v1" + "/catalogue")
