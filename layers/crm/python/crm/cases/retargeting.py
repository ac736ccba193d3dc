"""Putting open cases under the policy now in force: explicitly, with a preview, keeping the time used."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from crm.cases import repository
from crm.cases.desk import take_up
from crm.cases.handling import retarget
from crm.cases.requests import Retarget
from crm.cases.settings.sla import SlaPolicy
from crm.core import idempotency, settings
from crm.core.command import Command
from crm.core.errors import CrmError, InvalidError, NotFoundError
from crm.core.idempotency import AlreadyDoneError
from crm.core.transaction import Transaction


class UnknownPolicyError(InvalidError):
    """There is no such policy."""

    code = "unknown_policy"


class RetargetRow(BaseModel):
    """What becomes, or would become, of one case."""

    case_id: str
    verdict: Literal["changed", "unchanged", "refused"]
    code: str | None
    policy_before: str | None
    policy_after: str | None
    due_before_at: datetime | None
    due_after_at: datetime | None
    breached: bool


class RetargetReport(BaseModel):
    """A row for each case asked for, in their order."""

    dry_run: bool
    rows: list[RetargetRow]


def retarget_cases(body: Retarget, command: Command) -> RetargetReport:
    """Put cases under the terms now in force for them, or only say what that would do.

    Each case is a transaction of its own, with a key of its own: a case that is refused keeps no other from being
    changed, and a call that broke off goes on where it was. The report is kept under the call's key.
    """
    if body.policy is not None:
        try:
            settings.current(SlaPolicy, body.policy)
        except NotFoundError:
            raise UnknownPolicyError("policy", name=body.policy) from None
    if not body.dry_run:
        idempotency.raise_if_done(command)
    report = RetargetReport(dry_run=body.dry_run, rows=[_row(each, body, command) for each in body.case_ids])
    if not body.dry_run:
        Transaction(command).commit(report)
    return report


def _row(case_id: str, body: Retarget, command: Command) -> RetargetRow:
    key = None if command.key is None else f"{command.key}/{case_id}"
    try:
        return _retarget(case_id, body, replace(command, key=key))
    except AlreadyDoneError as done:
        return RetargetRow.model_validate_json(done.body)
    except CrmError as error:
        return RetargetRow(
            case_id=case_id,
            verdict="refused",
            code=error.code,
            policy_before=None,
            policy_after=None,
            due_before_at=None,
            due_after_at=None,
            breached=False,
        )


def _retarget(case_id: str, body: Retarget, command: Command) -> RetargetRow:
    work = take_up(repository.find_id(case_id), command)
    before = work.case
    if before.is_open:
        retarget(work, body.reason, body.policy)
    after = work.case
    row = RetargetRow(
        case_id=before.id,
        verdict="changed" if after.clocks.terms != before.clocks.terms else "unchanged",
        code=None,
        policy_before=before.clocks.terms.policy,
        policy_after=after.clocks.terms.policy,
        due_before_at=before.due_at,
        due_after_at=after.due_at,
        breached=any(each.breached_at is not None for each in after.clocks.milestones),
    )
    if not body.dry_run:
        work.commit_as(row)
    return row
