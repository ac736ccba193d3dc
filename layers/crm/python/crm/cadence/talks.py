"""What a talk does to an account's standing, and what else is heard of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from crm.cadence import health, repository, standing
from crm.cadence.cadence_list import Item
from crm.cadence.events import (
    AccountHealthChanged,
    AccountHeardOf,
    AccountRenewalSet,
    AccountSurveyed,
    AccountTalkedTo,
)
from crm.cadence.settings.health import HealthRules
from crm.cadence.standing import Standing
from crm.cadence.vocabulary import Cause, HealthSignal, SurveyMood
from crm.core import settings
from crm.core.command import Command
from crm.core.events import Event
from crm.core.settings import Versioned
from crm.core.transaction import Transaction
from crm.customers import repository as customers

RESOLUTION = timedelta(hours=1)
"""What is heard of an account within so long of the last says nothing new about its silence."""


def note(
    transaction: Transaction,
    item: Item,
    signal: HealthSignal,
    next_on: date,
    command: Command,
    *,
    was: HealthSignal | None,
) -> Standing:
    """Add to a transaction what a talk does to the account's standing; `was` is what it was taken for before."""
    rules = settings.current(HealthRules)
    before = repository.standings.find(standing.id_of(item.account_id))
    known = before or _begun(item.account_id, rules, command.now)
    counted = (
        health.after_talk(rules.value, known.feedback, signal)
        if was is None
        else health.corrected(rules.value, known.feedback, was, signal)
    )
    heard = max(command.now, known.heard_at or command.now)
    changed = known.model_copy(
        update={
            "feedback": counted,
            "next_contact_on": next_on,
            "heard_at": heard,
            "heard_of": AccountTalkedTo.__name__,
        }
    )
    causes: tuple[Cause, ...] = ("talked",) if signal == "steady" and was is None else ("feedback",)
    after = changed.looked_at(rules, causes, command.now, item.item_id)
    talked = AccountTalkedTo(item_id=item.item_id, feedback=counted, next_contact_on=next_on)
    return repository.standings.save(transaction, command, before, after, [talked, *_changed(known, after)])


def heard(account_id: str, what: str, subject_id: str, at: datetime, command: Command) -> None:
    """Note that something happened around an account; what is old, or comes soon after the last, changes nothing."""
    rules = settings.current(HealthRules)
    before = repository.standings.find(standing.id_of(account_id))
    known = before or _begun(account_id, rules, command.now)
    if known.heard_at is not None and at < known.heard_at + RESOLUTION:
        return
    after = known.model_copy(update={"heard_at": at, "heard_of": what})
    _save(before, known, after, ["silence"], [AccountHeardOf(what=what, subject_id=subject_id, at=at)], rules, command)


def surveyed(account_id: str, mood: SurveyMood, answer_id: str, at: datetime, command: Command) -> None:
    """Let an account's health follow from an answer to a survey, once for each (R-087)."""
    rules = settings.current(HealthRules)
    before = repository.standings.find(standing.id_of(account_id))
    known = before or _begun(account_id, rules, command.now)
    changed = known.model_copy(
        update={
            "feedback": health.after_survey(rules.value, known.feedback, mood),
            "heard_at": max(at, known.heard_at or at),
            "heard_of": AccountSurveyed.__name__,
        }
    )
    after = changed.looked_at(rules, ["survey"], command.now, answer_id)
    said = AccountSurveyed(mood=mood, answer_id=answer_id, feedback=after.feedback)
    transaction = Transaction(command)  # two answers may come to the same: the key tells them apart
    repository.standings.save(transaction, command, before, after, [said, *_changed(known, after)])
    transaction.commit()


def renewal_set(account_id: str, command: Command) -> None:
    """Note when an account's contract is to be renewed, as the account says now."""
    rules = settings.current(HealthRules)
    account = customers.accounts.get(account_id)
    renews_on = None if account.contract is None else account.contract.renews_on
    before = repository.standings.find(standing.id_of(account_id))
    known = before or _begun(account_id, rules, command.now)
    if before is not None and (before.renews_on, before.zone) == (renews_on, account.zone):
        return
    after = known.model_copy(update={"renews_on": renews_on, "zone": account.zone})
    event = AccountRenewalSet(before=known.renews_on, after=renews_on)
    _save(before, known, after, ["renewed"], [event], rules, command)


def on_due(standing_id: str, command: Command) -> None:
    """Look at an account's health as time has changed it; run early or twice, it changes nothing."""
    before = repository.standings.get(standing_id)
    if before.next_change_at is None or before.next_change_at > command.now:
        return
    rules = settings.current(HealthRules)
    _save(before, before, before, _causes(before, rules, command.now), [], rules, command)


def _causes(known: Standing, rules: Versioned[HealthRules], now: datetime) -> list[Cause]:
    """Name what time has changed since the health was looked at last."""
    was = known.parts(rules.value, (known.next_change_at or now) - timedelta(seconds=1))
    now_is = known.parts(rules.value, now)
    causes: list[Cause] = []
    if now_is.silence != was.silence:
        causes.append("silence")
    if now_is.overdue_renewal != was.overdue_renewal:
        causes.append("overdue_renewal")
    return causes or ["rules_changed"]


def _save(
    before: Standing | None,
    known: Standing,
    changed: Standing,
    causes: Sequence[Cause],
    events: Sequence[Event],
    rules: Versioned[HealthRules],
    command: Command,
) -> None:
    after = changed.looked_at(rules, causes, command.now)
    # What is known of the account shows what was heard: the command's key needs no record beside it.
    transaction = Transaction(command.unkeyed())
    repository.standings.save(transaction, command, before, after, [*events, *_changed(known, after)])
    transaction.commit()


def _changed(before: Standing, after: Standing) -> list[Event]:
    if after.score == before.score:
        return []
    change = after.history[-1]
    return [AccountHealthChanged(account_id=after.account_id, rules=after.rules, **change.model_dump(exclude={"at"}))]


def _begun(account_id: str, rules: Versioned[HealthRules], now: datetime) -> Standing:
    account = customers.accounts.find(account_id)
    zone = "Asia/Shanghai" if account is None else account.zone
    return standing.begin(account_id, zone, rules, now)
