import os

PROJECT = "shop"
ROOT_URLCONF = os.environ.get("URLCONF", f"{PROJECT}_urls")
BASE_PATH = os.getenv("BASE_PATH", "base/")
API_PATH = "api/"
ADMIN_PATH = os.environ["ADMIN_PATH"]
WITH_REPORTS = True
