"""Accounts and contacts in DynamoDB, and the activities in an account's timeline."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any, ClassVar

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from crm.core import dynamodb, packing, paging
from crm.core.commit import RECORD_KIND, RECORD_PREFIX, CommitRecord
from crm.core.dynamodb import Item
from crm.core.events import Envelope
from crm.core.phones import as_e164
from crm.core.repository import META, AggregateItem, Repository, TermIndex, fold
from crm.core.transaction import RaceLostError, Transaction
from crm.customers.models import Account, Contact

ACTIVITY_PREFIX = "ACTIVITY#"
_HOME_CODE = "+86"
"""What people leave out of a number at home (`crm.core.phones.HOME_REGION`)."""


class ByList(GlobalSecondaryIndex[Any]):
    """All accounts, and all contacts, by name."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_list"
        projection = AllProjection()

    listing = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class ByOwner(GlobalSecondaryIndex[Any]):
    """The accounts that a colleague answers for, by name."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_owner"
        projection = AllProjection()

    owner_id = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class ByParent(GlobalSecondaryIndex[Any]):
    """The accounts directly below an account, by name."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_parent"
        projection = AllProjection()

    parent_id = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class ByAccount(GlobalSecondaryIndex[Any]):
    """The contacts of an account, by name."""

    class Meta:
        """Whole: a list shows everything."""

        index_name = "by_account"
        projection = AllProjection()

    account_id = UnicodeAttribute(hash_key=True)
    sort_name = UnicodeAttribute(range_key=True)


class CustomersTable(Item):
    """The base of the items of customers."""

    domain: ClassVar[str] = "customers"

    by_list = ByList()
    by_owner = ByOwner()
    by_parent = ByParent()
    by_account = ByAccount()
    terms = TermIndex()
    listing = UnicodeAttribute(null=True)
    sort_name = UnicodeAttribute(null=True)
    owner_id = UnicodeAttribute(null=True)
    parent_id = UnicodeAttribute(null=True)
    account_id = UnicodeAttribute(null=True)
    term_scope = UnicodeAttribute(null=True)
    term = UnicodeAttribute(null=True)


class AccountItem(CustomersTable, AggregateItem, discriminator="account"):
    """An account."""

    name = UnicodeAttribute()
    level = UnicodeAttribute()
    active = BooleanAttribute()


class ContactItem(CustomersTable, AggregateItem, discriminator="contact"):
    """A contact."""

    name = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    phone = UnicodeAttribute(null=True)
    locale = UnicodeAttribute()
    active = BooleanAttribute()


class ActivityItem(CustomersTable, discriminator="activity"):
    """What happened elsewhere and belongs in an account's timeline: beside the account, no part of its state."""

    at = UnicodeAttribute()
    body = BinaryAttribute(legacy_encoding=False)


def _account_terms(account: Account) -> Iterable[tuple[str, str]]:
    yield "name", account.name
    if account.external_ref:
        yield "external_ref", account.external_ref


def _contact_claims(contact: Contact) -> Iterable[tuple[str, str]]:
    claimed = {"email": contact.email, "phone": contact.phone, "external_ref": contact.external_ref}
    return [(field, value) for field, value in claimed.items() if value]


def _contact_terms(contact: Contact) -> Iterable[tuple[str, str]]:
    yield "name", contact.name
    yield from _contact_claims(contact)
    if contact.phone and contact.phone.startswith(_HOME_CODE):
        yield "phone", contact.phone.removeprefix(_HOME_CODE)


accounts = Repository(
    "account",
    AccountItem,
    Account,
    columns=("name", "level", "owner_id", "parent_id", "active"),
    project=lambda account: {"listing": "account", "sort_name": f"{fold(account.name)}#{account.id}"},
    claims=lambda account: [("external_ref", account.external_ref)] if account.external_ref else [],
    terms=_account_terms,
)

contacts = Repository(
    "contact",
    ContactItem,
    Contact,
    columns=("name", "email", "phone", "account_id", "locale", "active"),
    project=lambda contact: {"listing": "contact", "sort_name": f"{fold(contact.name)}#{contact.id}"},
    claims=_contact_claims,
    terms=_contact_terms,
)


def taken(chosen_id: str) -> bool:
    """Say whether an account or a contact has the id: the two share one table, so they share their ids."""
    return dynamodb.get_raw("customers", chosen_id, META) is not None


