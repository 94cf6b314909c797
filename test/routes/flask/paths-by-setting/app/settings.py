import os


def parse_boolean(text):
    text = text.strip().lower()
    if text in ("yes", "true", "1"):
        return True
    elif text in ("no", "false", "0"):
        return False
    else:
        raise ValueError(text)


MULTI_TENANT = parse_boolean(os.environ.get("MULTI_TENANT", "false"))
VERSIONED = True
REGION = os.environ.get("REGION")
