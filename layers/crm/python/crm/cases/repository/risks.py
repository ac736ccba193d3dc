"""Cases that may be malicious: why, and what was decided. Found by state, newest first."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue

from crm.cases.case import Case
from crm.cases.repository.items import CaseItem, RiskItem
from crm.cases.vocabulary import RiskDecision, RiskState
from crm.core import dynamodb, packing
from crm.core.timers import seconds
from crm.core.transaction import Transaction

_SK = "RISK"


class RiskDecided(BaseModel):
    """What somebody decided of a suspect case, when and why, and by which rule and inputs it is explained."""

    model_config = ConfigDict(frozen=True)

    decision: RiskDecision
    by: str
    at: datetime
    reason: str
    rule: str
    inputs: dict[str, JsonValue]


class Risk(BaseModel):
    """Why a case is suspect, where it came from, and what was decided."""

    model_config = ConfigDict(frozen=True)

    state: RiskState
    at: datetime
    rule: str
    inputs: dict[str, JsonValue]
    network: str | None = None
    """The mark of the network that the last of the equal cases came from; the address itself is not kept."""
    decisions: tuple[RiskDecided, ...] = ()


def put(transaction: Transaction, case: Case, risk: Risk) -> None:
    """Write what is known of a suspect case."""
    transaction.put(
        RiskItem(
            pk=case.id,
            sk=_SK,
            worklist=f"risk:{risk.state}",
            due_rank=f"{seconds(risk.at):010d}#{case.number}",
            record=packing.pack(risk.model_dump_json()),
        )
    )


def find(case_id: str) -> Risk | None:
    """Return what is known of a suspect case, or None. One request."""
    item = RiskItem.find(case_id, _SK)
    return None if item is None else _load(item)


def page(state: RiskState, limit: int, after: dict[str, Any] | None) -> tuple[list[str], Any]:
    """Return the ids of the next cases in a state, newest first, and the key to go on after. One request."""
    rows, last = dynamodb.query_raw(
        CaseItem, f"risk:{state}", index="worklist", limit=limit, after=after, forward=False
    )
    return [row["pk"]["S"] for row in rows], last


def of(case_ids: list[str]) -> dict[str, Risk]:
    """Return what is known of suspect cases, by case. One request."""
    if not case_ids:
        return {}
    return {item.pk: _load(item) for item in dynamodb.get_many(RiskItem, [(each, _SK) for each in case_ids])}


def _load(item: RiskItem) -> Risk:
    return Risk.model_validate(packing.unpack(item.record))
