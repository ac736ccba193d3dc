"""The closed words of cards, one word for one thing."""

from typing import Literal, get_args

Status = Literal["pending_approval", "open", "accepted", "in_progress", "done", "declined", "cancelled", "rejected"]
Priority = Literal["urgent", "high", "medium", "low"]
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
Source = Literal["im", "manual"]
"""What made the card: an instruction in a conversation, or somebody by hand."""

Via = Literal["crm", "im", "task"]
"""Where something was done to a card: on the card itself, in its conversation, or on the task that stands for it."""
