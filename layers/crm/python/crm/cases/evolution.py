"""How a case comes about and changes, as one fold over its events."""

from collections.abc import Iterable
from datetime import datetime

from crm.cases import events as ev
from crm.cases.bonds import BONDS
from crm.cases.case import Calendars, Case
from crm.cases.changes import WORK, Change, calendar_of
from crm.cases.merges import MERGES
from crm.cases.sla.changes import SERVICE_LEVELS
from crm.cases.sla.clocks import Clocks
from crm.core.commit import CommitRecord
from crm.core.events import Event

CHANGES: dict[type[Event], Change] = WORK | BONDS | MERGES | SERVICE_LEVELS

EVENTS: dict[str, type[Event]] = {
    "CaseOpened": ev.CaseOpened,
    **{each.__name__: each for each in CHANGES},
}
"""The events of a case by their names, as its records hold them."""


def opened(case_id: str, event: ev.CaseOpened, at: datetime, calendars: Calendars) -> Case:
    """Return the case that `CaseOpened` makes."""
    given = {name: getattr(event, name) for name in type(event).model_fields if name in Case.model_fields}
    clocks = Clocks.started(event.terms, at, calendars(event.terms.calendar))
    case = Case(id=case_id, clocks=clocks, opened_at=at, updated_at=at, waits_since=at, look_again_at=at, **given)
    return _with_deadlines(case, calendars)


def evolve(case: Case, event: Event, at: datetime, calendars: Calendars) -> Case:
    """Return the case after `event`, which happened `at`."""
    change = CHANGES[type(event)](case, event, at, calendars)
    moved = case.model_copy(update={**change, "updated_at": max(at, case.updated_at)})
    if _lost_its_person(case, moved):
        moved = moved.model_copy(update={"waits_since": at, "look_again_at": at})
    return _with_deadlines(moved, calendars)


def _with_deadlines(case: Case, calendars: Calendars) -> Case:
    calendar = calendar_of(case, calendars)
    times = [case.clocks.next_crossing(calendar), case.close_at]
    if case.is_open:
        times += [*_wait_times(case), case.look_again_at, case.escalate_again_at]
    wake_at = min((each for each in times if each is not None), default=None)
    return case.model_copy(update={"due_at": case.clocks.next_due(calendar), "wake_at": wake_at})


def _wait_times(case: Case) -> list[datetime | None]:
    wait = case.wait
    if wait is None:
        return []
    # While a mandatory part is open the case cannot end; when the last one ends, its time has come already.
    close_at = None if case.open_mandatory else wait.close_at
    return [None if wait.expired else wait.until_at, wait.next_reminder_at, close_at]


def recount(records: Iterable[CommitRecord], calendars: Calendars) -> Case:
    """Return the case that its commit records tell, whatever was stored."""
    case: Case | None = None
    for record in records:
        for name, _, data in record.events:
            event = EVENTS[name].model_validate(data)
            if case is None:
                assert isinstance(event, ev.CaseOpened)  # noqa: S101 - every case begins so
                case = opened(record.aggregate_id, event, record.occurred_at, calendars)
            else:
                case = evolve(case, event, record.occurred_at, calendars)
        if case is not None:
            case = case.model_copy(update={"version": record.version})
    assert case is not None  # noqa: S101 - a case has at least its opening
    return case


def _lost_its_person(before: Case, after: Case) -> bool:
    return before.assignee_id is not None and after.assignee_id is None and after.is_open
