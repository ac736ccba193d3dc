"""The words of the metric library."""

from typing import Literal

Shape = Literal["count", "share", "mean"]
"""How a value comes about: what was counted; what was counted of how many; what was measured, on average."""

Unit = Literal["count", "share", "seconds", "minutes", "hours"]

SubjectKind = Literal[
    "colleague",
    "case",
    "task",
    "task_push",
    "instruction",
    "card",
    "cadence_list",
    "conflict",
    "workspace",
]
"""What metrics are counted of, and whose records tell it."""

SOURCES: dict[SubjectKind, str] = {
    "task": "crm.tasks",
    "task_push": "crm.tasks",
    "case": "crm.cases",
    "colleague": "crm.directory",
    "instruction": "crm.im",
    "card": "crm.cards",
    "cadence_list": "crm.cadence",
    "conflict": "crm.conflicts",
    "workspace": "crm.conflicts",
}
"""Whose events feed what is counted of a kind."""

Dimension = Literal["assignee", "team", "priority", "queue", "type", "milestone", "still"]
Moment = Literal["hour", "day", "week"]
By = Literal["hour", "day", "week", "assignee", "team", "priority", "queue", "type", "milestone", "still"]
"""By what a metric can be grouped."""

ScopeKind = Literal["own", "team", "all"]
"""Whose numbers: one's own, those of the teams one leads or is in, or everybody's."""

NOBODY = "-"
"""What stands where a person, a team or a dimension is not known."""
