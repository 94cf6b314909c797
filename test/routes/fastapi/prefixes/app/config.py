import os
from enum import Enum

from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    API: str = "/api"
    VERSION: str = Field(default="v1", description="Shown in the path")
    secret: str

    @property
    def prefix(self) -> str:
        return f"{self.API}/{self.VERSION}"


class Section(str, Enum):
    REPORTS = "reports"


settings = Settings()
ADMIN = os.getenv("ADMIN_PATH", "/admin")
TENANT = os.environ["TENANT"]
