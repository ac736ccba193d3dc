"""Whether the suite answers, and which version of it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from crm.core.version import VERSION


class HealthView(BaseModel):
    """That the suite answers, which version of it, and what time it takes it to be."""

    status: Literal["ok"]
    version: str
    at: datetime

    @classmethod
    def of(cls, now: datetime) -> "HealthView":
        """Answer for this very call: there is nothing else that could be down."""
        return cls(status="ok", version=VERSION, at=now)
