"""Making a team's lists of a week, page by page of its members: the steps of the workflow `WeeklyCadence`.

A run of the workflow makes one page, so neither its history nor its memory grows with the team; the page's record
asks for the next. What was lost or failed is asked for again by the run's timer: only the owners that failed.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel

from crm.cadence import notices, repository, weeks
from crm.cadence.drafting import Drafted
from crm.cadence.events import CadenceOwnersLeftOut, CadencePageDrafted, CadenceWeekDue
from crm.cadence.rhythm import PageNumbers, PageWanted, WeekRun, run_id
from crm.cadence.settings.policy import CadencePolicy
from crm.cadence.settings.scoring import CadenceScoring
from crm.core import settings
from crm.core.command import Command
from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.core.settings import Versioned
from crm.core.transaction import Transaction
from crm.directory import repository as directory

PAGE = 50
"""How many owners a run of the workflow takes."""

ATTEMPTS = 5
LOST_AFTER = timedelta(hours=1)
"""When a page that has not been recorded is taken for lost."""

PAUSE = timedelta(minutes=5)
"""Before owners that failed are tried again; twice as long each time."""


class OwnersTask(BaseModel):
    """Which page of a team is wanted."""

    team_id: str
    after: str | None
    owner_ids: tuple[str, ...]


class OwnersPage(BaseModel):
    """Whose lists are to be made, and where the next page begins."""

    owner_ids: list[str]
    next: str | None


class PageTask(BaseModel):
    """What a page came to."""

    team_id: str
    week: str
    page: int
    next: str | None
    outcomes: list[Drafted]


def start(team_id: str, policy: Versioned[CadencePolicy], command: Command) -> None:
    """Begin to make a team's lists of the week that it is there; begun once, it is not begun again."""
    week = weeks.week_at(command.now, policy.value.zone)
    if repository.runs.find(run_id(team_id, week)) is not None:
        return
    run = WeekRun(
        id=run_id(team_id, week),
        team_id=team_id,
        week=week,
        policy=policy.reference,
        scoring=settings.current(CadenceScoring).reference,
        started_at=command.now,
    )
    first = PageWanted(number=1)
    _save(None, _wanting(run, first, command.now), [_asking(run, first)], command)


def owners(task: OwnersTask) -> OwnersPage:
    """Return a page of a team's members; those named, where some are tried again. One request."""
    if task.owner_ids:
        return OwnersPage(owner_ids=[*task.owner_ids], next=None)
    owner_ids, after = directory.members_after(task.team_id, task.after, PAGE)
    return OwnersPage(owner_ids=owner_ids, next=after)


def record(task: PageTask, command: Command) -> None:
    """Record what a page came to, and ask for the next one; recorded once, it is not recorded again."""
    run = repository.runs.get(run_id(task.team_id, task.week))
    if run.wanted is None or run.wanted.number != task.page:
        return
    failed = tuple(each.owner_id for each in task.outcomes if each.failed)
    numbers = PageNumbers(
        owners=len(task.outcomes),
        lists=sum(each.listed > 0 for each in task.outcomes),
        key_accounts=sum(each.key_accounts for each in task.outcomes),
        listed=sum(each.listed for each in task.outcomes),
        failed=failed,
    )
    drafted = CadencePageDrafted(week=run.week, page=task.page, **numbers.model_dump())
    after, events = _following(run, run.wanted, numbers, task.next, command.now)
    waiting = Counter(each.approver_id for each in task.outcomes if each.approver_id is not None)
    _save(run, after, [drafted, *events], command, notices.approvals(run.id, run.week, waiting))


def on_due(id_: str, command: Command) -> None:
    """Ask once more for a page that was lost, or for the owners that failed."""
    run = repository.runs.get(id_)
    if run.wanted is None or run.look_again_at is None or run.look_again_at > command.now:
        return
    if run.wanted.attempt >= ATTEMPTS:
        after, given_up = _given_up(run, run.wanted, run.wanted.owner_ids)
        _save(run, after, [given_up], command)
        return
    again = run.wanted.model_copy(update={"attempt": run.wanted.attempt + 1})
    _save(run, _wanting(run, again, command.now), [_asking(run, again)], command)


def _following(
    run: WeekRun, wanted: PageWanted, numbers: PageNumbers, cursor: str | None, now: datetime
) -> tuple[WeekRun, list[Event]]:
    """Return the run after a page: with the next page wanted, or those that failed after a pause, or done."""
    run = run.model_copy(update={"pages": (*run.pages, numbers)})
    following = PageWanted(number=wanted.number + 1)
    if cursor is not None:
        following = following.model_copy(update={"after": cursor})
        return _wanting(run, following, now), [_asking(run, following)]
    tried = wanted.attempt if wanted.owner_ids else 0
    failed = numbers.failed if wanted.owner_ids else tuple(each for page in run.pages for each in page.failed)
    if not failed:
        return run.model_copy(update=_DONE), []
    if tried >= ATTEMPTS:
        run, given_up = _given_up(run, wanted, failed)
        return run, [given_up]
    again = following.model_copy(update={"owner_ids": failed, "attempt": tried})
    return run.model_copy(update={"wanted": again, "look_again_at": now + PAUSE * 2**tried}), []


_DONE = {"wanted": None, "look_again_at": None}


def _given_up(run: WeekRun, wanted: PageWanted, owner_ids: tuple[str, ...]) -> tuple[WeekRun, Event]:
    event = CadenceOwnersLeftOut(week=run.week, page=wanted.number, owner_ids=owner_ids)
    return run.model_copy(update=_DONE | {"left_out": owner_ids}), event


def _wanting(run: WeekRun, wanted: PageWanted, now: datetime) -> WeekRun:
    return run.model_copy(update={"wanted": wanted, "look_again_at": now + LOST_AFTER})


def _asking(run: WeekRun, page: PageWanted) -> CadenceWeekDue:
    """Return what starts the workflow for a page."""
    return CadenceWeekDue(
        team_id=run.team_id,
        week=run.week,
        page=page.number,
        attempt=page.attempt,
        after=page.after,
        owner_ids=page.owner_ids,
        policy=run.policy,
        scoring=run.scoring,
    )


def _save(
    before: WeekRun | None,
    after: WeekRun,
    events: Sequence[Event],
    command: Command,
    messages: Sequence[MessageRequested] = (),
) -> None:
    # The run itself tells which page it wants: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    repository.runs.save(transaction, command, before, after, events, messages)
    transaction.commit()
