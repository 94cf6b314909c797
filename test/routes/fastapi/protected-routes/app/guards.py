from fastapi import Security


def protected(method, path, scopes=None, **options):
    def decorator(handler):
        return method(path, dependencies=[Security(scopes)], **options)(handler)

    return decorator


def audited(handler):
    return handler
