"""Malice: equal cases in a burst are suspect, and a supervisor decides what they are."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from pydantic import BaseModel, JsonValue

from crm.cases import merging, repository, visibility
from crm.cases.case import Case
from crm.cases.desk import Work, take_up
from crm.cases.events import CaseSuspected, MaliceCleared, MaliceConfirmed, SenderBlocked, SenderUnblocked
from crm.cases.limits import marked
from crm.cases.repository import risks, senders
from crm.cases.repository.risks import Risk, RiskDecided
from crm.cases.repository.senders import Block, Sender, SenderKind
from crm.cases.requests import DecideRisk
from crm.cases.settings.abuse import Malice
from crm.cases.transitions import UNFINISHED
from crm.cases.views import MergedView
from crm.cases.vocabulary import RiskState, Status
from crm.core import paging, settings
from crm.core.command import Command
from crm.core.errors import ConflictError, NotFoundError
from crm.core.paging import Page

RULE = "cases.malice"


class NotSuspectError(ConflictError):
    """Nothing is left to decide: the case was never suspect, or somebody has decided."""

    code = "not_suspect"


class RiskView(BaseModel):
    """A suspect case: why, and what was decided of it."""

    case_id: str
    number: str
    title: str
    status: Status
    contact_id: str
    account_id: str | None
    state: RiskState
    suspected_at: datetime
    rule: str
    inputs: dict[str, JsonValue]
    merged: list[MergedView]
    decisions: list[RiskDecided]

    @classmethod
    def of(cls, case: Case, risk: Risk) -> "RiskView":
        """Show a suspect case."""
        return cls(
            **case.model_dump(include={"number", "title", "status", "contact_id", "account_id"}),
            **risk.model_dump(include={"state", "rule", "inputs"}),
            case_id=case.id,
            suspected_at=risk.at,
            merged=[MergedView.of(each) for each in case.absorbed],
            decisions=list(risk.decisions),
        )


class RiskPage(Page[RiskView]):
    """Suspect cases, newest first."""


class BlockView(BaseModel):
    """Nothing is taken in from a sender until then. Addresses and networks are not shown: they are not kept."""

    block_id: str
    kind: SenderKind
    contact_id: str | None
    case_id: str
    reason: str
    by: str
    at: datetime
    until_at: datetime

    @classmethod
    def of(cls, block: Block) -> "BlockView":
        """Show a block."""
        contact_id = block.mark if block.kind == "contact" else None
        return cls(**block.model_dump(exclude={"mark"}), contact_id=contact_id)


class BlockPage(Page[BlockView]):
    """Blocks in force, the next to end first."""


def look_at(into: Work) -> None:
    """Mark a case that just took in an equal one as suspect, if that makes too many in too short a time (R-023)."""
    if into.case.risk is not None:
        return
    rules = settings.current(Malice)
    since = into.command.now - timedelta(seconds=rules.value.within_seconds)
    burst = [each.number for each in into.case.absorbed if each.cause == "automatic" and each.at >= since]
    if into.case.opened_at >= since:
        burst = [into.case.number, *burst]
    if len(burst) < rules.value.equal_cases:
        return
    rule = f"{RULE}:{rules.reference}"
    inputs: dict[str, JsonValue] = {
        "equal_cases": len(burst),
        "limit": rules.value.equal_cases,
        "within_seconds": rules.value.within_seconds,
        "numbers": list(burst),
        "contact_id": into.case.contact_id,
    }
    into.happened(CaseSuspected(rule=rule, inputs=inputs))
    clear = into.command.network
    network = None if clear is None else marked("network", clear).mark
    known = Risk(state="suspected", at=into.command.now, rule=rule, inputs=inputs, network=network)
    into.also(lambda transaction: risks.put(transaction, into.case, known))


def list_cases(state: RiskState, command: Command, limit: int, cursor: str | None) -> RiskPage:
    """Return the cases in a state that the caller may see, newest first (R-093). Three requests."""
    listing = f"risk:{state}"
    ids, last = risks.page(state, limit, paging.unseal(listing, cursor))
    known = risks.of(ids)
    found = [each for each in repository.cases.get_many(ids) if visibility.visible(each, command.caller)]
    return RiskPage(
        items=[RiskView.of(each, known[each.id]) for each in found if each.id in known],
        next_cursor=None if last is None else paging.seal(listing, last),
    )


def decide(reference: str, body: DecideRisk, command: Command) -> RiskView:
    """Confirm that a case is malicious, which ends it; clear it, which restores what was merged; or block its sender.

    Raises `NotSuspectError` where there is nothing to confirm or clear.
    """
    work = take_up(reference, command)
    risk = risks.find(work.case.id)
    if risk is None or (body.decision != "block" and risk.state != "suspected"):
        raise NotSuspectError(number=work.case.number, state=None if risk is None else risk.state)
    decided = _DECISIONS[body.decision](work, risk, body)
    work.also(lambda transaction: risks.put(transaction, work.case, decided))
    return work.commit_as(RiskView.of(work.case, decided))


def _confirm(work: Work, risk: Risk, body: DecideRisk) -> Risk:
    case = work.case
    ends = case.status in UNFINISHED
    inputs: dict[str, JsonValue] = {"status": case.status, "merged": len(case.absorbed), "ends": ends}
    by = work.command.caller.id
    work.happened(MaliceConfirmed(reason=body.reason, by=by, rule=risk.rule, inputs=inputs, survey=False))
    return _decided(work, risk, body, "confirmed", inputs)


def _clear(work: Work, risk: Risk, body: DecideRisk) -> Risk:
    links = [each for each in work.case.absorbed if each.cause == "automatic"]
    restored = {each.id: each for each in repository.cases.get_many([each.case_id for each in links])}
    numbers = tuple(each.number for each in links)
    inputs: dict[str, JsonValue] = {"restored": list(numbers)}
    by = work.command.caller.id
    work.happened(MaliceCleared(reason=body.reason, by=by, rule=risk.rule, inputs=inputs, restored=numbers))
    for link in links:
        case = restored[link.case_id]
        command = replace(work.command, now=max(work.command.now, case.updated_at))
        again = Work(case, case, command)
        merging.part(again, work, body.reason)
        work.also(again.write)
    return _decided(work, risk, body, "cleared", inputs)


def _block(work: Work, risk: Risk, body: DecideRisk) -> Risk:
    seconds = body.for_seconds or settings.current(Malice).value.block_seconds
    until_at = work.command.now + timedelta(seconds=seconds)
    who = [Sender("contact", each) for each in sorted(work.case.contact_ids)]
    if risk.network is not None:
        who.append(Sender("network", risk.network))
    by = work.command.caller.id
    blocks = [
        Block(
            **sender._asdict(),
            block_id=senders.block_id(sender),
            case_id=work.case.id,
            reason=body.reason,
            by=by,
            at=work.command.now,
            until_at=until_at,
        )
        for sender in who
    ]
    inputs: dict[str, JsonValue] = {"kinds": [each.kind for each in who], "until_at": until_at.isoformat()}
    ids = tuple(each.block_id for each in blocks)
    work.happened(SenderBlocked(reason=body.reason, by=by, until_at=until_at, block_ids=ids, rule=risk.rule))
    for each in blocks:
        work.also(partial(senders.block, blocked=each))
    return _decided(work, risk, body, risk.state, inputs)


_DECISIONS: dict[str, Any] = {"confirm": _confirm, "clear": _clear, "block": _block}


def _decided(work: Work, risk: Risk, body: DecideRisk, state: RiskState, inputs: dict[str, JsonValue]) -> Risk:
    entry = RiskDecided(
        decision=body.decision,
        by=work.command.caller.id,
        at=work.command.now,
        reason=body.reason,
        rule=risk.rule,
        inputs=inputs,
    )
    return risk.model_copy(update={"state": state, "decisions": (*risk.decisions, entry)})


def list_blocks(command: Command, limit: int, cursor: str | None) -> BlockPage:
    """Return the blocks in force, the next to end first. Two requests."""
    found, after = senders.blocks(command.now, limit, paging.unseal("blocks", cursor))
    return BlockPage(
        items=[BlockView.of(each) for each in found],
        next_cursor=None if after is None else paging.seal("blocks", after),
    )


def lift(block_id: str, command: Command) -> None:
    """Take in again what a blocked sender sends; raise `NotFoundError` where there is no such block in force."""
    blocked = senders.find_block(block_id)
    if blocked is None or blocked.until_at <= command.now:
        raise NotFoundError("block", block_id)
    work = take_up(blocked.case_id, command)
    work.happened(SenderUnblocked(block_id=block_id, by=command.caller.id))
    work.also(partial(senders.unblock, blocked=blocked))
    work.commit()
