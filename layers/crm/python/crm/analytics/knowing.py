"""What facts depend on beside the records of their subject."""

from datetime import datetime
from functools import partial

from crm.analytics import feeding
from crm.analytics.repository import facts
from crm.analytics.subjects import Known
from crm.analytics.subjects.colleagues import COLLEAGUES, Colleague
from crm.core.calendar import BusinessCalendar
from crm.core.command import Command


def known(command: Command) -> Known:
    """Return what facts depend on, each found when it is asked for."""
    return Known(calendar=_calendar, team_of=partial(_team_of, command))


def _calendar(reference: str) -> BusinessCalendar:
    from crm.cases import promises  # noqa: PLC0415 - only cases have promises, and theirs take long to import

    return promises.calendar(reference)


def _team_of(command: Command, user_id: str, at: datetime) -> str | None:
    """Return the team that a colleague was in at a time; who is not known yet is read from their records."""
    if facts.find(user_id) is None:
        feeding.recount(COLLEAGUES, user_id, known(command), command)
    found = facts.find(user_id)
    return None if found is None else Colleague.model_validate(found.state).team_at(at)
