"""What becomes of a case whose customer does not answer."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field

from crm.cases.settings.parts import Name
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.settings import Setting

_DAY = 86_400
Length = Annotated[int, Field(ge=0, le=90 * _DAY)]


class Waiting(Setting):
    """Waiting for customers: when they are reminded, and when the case is closed for want of an answer (R-152).

    Lengths are in seconds by the wall clock, before or after the deadline that the colleague stated.
    """

    kind: ClassVar[str] = "cases.waiting"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    deadline_after_seconds: Annotated[int, Field(ge=3600, le=90 * _DAY)] | None = None
    """The deadline of a wait for which none was stated; none: it waits until somebody goes on."""
    remind_before_seconds: Annotated[tuple[Length, ...], Field(max_length=5)] = (_DAY,)
    remind_after_seconds: Annotated[tuple[Length, ...], Field(max_length=5)] = (0,)
    close_after_seconds: Annotated[int, Field(ge=0, le=90 * _DAY)] | None = 3 * _DAY
    """How long after the deadline the case is closed; none: it never is by itself."""
    cause_code: Name = "other"
    """The cause that a case closed so is counted under."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Reminded a day before and at the deadline, closed three days after it."""
        return {"default": cls()}
