from ninja import Router

router = Router(tags=["events"])
details = Router()


@router.get("/")
def events(request, page: int = 1):
    return []


@details.delete("/{event_id}")
def remove(request, event_id: int):
    return None


router.add_router("details", details)
