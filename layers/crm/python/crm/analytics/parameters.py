"""The query parameters that questions to the library share."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator

from crm.core.rules import broken
from crm.directory.settings.calendar import ZoneName

_FIRST, _LAST = date(2000, 1, 1), date(2199, 12, 31)


def _countable(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise broken("analytics", "date_out_of_range", first=_FIRST.isoformat(), last=_LAST.isoformat())
    return day


_Day = Annotated[date, AfterValidator(_countable)]

From = Annotated[
    _Day | None, Query(alias="from", description="The first day; four weeks up to `to` where it is left out.")
]
To = Annotated[_Day | None, Query(description="The last day, which counts; today where it is left out.")]
Zone = Annotated[ZoneName | None, Query(description="The IANA zone that days begin in; yours where it is left out.")]
Groups = Annotated[
    str, Query(pattern="^(queue|type|queue,type)$", description="By what to group: `queue`, `type` or `queue,type`.")
]
Version = Annotated[int | None, Query(ge=1, le=1000, description="A version of the definition; else the newest.")]
