"""The closed words of case handling, one word for one thing."""

from typing import Literal

Status = Literal[
    "new",
    "in_progress",
    "waiting_customer",
    "waiting_third_party",
    "stopped",
    "pending_supervisor",
    "resolved",
    "closed",
    "merged",
]
Priority = Literal["P1", "P2", "P3", "P4"]
"""Urgent, high, medium, low: always computed, never set."""

Impact = Literal["high", "medium", "low"]
Urgency = Literal["critical", "high", "medium", "low"]
CaseType = Literal["question", "incident", "request", "complaint"]
Channel = Literal["phone", "email", "chat", "web", "portal", "social", "wechat", "api"]
Visibility = Literal["public", "internal"]
WaitFor = Literal["customer", "third_party"]
EscalationCause = Literal["response_overdue", "restore_overdue", "resolution_overdue", "manual"]
MergeCause = Literal["manual", "automatic"]
RiskState = Literal["suspected", "confirmed", "cleared"]
RiskDecision = Literal["confirm", "clear", "block"]
TransferCause = Literal["skill", "workload", "absence", "other"]
"""What kind of reason a case is handed on for: `skill` says that it was with the wrong person."""
Relation = Literal[
    "related_to",
    "caused_by",
    "causes",
    "child_of",
    "parent_of",
    "follow_up_of",
    "followed_up_by",
]
"""How one case stands to another. What is a duplicate is merged, which is another thing."""

ViewName = Literal["mine", "to_accept", "queue", "account", "watching", "tagged"]
"""Which list of cases: each is a query on an index."""

SubtaskState = Literal["open", "done", "cancelled"]
FollowUpOutcome = Literal["case", "escalation"]


def below(category: str, path: str) -> bool:
    """Say whether a category path is `path` or lies below it."""
    return category == path or category.startswith(f"{path}/")
