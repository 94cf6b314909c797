from ninja import Router

router = Router()


@router.get("/latest")
def latest(request):
    return []
