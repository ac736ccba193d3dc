"""Making an owner's list of a week: scoring their accounts, and choosing and placing those that count."""

import heapq
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from pydantic import BaseModel

from crm.cadence import owners, placing, planning, publication, repository, scoring, standing, weeks
from crm.cadence.cadence_list import CadenceList, Item, item_id, list_id
from crm.cadence.events import CadenceListDrafted
from crm.cadence.scoring import Facts, Scores
from crm.cadence.settings.health import HealthRules
from crm.cadence.settings.policy import CadencePolicy
from crm.cadence.settings.scoring import CadenceScoring
from crm.cadence.standing import Standing
from crm.cadence.vocabulary import ChosenBy
from crm.core import i18n, settings
from crm.core.calendar import BusinessCalendar
from crm.core.command import Command
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.customers import repository as customers
from crm.customers.models import Account
from crm.directory import lines
from crm.directory import repository as directory
from crm.directory.models import User


class DraftTask(BaseModel):
    """Whose list of which week is to be made, and under which settings."""

    owner_id: str
    team_id: str
    week: str
    policy: str
    scoring: str


class Drafted(BaseModel):
    """What came of it. `failed` is set by the workflow where nothing did."""

    owner_id: str
    failed: bool = False
    listed: int = 0
    key_accounts: int = 0
    approver_id: str | None = None
    """Who is to approve it, None where it needs no approval."""


class _Candidate(NamedTuple):
    total: int
    account_id: str
    account: Account
    scores: Scores
    chosen_by: ChosenBy
    facts: Facts
    standing: Standing | None


class _Week(NamedTuple):
    """A week as an owner has it."""

    owner: User | None
    calendar: BusinessCalendar
    policy: CadencePolicy
    scoring: CadenceScoring
    health: HealthRules
    now: datetime
    last: date

    @property
    def today(self) -> date:
        return self.calendar.local_date(self.now)


def draft(task: DraftTask, command: Command) -> Drafted:
    """Make an owner's list of a week, unless there is one: a second run changes nothing.

    Its memory is bounded by the list's size and one page of accounts, however many the owner has.
    """
    weekly = repository.lists.find(list_id(task.owner_id, task.week))
    if weekly is None:
        weekly = _made(task, command)
    if weekly is None:
        return Drafted(owner_id=task.owner_id)
    return Drafted(
        owner_id=task.owner_id,
        listed=len(weekly.items),
        key_accounts=weekly.key_accounts,
        approver_id=_approver(task.owner_id) if weekly.status == "draft" else None,
    )


def _approver(owner_id: str) -> str | None:
    owner = directory.find_user(owner_id)
    return None if owner is None else lines.above(owner)


def _made(task: DraftTask, command: Command) -> CadenceList | None:
    policy = settings.at_reference(CadencePolicy, task.policy).value
    owner = directory.find_user(task.owner_id)
    week = _Week(
        owner,
        owners.calendar_of(owner, policy),
        policy,
        settings.at_reference(CadenceScoring, task.scoring).value,
        settings.current(HealthRules).value,
        command.now,
        weeks.sunday(task.week),
    )
    chosen: list[_Candidate] = []
    count = 0
    for candidate in _candidates(task.owner_id, week):
        count += 1
        heapq.heappush(chosen, candidate)
        if len(chosen) > policy.list_size:
            heapq.heappop(chosen)
    if not chosen:
        return None
    weekly = CadenceList(
        id=list_id(task.owner_id, task.week),
        **task.model_dump(),
        status="draft",
        created_at=command.now,
        updated_at=command.now,
        key_accounts=count,
        items=(),
    )
    items = (_item(weekly, position, each, week) for position, each in enumerate(sorted(chosen, reverse=True)))
    return _store(weekly.model_copy(update={"items": tuple(items)}), week, command)


def _store(weekly: CadenceList, week: _Week, command: Command) -> CadenceList:
    weekly = placing.placed(weekly, week.calendar, week.policy, command.now)
    accounts = tuple(each.account_id for each in weekly.items)
    told = weekly.model_dump(include=set(CadenceListDrafted.model_fields))
    events: list[Event] = [CadenceListDrafted(**told, account_ids=accounts)]
    if not week.policy.approval_required:
        weekly = weekly.model_copy(update={"status": "published"})
        events += publication.published(weekly, week.scoring, week.owner, None)
    transaction = Transaction(command)
    repository.lists.save(transaction, command, None, weekly, events)
    transaction.commit()
    return weekly


def _candidates(owner_id: str, week: _Week) -> Iterator[_Candidate]:
    """Yield an owner's key accounts, reading them page by page: two requests a page."""
    for accounts in customers.accounts_of(owner_id):
        active = [each for each in accounts if each.active]
        found = repository.standings.get_many([standing.id_of(each.id) for each in active])
        standings = {each.account_id: each for each in found}
        for account in active:
            candidate = _candidate(account, standings.get(account.id), week)
            if candidate is not None:
                yield candidate


def _candidate(account: Account, known: Standing | None, week: _Week) -> _Candidate | None:
    contract = account.contract
    facts = Facts(
        amount=None if contract is None else contract.amount,
        renews_on=None if contract is None else contract.renews_on,
        rated=scoring.is_rated(week.scoring, account.tags, key_account=account.key_account),
        silent_days=None if known is None else (week.now - (known.heard_at or known.known_since)).days,
    )
    scores = scoring.score(week.scoring, facts, week.today)
    rule = scoring.chosen_by(scores, week.policy.threshold, rated=facts.rated)
    return None if rule is None else _Candidate(scores.total, account.id, account, scores, rule, facts, known)


def _item(weekly: CadenceList, position: int, chosen: _Candidate, week: _Week) -> Item:
    agreed = None if chosen.standing is None else chosen.standing.next_contact_on
    resting = agreed is not None and agreed > week.last
    due_on = agreed if agreed is not None and agreed > week.today else week.last
    action = scoring.suggest(week.scoring, chosen.facts, week.today)
    item = Item(
        item_id=item_id(weekly.id, position),
        account_id=chosen.account.id,
        account_name=chosen.account.name,
        chosen_by=chosen.chosen_by,
        scores=chosen.scores,
        action=action.action,
        title="",
        renews_on=chosen.facts.renews_on,
        silent_days=chosen.facts.silent_days,
        status="resting" if resting else "planned",
        due_on=due_on,
        due_at=planning.end_of_work(week.calendar, due_on, week.now),
        health_before=_health(chosen.standing, week),
    )
    locale = i18n.DEFAULT if week.owner is None else week.owner.locale
    return item.model_copy(update={"title": publication.said(action.title, item, locale)})


def _health(known: Standing | None, week: _Week) -> int:
    return week.health.base if known is None else known.parts(week.health, week.now).score
