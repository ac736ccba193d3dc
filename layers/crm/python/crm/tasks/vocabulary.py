"""The closed words of tasks, one word for one thing."""

from typing import Literal, get_args

Status = Literal["assigned", "accepted", "in_progress", "done", "rejected", "cancelled"]
Priority = Literal["urgent", "high", "medium", "low"]
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
Flag = Literal["red", "orange", "yellow"]
SubjectType = Literal["account", "contact", "case", "lead", "opportunity"]
Sensitivity = Literal["normal", "sensitive"]
Source = Literal[
    "manual",
    "im",
    "card",
    "cadence",
    "case_escalation",
    "case_part",
    "conflict_review",
    "survey_review",
    "journey_review",
    "opportunity",
    "subtask",
]
"""What made the task; `im` and `card` stand for a collaboration card, asked for in a conversation or by hand."""
