"""Routing decisions, each with the snapshot that it was made from."""

from datetime import datetime

from crm.cases.repository.items import DecisionItem
from crm.cases.routing import Decision, Snapshot
from crm.core import dynamodb, packing
from crm.core.transaction import Transaction


def keep(
    transaction: Transaction, case_id: str, sequence: int, snapshot: Snapshot, decision: Decision, at: datetime
) -> None:
    """Store a routing decision with its snapshot, as the case's `sequence`-th."""
    transaction.put(
        DecisionItem(
            pk=case_id,
            sk=f"DECISION#{sequence:06d}",
            snapshot=packing.pack(snapshot.model_dump_json()),
            decision=packing.pack(decision.model_dump_json()),
            decided_at=at.isoformat(),
        )
    )


def of(
    case_id: str, limit: int, after: dynamodb.Key | None
) -> tuple[list[tuple[int, datetime, Snapshot, Decision]], dynamodb.Key | None]:
    """Return a case's routing decisions, newest first: sequence, time, snapshot, decision. One request."""
    items, last = dynamodb.query(
        DecisionItem,
        case_id,
        range_condition=DecisionItem.sk.startswith("DECISION#"),
        limit=limit,
        after=after,
        forward=False,
    )
    found = [
        (
            int(item.sk.removeprefix("DECISION#")),
            datetime.fromisoformat(item.decided_at),
            Snapshot.model_validate(packing.unpack(item.snapshot)),
            Decision.model_validate(packing.unpack(item.decision)),
        )
        for item in items
    ]
    return found, last
