from .base import *

API_PATH = "local-api/" if WITH_REPORTS else "api/"