def contact_by(field: str, value: str) -> Contact | None:
    """Return the contact with an e-mail address or a phone number, however it is written, or None. Two requests."""
    claimed = value.strip().lower() if field == "email" else _e164(value)
    owner = contacts.owner_of(field, claimed) if claimed else None
    return None if owner is None else contacts.find(owner)


def _e164(number: str) -> str | None:
    try:
        return as_e164(number)
    except ValueError:
        return None


def list_accounts(index: str, key: str, limit: int, cursor: str | None) -> tuple[list[Account], str | None]:
    """Return the accounts under a key of an index, by name. One request."""
    items, after = _page(AccountItem, index, key, limit, cursor)
    return [accounts.load(item) for item in items], after


def accounts_of(owner_id: str) -> Iterator[list[Account]]:
    """Yield the accounts that a colleague answers for, page by page. One request a page."""
    after: dynamodb.Key | None = None
    while True:
        items, after = dynamodb.query(AccountItem, owner_id, index="by_owner", limit=dynamodb.BATCH_LIMIT, after=after)
        yield [accounts.load(item) for item in items]
        if after is None:
            return


def list_contacts(index: str, key: str, limit: int, cursor: str | None) -> tuple[list[Contact], str | None]:
    """Return the contacts under a key of an index, by name. One request."""
    items, after = _page(ContactItem, index, key, limit, cursor)
    return [contacts.load(item) for item in items], after


def _page(
    kind: type[dynamodb.ItemT], index: str, key: str, limit: int, cursor: str | None
) -> tuple[list[dynamodb.ItemT], str | None]:
    listing = f"customers:{index}:{key}"
    items, after = dynamodb.query(kind, key, index=index, limit=limit, after=paging.unseal(listing, cursor))
    return items, None if after is None else paging.seal(listing, after)


def hold(transaction: Transaction, account: Account) -> None:
    """Let the transaction lose its race where `account` has changed since it was read."""
    item = AccountItem(pk=account.id, sk=META)
    transaction.check(item, AccountItem.version == account.version, RaceLostError())


def add_activity(transaction: Transaction, activity: Envelope, otherwise: Exception) -> None:
    """Add an activity to its account's timeline; `commit` raises `otherwise` where it is there already.

    Its key is its instant and its id: the account's item is not touched, so its version stays, and the same
    activity always has the same place.
    """
    at = activity.occurred_at.astimezone(UTC).isoformat()
    item = ActivityItem(pk=activity.aggregate_id, sk=f"{ACTIVITY_PREFIX}{at}#{activity.id}", at=at)
    item.body = packing.pack(activity.model_dump_json())
    transaction.put(item, when=ActivityItem.pk.does_not_exist(), otherwise=otherwise)


_LOGS = (ACTIVITY_PREFIX, RECORD_PREFIX)
"""What an account's timeline is merged from; of the same instant the activity counts as the later."""


def account_timeline(account_id: str, limit: int, cursor: str | None) -> tuple[list[Envelope], str | None]:
    """Return what happened to an account and around it, newest first, `limit` entries at a time.

    Commits lie by version and activities by instant; a page merges the newest of both by time. The cursor
    holds, for each of the two, the first entry left over: the next page begins exactly there, whatever was
    added above it meanwhile, so nothing is lost or repeated. Two requests, strongly consistent; one where
    nothing of one kind is left.
    """
    listing = f"timeline:{account_id}"
    heads = paging.unseal(listing, cursor) or [prefix + "~" for prefix in _LOGS]
    logs = (_downwards(account_id, prefix, head, limit + 1) for prefix, head in zip(_LOGS, heads, strict=True))
    rows = list(heapq.merge(*logs, key=lambda row: str(row["at"]["S"]), reverse=True))
    events = [envelope for row in rows[:limit] for envelope in _envelopes(row)]
    left = [row["sk"]["S"] for row in rows[limit:]]
    heads = [next((sk for sk in left if sk.startswith(prefix)), None) for prefix in _LOGS]
    return events, paging.seal(listing, heads) if left else None


def _downwards(account_id: str, prefix: str, head: str | None, limit: int) -> list[dict[str, Any]]:
    if head is None:
        return []
    between = AccountItem.sk.between(prefix, head)
    return dynamodb.query_raw(AccountItem, account_id, range_condition=between, limit=limit, forward=False)[0]


def _envelopes(row: dict[str, Any]) -> Iterable[Envelope]:
    if row["kind"]["S"] == RECORD_KIND:
        return reversed(CommitRecord.from_item(row).envelopes())
    return [Envelope.model_validate(packing.unpack(row["body"]["B"]))]
