"""Cards in DynamoDB. Beside them: what was refused in conversations, and the counter of numbers."""

import zlib
from typing import Any

from crm.cards.card import Card
from crm.cards.refusal import Refusal
from crm.cards.repository.items import COLUMNS, CardItem, RefusalItem
from crm.cards.settings.policy import CardPolicy
from crm.cards.vocabulary import Status
from crm.core import dynamodb, settings
from crm.core.cache import Stock
from crm.core.repository import Repository
from crm.core.timers import seconds, shard_of

NUMBER_BLOCK = 20
"""How many card numbers a container takes at a time; those it does not use are never given out."""

_FAR = 9_999_999_999
"""An epoch second beyond all others: what is over is ranked by how far before it that was, the latest first."""

_ORDER: tuple[Status, ...] = (
    *("pending_approval", "open", "accepted", "in_progress"),
    *("declined", "done", "cancelled", "rejected"),
)
"""The columns from left to right."""


def column_of(status: Status) -> str:
    """Return how the rows of a column begin."""
    return f"{_ORDER.index(status)}#"


def board_of(shard: int) -> str:
    """Return a partition of the board of the whole company."""
    return f"board#{shard}"


def _project(card: Card) -> dict[str, Any]:
    wake_at = seconds(card.wake_at)
    projected: dict[str, Any] = {
        "next_due_at": wake_at,
        "due_shard": None if wake_at is None else shard_of(card.id),
        "column": f"{column_of(card.status)}{_rank(card)}#{card.number}",
        "requester_key": card.requester_id,
        "thread_key": card.context.thread_id,
    }
    if card.on_the_board:
        shards = settings.current(CardPolicy).value.board_shards
        projected |= {
            "board": board_of(zlib.crc32(card.id.encode()) % shards),
            "team_key": card.team_id,
            "assignee_key": card.assignee_id,
            "account_key": card.account_id,
        }
    if card.status == "pending_approval" and card.approval is not None:
        approver_id = card.approval.approver_id
        projected["approver_key"] = f"role:{card.approval.role}" if approver_id is None else f"user:{approver_id}"
        projected["approval_rank"] = f"{seconds(card.created_at):010d}#{card.id}"
    return projected


def _rank(card: Card) -> str:
    if card.finished_at is None:
        return f"{seconds(card.expected_at):010d}"
    return f"{_FAR - int(card.finished_at.timestamp()):010d}"


cards = Repository(
    "card",
    CardItem,
    Card,
    columns=COLUMNS,
    project=_project,
    claims=lambda card: [("task", card.task_id)],
)

refusals = Repository("refusal", RefusalItem, Refusal, project=lambda _: {})


def of_task(task_id: str) -> Card | None:
    """Return the card that a task stands for, None where it stands for none. One request, two for a card's."""
    owner = cards.owner_of("task", task_id)
    return None if owner is None else cards.find(owner)


_numbers = Stock()


def next_number() -> str:
    """Return the next card number; a container takes a block of them at a time, so some are never used."""
    return f"K-{_numbers.take(_reserve_numbers):06d}"


def _reserve_numbers() -> list[int]:
    last = dynamodb.add_up("cards", "COUNTER", "card_number", NUMBER_BLOCK)
    return list(range(last - NUMBER_BLOCK + 1, last + 1))
