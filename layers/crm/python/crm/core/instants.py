"""Times that people and systems give us, brought to one form."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from crm.core.rules import broken


def _in_utc(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise broken("core", "time_out_of_range") from None


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A time in any zone; kept and shown in UTC."""
