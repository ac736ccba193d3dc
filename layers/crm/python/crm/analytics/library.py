"""The metric library: every version of every metric.

A metric is a declaration here, its words in the locales, and what each subject contributes to it in `subjects`.
"""

from crm.analytics.definitions import Definition
from crm.core.errors import NotFoundError

TASK_ACCEPTANCE_RATE = Definition("task_acceptance_rate", 1, "task", "share", "share")
ON_TIME_COMPLETION_RATE = Definition("on_time_completion_rate", 1, "task", "share", "share", ("priority",))
TASKS_OVERDUE = Definition("tasks_overdue", 1, "task", "count", "count", ("priority", "still"))
TASK_PUSH_DELAY = Definition("task_push_delay", 1, "task_push", "mean", "seconds")
FIRST_RESPONSE_TIME = Definition("first_response_time", 1, "case", "mean", "minutes", ("priority", "queue"))
SLA_ATTAINMENT = Definition("sla_attainment", 1, "case", "share", "share", ("milestone", "priority", "queue"))
SLA_OPEN_BREACHED = Definition("sla_open_breached", 1, "case", "count", "count", ("milestone", "priority", "queue"))
SLA_OVERDUE_MINUTES_AVG = Definition(
    "sla_overdue_minutes_avg", 1, "case", "mean", "minutes", ("milestone", "priority", "queue")
)
SLA_OVERDUE_RATE = Definition(
    "sla_overdue_rate",
    1,
    "case",
    "share",
    "share",
    ("milestone", "priority", "queue"),
    read_from=(SLA_ATTAINMENT, SLA_OPEN_BREACHED),
)
ESCALATION_SHARE = Definition("escalation_share", 1, "case", "share", "share", ("priority", "queue"))
ASSIGNMENT_ACCURACY = Definition("assignment_accuracy", 1, "case", "share", "share", ("priority", "queue"))
CASE_VOLUME = Definition("case_volume", 1, "case", "count", "count", ("queue", "type"))
CASE_HANDLING_TIME = Definition("case_handling_time", 1, "case", "mean", "hours", ("queue", "type"))
FIRST_CONTACT_RESOLUTION = Definition(
    "first_contact_resolution", 1, "case", "share", "share", ("priority", "queue", "type")
)

CARD_GENERATION_RATE = Definition("card_generation_rate", 1, "instruction", "share", "share")
CARD_HANDLING_TIME = Definition("card_handling_time", 1, "card", "mean", "minutes")
RECEIPT_ACCURACY = Definition("receipt_accuracy", 1, "card", "share", "share")
CADENCE_EXECUTION_RATE = Definition("cadence_execution_rate", 1, "cadence_list", "share", "share")
REMINDER_RESPONSE_RATE = Definition("reminder_response_rate", 1, "cadence_list", "share", "share")
CONFLICT_NOTICES = Definition("conflict_notices", 1, "conflict", "count", "count")
CONFLICT_RESOLUTION_TIME = Definition("conflict_resolution_time", 1, "conflict", "mean", "minutes")
SHARED_LOG_USE = Definition("shared_log_use", 1, "workspace", "share", "share")

LIBRARY: tuple[Definition, ...] = (
    ASSIGNMENT_ACCURACY,
    CADENCE_EXECUTION_RATE,
    CARD_GENERATION_RATE,
    CARD_HANDLING_TIME,
    CASE_HANDLING_TIME,
    CASE_VOLUME,
    CONFLICT_NOTICES,
    CONFLICT_RESOLUTION_TIME,
    ESCALATION_SHARE,
    FIRST_CONTACT_RESOLUTION,
    FIRST_RESPONSE_TIME,
    ON_TIME_COMPLETION_RATE,
    RECEIPT_ACCURACY,
    REMINDER_RESPONSE_RATE,
    SHARED_LOG_USE,
    SLA_ATTAINMENT,
    SLA_OPEN_BREACHED,
    SLA_OVERDUE_MINUTES_AVG,
    SLA_OVERDUE_RATE,
    TASK_ACCEPTANCE_RATE,
    TASK_PUSH_DELAY,
    TASKS_OVERDUE,
)
"""By name; the versions of a metric in their order."""


def find(name: str, version: int | None = None) -> Definition:
    """Return a metric in a version, else in its newest; raise `NotFoundError` where there is none."""
    versions = [each for each in LIBRARY if each.name == name and version in {None, each.version}]
    if not versions:
        raise NotFoundError("metric", name if version is None else f"{name}@{version}")
    return versions[-1]


def at(reference: str) -> Definition:
    """Return the definition that a `Definition.reference` names."""
    name, _, version = reference.partition("@")
    return find(name, int(version))
