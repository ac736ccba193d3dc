"""One action for many cases: each a transaction of its own, with a row that says what became of it (R-150)."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal

from pydantic import BaseModel, JsonValue

from crm.cases import closing, handling, macros, repository, talk
from crm.cases import desk_requests as r
from crm.cases.desk import Work, take_up
from crm.cases.events import CaseClosed
from crm.cases.visibility import require_handler
from crm.core import clock, idempotency, problem
from crm.core.command import Command
from crm.core.errors import CrmError, IdempotencyKeyReusedError
from crm.core.idempotency import AlreadyDoneError
from crm.core.transaction import RaceLostError, Transaction

BUDGET = timedelta(seconds=20)
"""How long cases are taken up; what is left then is for the next call, which goes on under the same key."""

_RACES = 5
_PAUSE_SECONDS = 0.03


class BulkRow(BaseModel):
    """What became of one case; a refusal says what to do, as it would have been told for that case alone."""

    case_id: str
    outcome: Literal["done", "unchanged", "refused", "not_reached"]
    version: int | None
    code: str | None
    title: str | None
    remedy: str | None
    facts: dict[str, JsonValue] | None


class BulkReport(BaseModel):
    """A row for each case asked for, in their order; repeat the call with the same key while any is `not_reached`."""

    complete: bool
    rows: list[BulkRow]


def act(body: r.Bulk, command: Command) -> BulkReport:
    """Do one action with many cases.

    A case that is refused keeps no other from being changed. A call that broke off, or ran out of time, goes on where
    it was when it is repeated; one that reached every case keeps its report under its key.
    """
    idempotency.raise_if_done(command)
    rows = []
    for case_id in dict.fromkeys(body.case_ids):
        late = clock.now() - command.now > BUDGET
        rows.append(_not_reached(case_id) if late else _row(case_id, body.action, command))
    report = BulkReport(complete=all(each.outcome != "not_reached" for each in rows), rows=rows)
    if report.complete:
        Transaction(command).commit(report)
    return report


def _row(case_id: str, action: r.BulkAction, command: Command) -> BulkRow:
    key = None if command.key is None else f"{command.key}/{case_id}"
    for attempt in range(1, _RACES + 1):
        one = replace(command, key=key, now=clock.now(), expected_version=None)
        try:
            return _done(case_id, action, one)
        except AlreadyDoneError as done:
            return BulkRow.model_validate_json(done.body)
        except RaceLostError:
            time.sleep(_PAUSE_SECONDS * attempt * random.random())  # noqa: S311 - jitter
        except IdempotencyKeyReusedError:
            raise
        except CrmError as refusal:
            return _refused_or_done(case_id, refusal, one)
    return _not_reached(case_id)


def _refused_or_done(case_id: str, refusal: CrmError, command: Command) -> BulkRow:
    """Return the row of a refusal, or of the first run, whose effect may be what refuses the second."""
    try:
        idempotency.raise_if_done(command)
    except AlreadyDoneError as done:
        return BulkRow.model_validate_json(done.body)
    title, remedy = (problem.text(refusal, part, command.caller.locale) for part in ("title", "remedy"))
    facts = {name: value for name, value in refusal.facts.items() if name != "current"}
    return BulkRow(
        case_id=case_id,
        outcome="refused",
        version=None,
        code=refusal.code,
        title=title,
        remedy=remedy,
        facts=facts,
    )


def _not_reached(case_id: str) -> BulkRow:
    return BulkRow(case_id=case_id, outcome="not_reached", version=None, code=None, title=None, remedy=None, facts=None)


def _done(case_id: str, action: r.BulkAction, command: Command) -> BulkRow:
    work = take_up(repository.find_id(case_id), command)
    if not isinstance(action, r.BulkMacro) or action.macro_id is not None:
        _require_hands(work, action)
    before = work.case.version
    capacity = _ACTIONS[type(action)](work, action)
    row = BulkRow(
        case_id=case_id,
        outcome="done" if work.changed else "unchanged",
        version=before + 1 if work.changed else before,
        code=None,
        title=None,
        remedy=None,
        facts=None,
    )
    return work.commit_as(row, capacity)


def _require_hands(work: Work, action: r.BulkAction) -> None:
    """Refuse what only those who work on the case may do; the other actions look after that themselves."""
    if isinstance(action, r.BulkMacro | r.BulkReclassify | r.BulkWait | r.BulkResolve):
        require_handler(work.case, work.command.caller)


def _macro(work: Work, action: r.BulkMacro) -> int | None:
    asked = r.ApplyMacro(**action.model_dump(include={"macro_id", "template_id", "values"}))
    return macros.play(work, asked).capacity


def _transfer(work: Work, action: r.BulkTransfer) -> int | None:
    return handling.hand_over(work, action)


def _tag(work: Work, action: r.BulkTag) -> None:
    handling.retag(work, action.add, action.remove)


def _reclassify(work: Work, action: r.BulkReclassify) -> None:
    handling.weigh_anew(work, action)


def _note(work: Work, action: r.BulkNote) -> None:
    talk.jot(work, action)


def _reply(work: Work, action: r.BulkReply) -> None:
    talk.write(work, action)


def _wait(work: Work, action: r.BulkWait) -> None:
    handling.let_wait(work, action)


def _resolve(work: Work, action: r.BulkResolve) -> None:
    closing.solve(work, action)


def _close(work: Work, action: r.BulkClose) -> None:
    work.happened(CaseClosed(reason=action.reason))


_ACTIONS: dict[type[Any], Callable[[Work, Any], int | None]] = {
    r.BulkMacro: _macro,
    r.BulkTransfer: _transfer,
    r.BulkTag: _tag,
    r.BulkReclassify: _reclassify,
    r.BulkNote: _note,
    r.BulkReply: _reply,
    r.BulkWait: _wait,
    r.BulkResolve: _resolve,
    r.BulkClose: _close,
}
