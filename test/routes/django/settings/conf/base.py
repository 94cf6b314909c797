import os

import environ

env = environ.Env(DEBUG=(bool, False))
env.read_env()

PROJECT = "shop"
ROOT_URLCONF = os.environ.get("URLCONF", f"{PROJECT}_urls")
BASE_PATH = os.getenv("BASE_PATH", "base/")
API_PATH = "api/"
ADMIN_PATH = os.environ["ADMIN_PATH"]
STATUS_PATH = env("STATUS_PATH", default="status/")
HEALTH_PATH = env.str("HEALTH_PATH", default="health/")
SECRET_PATH = env("SECRET_PATH")
WITH_REPORTS = True
