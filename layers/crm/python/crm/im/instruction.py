"""What came of a message from IM: kept with what was understood of it, so that every decision can be explained."""

from datetime import datetime
from typing import Literal

from crm.core.repository import Aggregate
from crm.im.inbound import InboundMessage
from crm.im.instructions.model import Instruction as Reading

Outcome = Literal["arrived", "card_requested", "action_taken", "not_understood", "refused", "ignored"]
"""`ignored` is talk between colleagues that asks the bot for nothing."""

Refusal = Literal["not_linked", "user_inactive", "no_right_to_account", "assignee_without_right"]
"""Why nothing was done: nobody knows who wrote; they have left; they, or whom they asked, may not work on customers."""


class Arrived(Aggregate):
    """A message that arrived, and what came of it."""

    connection_id: str
    message: InboundMessage
    arrived_at: datetime
    outcome: Outcome = "arrived"
    user_id: str | None = None
    thread_id: str | None = None
    refusal: Refusal | None = None
    reading: Reading | None = None
