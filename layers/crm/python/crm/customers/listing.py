"""Finding accounts and contacts: by the beginning of what one knows, or by whose they are."""

from crm.core.errors import InvalidError
from crm.customers import repository
from crm.customers.models import Account, Contact


class FiltersExclusiveError(InvalidError):
    """Two filters were given that no index answers together."""

    code = "filters_exclusive"


def accounts(
    search: str | None, owner_id: str | None, parent_id: str | None, limit: int, cursor: str | None
) -> tuple[list[Account], str | None]:
    """Return a page of accounts: those found, those of an owner, those below a parent, or all."""
    _at_most_one(search=search, owner_id=owner_id, parent_id=parent_id)
    if search:
        return repository.accounts.search(search, limit, cursor)
    if owner_id:
        return repository.list_accounts("by_owner", owner_id, limit, cursor)
    if parent_id:
        return repository.list_accounts("by_parent", parent_id, limit, cursor)
    return repository.list_accounts("by_list", "account", limit, cursor)


def contacts(
    search: str | None, account_id: str | None, limit: int, cursor: str | None
) -> tuple[list[Contact], str | None]:
    """Return a page of contacts: those found, those of an account, or all."""
    _at_most_one(search=search, account_id=account_id)
    if search:
        return repository.contacts.search(search, limit, cursor)
    if account_id:
        return repository.list_contacts("by_account", account_id, limit, cursor)
    return repository.list_contacts("by_list", "contact", limit, cursor)


def _at_most_one(**filters: str | None) -> None:
    given = [name for name, value in filters.items() if value is not None]
    if len(given) > 1:
        raise FiltersExclusiveError(given[1], other=given[0])
