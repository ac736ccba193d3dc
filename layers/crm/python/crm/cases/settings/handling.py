"""The small rules of the desk."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from crm.cases.settings.parts import Name
from crm.core.settings import Setting


class Handling(Setting):
    """The small rules of the desk."""

    kind: ClassVar[str] = "cases.handling"

    agents_see: Literal["own", "queues", "all"] = "queues"
    supervisors_see: Literal["queues", "all"] = "all"
    reopen_within_days: Annotated[int, Field(ge=0, le=365)] = 14
    close_resolved_after_days: Annotated[int, Field(ge=1, le=365)] | None = 7
    attachment_limit_bytes: Annotated[int, Field(ge=1, le=100 * 1024 * 1024)] = 20 * 1024 * 1024
    attachment_types: tuple[Name, ...] = (
        "image/png",
        "image/jpeg",
        "image/gif",
        "application/pdf",
        "text/plain",
        "text/csv",
        "application/zip",
        "application/json",
    )

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """As the fields say."""
        return {"default": cls()}
