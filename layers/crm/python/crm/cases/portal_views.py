"""How a case is shown to its customer: nothing internal. Views have no defaults."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from crm.cases.case import Calendars, Case
from crm.cases.sla.milestone import Milestone
from crm.cases.transitions import WrongStatusError
from crm.cases.views import CaseSummary
from crm.cases.vocabulary import Priority, Status
from crm.core.calendar import BusinessCalendar
from crm.core.paging import Page


class PortalCaseView(BaseModel):
    """A case as its customer sees it: nothing internal."""

    case_id: str
    number: str
    title: str
    status: Status
    priority: Priority
    category: str
    opened_at: datetime
    updated_at: datetime
    first_response_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    asked: str | None
    answer_until_at: datetime | None
    solution: str | None
    response_due_at: datetime | None
    resolution_due_at: datetime | None
    merged_into: str | None

    @classmethod
    def of(cls, case: Case, calendars: Calendars) -> "PortalCaseView":
        """Show a case to its customer. Going up a level is our affair: to them the case is being worked on."""
        calendar = calendars(case.clocks.terms.calendar)
        latest = case.clocks.latest()
        asked = case.wait if case.status == "waiting_customer" else None
        members = case.model_dump(include=set(cls.model_fields))
        return cls(
            **members
            | {
                "case_id": case.id,
                "merged_into": None if case.merge is None else case.merge.into_number,
                "status": portal_status(case.status),
                "asked": asked and asked.asked,
                "answer_until_at": asked and asked.until_at,
                "response_due_at": _due(latest.get("first_response"), calendar),
                "resolution_due_at": _due(latest.get("resolution"), calendar),
            }
        )


_INTERNAL = frozenset({"pending_supervisor", "waiting_third_party", "stopped"})
"""Statuses that are no business of the customer's: to them the case is in progress."""


_OPEN_TO_CUSTOMERS = ("hear", "close", "reopen")
"""The actions that customers have."""


def portal_status(status: Status) -> Status:
    """Return the status as the customer sees it."""
    return "in_progress" if status in _INTERNAL else status


def portal_refusal(refusal: WrongStatusError) -> WrongStatusError:
    """Return a refusal that tells the customer no more than the portal shows."""
    possible = [action for action in refusal.facts["possible"] if action in _OPEN_TO_CUSTOMERS]
    return WrongStatusError(**refusal.facts | {"status": portal_status(refusal.facts["status"]), "possible": possible})


def _due(milestone: Milestone | None, calendar: BusinessCalendar) -> datetime | None:
    return milestone.due_at(calendar) if milestone is not None and milestone.stopped_at is None else None


class PortalEntry(BaseModel):
    """Something that happened to a case, as far as its customer may know."""

    at: datetime
    kind: Literal["opened", "assigned", "replied", "wrote", "asked", "resolved", "closed", "reopened", "file"]
    text: str | None
    attachment_ids: tuple[str, ...]


class PortalTimeline(Page[PortalEntry]):
    """What happened, newest first."""


class PortalCaseDetail(BaseModel):
    """A case and the newest of what happened to it."""

    case: PortalCaseView
    entries: list[PortalEntry]


class PortalCaseSummary(BaseModel):
    """A case in its customer's list."""

    case_id: str
    number: str
    title: str
    status: Status
    priority: Priority
    category: str
    opened_at: datetime

    @classmethod
    def of(cls, row: CaseSummary) -> "PortalCaseSummary":
        """Show a row of a list to the customer."""
        members = row.model_dump(include=set(cls.model_fields))
        return cls(**members | {"status": portal_status(row.status)})


class PortalCasePage(Page[PortalCaseSummary]):
    """A customer's cases, newest first."""
