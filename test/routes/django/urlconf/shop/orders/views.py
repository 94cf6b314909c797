def orders(request):
    return request.POST["name"]


def order(request, pk):
    return None
