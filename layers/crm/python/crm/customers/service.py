"""What can be done with accounts and contacts."""

from typing import TYPE_CHECKING

from pydantic import JsonValue

from crm.core import ids
from crm.core.command import Command
from crm.core.edits import changes, given
from crm.core.errors import AlreadyExistsError, InvalidError
from crm.core.events import Actor, Envelope, Event
from crm.core.transaction import Transaction
from crm.customers import repository
from crm.customers.events import (
    AccountActivityNoted,
    AccountContractChanged,
    AccountCreated,
    AccountEdited,
    AccountLevelChanged,
    ConsentRecorded,
    ContactCreated,
    ContactEdited,
)
from crm.customers.models import Account, Consent, Contact
from crm.customers.views import AccountView, ContactView
from crm.directory import repository as directory

if TYPE_CHECKING:  # they cost time to load, and a function needs only its own
    from crm.customers.requests.accounts import CreateAccount, EditAccount
    from crm.customers.requests.consents import RecordConsent
    from crm.customers.requests.contacts import CreateContact, EditContact


class UnknownAccountError(InvalidError):
    """A member names an account that does not exist."""

    code = "unknown_account"


class UnknownOwnerError(InvalidError):
    """The owner is no colleague in the directory."""

    code = "unknown_owner"


class HierarchyLoopError(InvalidError):
    """An account would be its own parent, directly or through others."""

    code = "hierarchy_loop"


class HierarchyTooDeepError(InvalidError):
    """There would be too many accounts above this one."""

    code = "hierarchy_too_deep"


class ContactUnreachableError(InvalidError):
    """A contact would have neither an e-mail address nor a phone number."""

    code = "contact_unreachable"


MAX_ABOVE = 10
"""How many accounts may lie above one."""


def create_account(body: "CreateAccount", command: Command) -> AccountView:
    """Add an account; raise `AlreadyExistsError` where the id or the external reference is taken."""
    account = Account(id=body.account_id or ids.new_id("acct"), **body.model_dump(exclude={"account_id"}))
    if body.account_id and repository.taken(body.account_id):
        raise AlreadyExistsError(field="account_id")
    _check_owner(account)
    events: list[Event] = [
        AccountCreated(name=account.name, level=account.level, parent_id=account.parent_id, owner_id=account.owner_id)
    ]
    if account.contract is not None:
        events.append(AccountContractChanged(before=None, after=account.contract))
    return _save_account(command, None, account, *events, above=_accounts_above(account))


def edit_account(account_id: str, body: "EditAccount", command: Command) -> AccountView:
    """Change members of an account; an edit that changes nothing writes nothing."""
    before = repository.accounts.get(account_id)
    command.require_version(before.version, AccountView.of(before, command.caller).model_dump(mode="json"))
    after = before.model_copy(update=given(body))
    changed = changes(before, after)
    if not changed:
        return AccountView.of(before, command.caller)
    if "owner_id" in changed:
        _check_owner(after)
    above = _accounts_above(after) if "parent_id" in changed else []
    events = _edits(before, after, {name: each for name, each in changed.items() if name != "contract"})
    return _save_account(command, before, after, *events, above=above)


def _edits(before: Account, after: Account, changed: dict[str, tuple[JsonValue, JsonValue]]) -> list[Event]:
    """Return what an edit comes to; amounts stand in an event of their own, as not everybody may see them."""
    events: list[Event] = [AccountEdited(changes=changed)] if changed else []
    if after.level != before.level:
        events.append(AccountLevelChanged(before=before.level, after=after.level))
    if after.contract != before.contract:
        events.append(AccountContractChanged(before=before.contract, after=after.contract))
    return events


def note_on_account(account_id: str, entry: AccountActivityNoted, command: Command) -> None:
    """Add to an account's timeline what happened elsewhere, once for each event that `command` reacts to.

    The account itself is not written: its version stays, and nobody's edit of it turns stale because a case of
    its moved on.
    """
    activity = _activity(repository.accounts.get(account_id), entry, command)
    # The activity's own key says that it was noted: the command's needs no record beside it.
    transaction = Transaction(command.unkeyed())
    repository.add_activity(transaction, activity, otherwise=_NotedBeforeError())
    try:
        transaction.commit()
    except _NotedBeforeError:
        return


