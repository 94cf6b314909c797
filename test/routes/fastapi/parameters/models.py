from enum import Enum

from pydantic import BaseModel, Field


class Sort(str, Enum):
    ASC = "asc"


class Base(BaseModel):
    reference: str


class Address(Base):
    city: str


class Order(Base):
    model_config = {"extra": "forbid"}
    count: int = 1
    price: float = Field(..., gt=0, examples=[9.5])
    currency: str = Field("EUR", alias="Currency")
    comment: str | None = None

    @property
    def total(self) -> float:
        return self.count * self.price
