def year(request, year, page=1):
    return None


def archive(request):
    return None


def pair(request, first, second):
    return None


def static(request, name):
    return None
