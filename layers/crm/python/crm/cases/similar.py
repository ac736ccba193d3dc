"""Open cases of the same customer about something similar: what a colleague looks at before opening one more."""

from pydantic import BaseModel

from crm.cases import likeness, visibility
from crm.cases.filters import Filters
from crm.cases.reading import find
from crm.cases.repository import lists
from crm.cases.repository.lists import Scope, Source
from crm.cases.settings.abuse import Duplicates
from crm.cases.transitions import OPEN
from crm.cases.views import CaseSummary
from crm.core import settings
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.customers import repository as customers

LOOKED_AT = 100
"""How many of the customer's newest cases are compared."""


class SimilarParameterError(InvalidError):
    """It takes a case, or a contact and a title."""

    code = "similar_parameter_missing"


class SimilarCase(BaseModel):
    """An open case, how alike it is (1 is equal), and why it is here."""

    case: CaseSummary
    score: float
    reasons: list[str]


class SimilarCases(BaseModel):
    """Open cases that may be the same, the likest first; found by which rule, in which version."""

    items: list[SimilarCase]
    rule: str
    compared: int


def find_similar(case: str | None, contact_id: str | None, title: str | None, command: Command) -> SimilarCases:
    """Return what is similar to a case, else to a contact's title; raise `SimilarParameterError` without either."""
    if case is not None:
        return to_case(case, command)
    if contact_id is None or title is None:
        raise SimilarParameterError("case")
    return to_title(contact_id, title, command)


def to_case(reference: str, command: Command) -> SimilarCases:
    """Return the open cases of a case's customer that are about something similar (R-113)."""
    case = find(reference, command)
    found = _similar(case.contact_id, case.account_id, case.title, command)
    return found.model_copy(update={"items": [each for each in found.items if each.case.case_id != case.id]})


def to_title(contact_id: str, title: str, command: Command) -> SimilarCases:
    """Return the open cases of a contact's that are similar to one that is about to be opened (R-113)."""
    contact = customers.contacts.get(contact_id)
    return _similar(contact.id, contact.account_id, title, command)


def _similar(contact_id: str, account_id: str | None, title: str, command: Command) -> SimilarCases:
    rules = settings.current(Duplicates)
    source = Source("by_contact", (contact_id,), "opened_rank", forward=False)
    if rules.value.customer == "account" and account_id is not None:
        source = Source("by_account", (account_id,), "opened_rank", forward=False)
    scope = Scope(visibility.queues_seen(command.caller), command.caller.id)
    rows, _ = lists.read(source, Filters(), scope, LOOKED_AT, None)
    shown = [_compared(row, title, rules.value) for _, row in rows if row.status in OPEN]
    alike = sorted(
        (each for each in shown if each.score >= rules.value.similar_from), key=lambda each: each.score, reverse=True
    )
    return SimilarCases(items=alike, rule=f"cases.duplicates:{rules.reference}", compared=len(shown))


def _compared(row: CaseSummary, title: str, rules: Duplicates) -> SimilarCase:
    equal = likeness.normalised(row.title, rules.digits) == likeness.normalised(title, rules.digits)
    score = 1.0 if equal else round(likeness.likeness(row.title, title), 3)
    return SimilarCase(case=row, score=score, reasons=["same_title"] if equal else ["similar_title"])
