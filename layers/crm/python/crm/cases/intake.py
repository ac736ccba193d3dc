"""Taking cases in: from colleagues and from the portal."""

from crm.cases import duplicates, guiding, limits, promises, repository, tagging
from crm.cases.desk import Work
from crm.cases.events import CaseOpened
from crm.cases.evolution import opened
from crm.cases.portal_views import PortalCaseView
from crm.cases.promises import Deserves
from crm.cases.requests import OpenCase, SubmitCase
from crm.cases.routing import CaseFacts, rule_for
from crm.cases.settings.intake import Categories, PriorityMatrix, TagRules
from crm.cases.settings.queues import MANUAL_DISPATCH, Queues
from crm.cases.settings.routing import Routing
from crm.cases.views import CaseView
from crm.cases.vocabulary import Impact, Priority, Urgency
from crm.core import ids, settings
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.customers import repository as customers
from crm.customers.models import Account, Contact

_STANDARD = "standard"


class UnknownCategoryError(InvalidError):
    """The category path is not in the tree."""

    code = "unknown_category"


class UnknownCustomerError(InvalidError):
    """The contact or account does not exist, or the contact belongs to another account."""

    code = "unknown_customer"


def open_case(body: OpenCase, command: Command) -> CaseView:
    """Open a case for a customer.

    Raises `UnknownCustomerError` and `UnknownCategoryError`.
    """
    return take_in(body, command).commit()


def take_in(body: OpenCase, command: Command) -> Work:
    """Begin a case for a customer; nothing is written yet."""
    contact = _named_contact(body)
    if contact.account_id is not None and body.account_id not in {None, contact.account_id}:
        raise UnknownCustomerError("account_id", id=body.account_id)
    account = _account(body.account_id or contact.account_id)
    return _open(body, contact, account, command)


def submit_case(body: SubmitCase, command: Command) -> PortalCaseView:
    """Open a case from the portal, for the customer who is signed in.

    One that says the same as an open one of theirs is merged into it at once (R-022). Raises `RateLimitedError` and
    `SenderBlockedError`.
    """
    require_category(body.category)
    guiding.require_guided(body)
    contact = _contact(command.caller.id)
    account = _account(contact.account_id)
    impact = settings.current(PriorityMatrix).value.portal_impact
    asked = OpenCase(
        **body.model_dump(exclude={"description"}, exclude_none=True),
        description=body.description or body.title,
        contact_id=contact.id,
        account_id=contact.account_id,
        channel="portal",
        impact=impact,
    )
    counted = limits.admit("submissions", limits.senders_of(command), command.now)
    work = _open(asked, contact, account, command)
    work.also(counted)
    duplicates.settle(work, asked.description)
    return work.commit_as(PortalCaseView.of(work.case, promises.calendar))


def begin(body: OpenCase, contact: Contact, command: Command) -> Work:
    """Begin a case that a channel takes in for somebody it knows; whoever calls adds to it and commits it.

    Raises `UnknownCategoryError`.
    """
    return _open(body, contact, _account(contact.account_id), command)


def require_category(path: str) -> None:
    """Raise `UnknownCategoryError` where the tree of categories does not have the path."""
    known = {"/".join(each) for each in settings.current(Categories).value.paths()}
    if path not in known:
        raise UnknownCategoryError("category", category=path)


def priority_of(impact: Impact, urgency: Urgency) -> Priority:
    """Return the priority that the matrix gives (R-172)."""
    return settings.current(PriorityMatrix).value.matrix[impact][urgency]


def _open(body: OpenCase, contact: Contact, account: Account | None, command: Command) -> Work:
    require_category(body.category)
    rules = settings.current(TagRules).value.rules
    tags = tuple(dict.fromkeys((*body.tags, *tagging.recognised(f"{body.title}\n{body.description}", rules))))
    priority = priority_of(body.impact, body.urgency)
    level = _STANDARD if account is None else account.level
    terms = promises.terms_for(Deserves(level, priority, body.category, body.channel))
    case_id = ids.new_id("case")
    event = CaseOpened(
        number=repository.next_number(),
        priority=priority,
        customer_level=level,
        account_id=None if account is None else account.id,
        language=body.language or contact.locale,
        region=body.region or (None if account is None else account.region),
        zone=body.zone or contact.zone,
        tags=tags,
        terms=terms,
        queue_id=MANUAL_DISPATCH,
        contact_id=contact.id,
        **body.model_dump(exclude=_WORKED_OUT, exclude_none=True),
    )
    event = _queued(event, case_id, tagging.skills_of(tags, rules))
    case = opened(case_id, event, command.now, promises.calendar)
    return Work(None, case, command, event)


def _queued(event: CaseOpened, case_id: str, tag_skills: tuple[str, ...]) -> CaseOpened:
    """Put the case into the queue of its routing rule, where it waits until routing has looked at it."""
    facts = CaseFacts(
        case_id=case_id,
        tag_skills=tag_skills,
        waited_seconds=0,
        **{name: getattr(event, name) for name in _SHARED},
    )
    rule = rule_for(settings.current(Routing).value.rules, facts)
    queue = settings.current(Queues).value.find(MANUAL_DISPATCH if rule is None else rule.queue)
    if queue is None:
        return event
    return event.model_copy(update={"queue_id": queue.id, "shards": queue.shards})


_SHARED = (
    "priority",
    "case_type",
    "channel",
    "category",
    "customer_level",
    "language",
    "region",
    "product",
    "tags",
)


_WORKED_OUT = {"contact_id", "contact_email", "contact_phone", "account_id", "language", "region", "zone", "tags"}
"""The members of a request that the case takes from elsewhere, or may."""


def _named_contact(body: OpenCase) -> Contact:
    """Return the customer, by id or by the address or number they came from (R-110)."""
    if body.contact_id is not None:
        return _contact(body.contact_id)
    field, given = ("email", body.contact_email) if body.contact_email else ("phone", body.contact_phone)
    found = customers.contact_by(field, given or "")
    if found is None or not found.active:
        raise UnknownCustomerError(f"contact_{field}", id=given)
    return found


def _contact(contact_id: str) -> Contact:
    contact = customers.contacts.find(contact_id)
    if contact is None or not contact.active:
        raise UnknownCustomerError("contact_id", id=contact_id)
    return contact


def _account(account_id: str | None) -> Account | None:
    if account_id is None:
        return None
    account = customers.accounts.find(account_id)
    if account is None:
        raise UnknownCustomerError("account_id", id=account_id)
    return account