def _activity(account: Account, entry: AccountActivityNoted, command: Command) -> Envelope:
    return Envelope(
        id=ids.derived_id("evt", account.id, command.key, entry.kind, entry.subject_id, entry.occurred_at),
        type=type(entry).__name__,
        aggregate_id=account.id,
        aggregate_version=account.version,
        actor=Actor(kind=command.caller.kind, id=command.caller.id),
        occurred_at=entry.occurred_at,
        schema_version=entry.schema_version,
        correlation_id=command.correlation_id,
        cause_id=command.cause_id,
        data=entry.model_dump(mode="json"),
    )


class _NotedBeforeError(Exception):
    pass


def create_contact(body: "CreateContact", command: Command) -> ContactView:
    """Add a contact; raise `AlreadyExistsError` where the id, the address or the number is taken."""
    contact = Contact(id=body.contact_id or ids.new_id("cont"), **body.model_dump(exclude={"contact_id"}))
    if body.contact_id and repository.taken(body.contact_id):
        raise AlreadyExistsError(field="contact_id")
    _check_reachable(contact)
    _check_account(contact)
    event = ContactCreated.model_validate(contact.model_dump(include=set(ContactCreated.model_fields)))
    return _save_contact(command, None, contact, event)


def edit_contact(contact_id: str, body: "EditContact", command: Command) -> ContactView:
    """Change members of a contact; an edit that changes nothing writes nothing."""
    before = repository.contacts.get(contact_id)
    command.require_version(before.version, ContactView.of(before).model_dump(mode="json"))
    after = before.model_copy(update=given(body))
    changed = changes(before, after)
    if not changed:
        return ContactView.of(before)
    _check_reachable(after)
    if "account_id" in changed:
        _check_account(after)
    return _save_contact(command, before, after, ContactEdited(changes=changed))


def record_consent(contact_id: str, body: "RecordConsent", command: Command) -> ContactView:
    """Record what a contact said about a channel and a purpose; saying it again is new proof of it."""
    before = repository.contacts.get(contact_id)
    command.require_version(before.version, ContactView.of(before).model_dump(mode="json"))
    consent = Consent(recorded_at=command.now, **body.model_dump())
    event = ConsentRecorded(
        channel=body.channel,
        purpose=body.purpose,
        before=before.consent(body.channel, body.purpose),
        after=consent,
    )
    return _save_contact(command, before, before.saying(consent), event)


def _check_owner(account: Account) -> None:
    if account.owner_id and directory.users.find(account.owner_id) is None:
        raise UnknownOwnerError("owner_id", id=account.owner_id)


def _accounts_above(account: Account) -> list[Account]:
    """Return the accounts above one, nearest first; raise where there is none, a loop, or too many."""
    above: list[Account] = []
    parent_id = account.parent_id
    while parent_id is not None:
        if parent_id == account.id:
            raise HierarchyLoopError("parent_id", id=account.parent_id)
        if len(above) == MAX_ABOVE:
            raise HierarchyTooDeepError("parent_id", id=account.parent_id, limit=MAX_ABOVE)
        parent = repository.accounts.find(parent_id)
        if parent is None:
            raise UnknownAccountError("parent_id", id=parent_id)
        above.append(parent)
        parent_id = parent.parent_id
    return above


def _check_reachable(contact: Contact) -> None:
    if contact.email is None and contact.phone is None:
        raise ContactUnreachableError("email")


def _check_account(contact: Contact) -> None:
    if contact.account_id and repository.accounts.find(contact.account_id) is None:
        raise UnknownAccountError("account_id", id=contact.account_id)


def _save_account(
    command: Command, before: Account | None, after: Account, *events: Event, above: list[Account]
) -> AccountView:
    transaction = Transaction(command)
    for each in above:  # two edits at once could close a loop that neither of them sees
        repository.hold(transaction, each)
    view = AccountView.of(repository.accounts.save(transaction, command, before, after, events), command.caller)
    transaction.commit(view)
    return view


def _save_contact(command: Command, before: Contact | None, after: Contact, event: Event) -> ContactView:
    transaction = Transaction(command)
    view = ContactView.of(repository.contacts.save(transaction, command, before, after, [event]))
    transaction.commit(view)
    return view
