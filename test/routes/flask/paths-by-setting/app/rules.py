from app import settings


def tenant_rule(rule):
    if settings.MULTI_TENANT:
        return "/<tenant>{}".format(rule)

    return rule


def versioned_rule(rule):
    if not settings.VERSIONED:
        return rule
    elif rule == "/health":
        return "/probes" + rule
    return "/v2" + rule


def regional_rule(rule):
    if settings.REGION:
        return "/regions" + rule
    return rule
