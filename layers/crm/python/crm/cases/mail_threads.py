"""Which case a mail belongs to, and whether its sender may speak in it.

A hint names a case; none of them is believed by itself. A token of ours proves that the mail comes from where we wrote
to. Without it the sender must be the case's own contact, by the address that the sending domain vouches for.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from crm.cases import repository
from crm.cases.case import Case
from crm.core import reply_tokens
from crm.core.errors import NotFoundError
from crm.customers.models import Contact

How = Literal["reply_token", "our_reference", "in_reply_to", "references", "number", "released"]
Objection = Literal["not_the_contact", "forged_token"]


class Hint(NamedTuple):
    """Something in a mail that may name its case: a token, an id, or a number."""

    by: How
    value: str


class Thread(NamedTuple):
    """The case that a mail names, how, and what stands against its sender's speaking there."""

    case: Case | None
    by: How | Literal["new"]
    against: Objection | None = None


NO_THREAD = Thread(None, "new")


def find(hints: Sequence[Hint], contact: Contact | None) -> Thread:
    """Return the case that a mail belongs to: the first hint that holds, else the objection to the first that does not.

    One request for each case that is named, two where it is by number.
    """
    objected: Thread | None = None
    for hint in _each_once(hints):
        thread = _by_token(hint, contact) if hint.by == "reply_token" else _by_name(hint, contact)
        if thread.case is not None and thread.against is None:
            return thread
        if objected is None and thread.against is not None:
            objected = thread
    return objected or NO_THREAD


def _each_once(hints: Iterable[Hint]) -> list[Hint]:
    """Return the hints, each case named once by its best one: the references of a long thread name one case often."""
    first: dict[str, Hint] = {}
    for hint in hints:
        first.setdefault(hint.value, hint)
    return list(first.values())


def _by_token(hint: Hint, contact: Contact | None) -> Thread:
    token = reply_tokens.read(hint.value)
    if token is None:
        return NO_THREAD  # some other word behind a plus, such as people put there themselves
    case = repository.cases.find(token.case_id)
    if case is None or not reply_tokens.is_genuine(token, case.contact_id):
        return Thread(None, hint.by, "forged_token")
    return Thread(case, hint.by, None if _belongs(case, contact) else "not_the_contact")


def _belongs(case: Case, contact: Contact | None) -> bool:
    """Say whether somebody with the token may use it: the contact from another address of theirs, or a colleague.

    Who is a contact of somebody else's got the mail passed on, and is not answered for by the case's contact.
    """
    if contact is None or contact.id == case.contact_id:
        return True
    return contact.account_id is not None and contact.account_id == case.account_id


def _by_name(hint: Hint, contact: Contact | None) -> Thread:
    try:
        case = repository.get(hint.value)
    except NotFoundError:
        return NO_THREAD
    mine = contact is not None and contact.id == case.contact_id
    return Thread(case, hint.by, None if mine else "not_the_contact")
