"""The customers' way into the portal: tokens from colleagues and systems, sign-in links by mail."""

from datetime import datetime, timedelta

from crm.core import environment, tokens
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.i18n import Locale
from crm.core.identity import PORTAL
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.customers import repository
from crm.customers.events import PortalLinkRequested, PortalTokenIssued
from crm.customers.models import Contact
from crm.customers.views import PortalLinkView, PortalTokenView

TOKEN_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(minutes=30)
LINKS_LIMIT = 3
LINKS_WINDOW = timedelta(minutes=15)
"""In a window no more than the limit of links is mailed to a contact."""

_SESSION = "session"
_NOBODY = "cont_nobody"


class ContactInactiveError(ConflictError):
    """The contact is no longer active and may not sign in."""

    code = "contact_inactive"


def issue_token(contact_id: str, command: Command) -> PortalTokenView:
    """Let a contact into the portal; raise `ContactInactiveError` for one who is no longer active.

    The token stands in the answer only: neither the event nor the contact's state holds it.
    """
    contact = repository.contacts.get(contact_id)
    if not contact.active:
        raise ContactInactiveError(id=contact_id)
    expires_at = command.now + TOKEN_LASTS
    token = _token(contact, expires_at)
    answer = PortalTokenView(token=token, expires_at=expires_at, portal_url=_url(token, contact.locale))
    event = PortalTokenIssued(expires_at=expires_at, account_id=contact.account_id)
    transaction = Transaction(command)
    repository.contacts.save(transaction, command, contact, contact, [event])
    transaction.commit(answer)
    return answer


def request_link(email: str, locale: Locale | None, command: Command) -> PortalLinkView:
    """Mail a sign-in link to whoever has the address, at most three in a quarter of an hour.

    Nobody may learn here whose address is known. So the answer is always the same, the same reads are made, and
    the command's key is claimed even where nothing else is written: else using it again would tell.
    """
    answer = PortalLinkView(valid_for_seconds=int(LINK_LASTS.total_seconds()))
    owner_id = repository.contacts.owner_of("email", email)
    contact = repository.contacts.find(owner_id or _NOBODY)
    transaction = Transaction(command)
    if contact is not None and contact.active:
        recent = tuple(at for at in contact.links_requested_at if at > command.now - LINKS_WINDOW)
        if len(recent) < LINKS_LIMIT:
            after = contact.model_copy(update={"links_requested_at": (*recent, command.now)})
            _send_link(transaction, command, contact, after, locale or contact.locale)
    transaction.commit(answer)
    return answer


def _send_link(transaction: Transaction, command: Command, before: Contact, after: Contact, locale: Locale) -> None:
    expires_at = command.now + LINK_LASTS
    message = MessageRequested(
        to=after.id,
        audience="contact",
        template="portal_link",
        subject_id=after.id,
        facts={
            "name": after.name,
            "link": _url(_token(after, expires_at), locale),
            "valid_for_minutes": int(LINK_LASTS.total_seconds() // 60),
        },
        channels=("email",),
        urgent=True,
    )
    event = PortalLinkRequested(expires_at=expires_at)
    repository.contacts.save(transaction, command, before, after, [event], [message])


def _token(contact: Contact, expires_at: datetime) -> str:
    claims = {"sub": contact.id}
    if contact.account_id:
        claims["account"] = contact.account_id
    return tokens.sign(PORTAL, claims, expires_at)


def session(token: str, now: datetime) -> str | None:
    """Return what a link's token is exchanged for, which lasts as long as a token does; None for a bad one.

    A session is not exchanged again: whoever got hold of one has it for its hours and no longer.
    """
    claims = tokens.verify(PORTAL, token, now)
    if claims is None or _SESSION in claims:
        return None
    return tokens.sign(PORTAL, claims | {_SESSION: "yes"}, now + TOKEN_LASTS)


def _url(token: str, locale: Locale) -> str:
    """Return the portal's address with the token in it.

    An app reads it behind `#`, a part that browsers send to no server and no log. Pages without scripts cannot:
    where the portal is ours, its address says where the token stands (`…/p/sign-in?token={token}`).
    """
    address = environment.get("PORTAL_URL")
    if "{token}" in address:
        return address.replace("{token}", token) + f"&lang={locale}"
    return f"{address}?lang={locale}#token={token}"
