"""Reading cards: one, its history, lists and boards within what the caller may see."""

from typing import Literal

from crm.cards import repository, visibility
from crm.cards.repository import lists
from crm.cards.settings.policy import CardPolicy
from crm.cards.views import (
    BoardColumn,
    BoardView,
    CardEntry,
    CardHistory,
    CardPage,
    CardRow,
    CardView,
)
from crm.cards.vocabulary import Status
from crm.core import i18n, paging, settings
from crm.core.access import Caller
from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.customers import repository as customers

Board = Literal["mine", "requested", "team", "account", "all"]

COLUMNS: tuple[Status, ...] = ("open", "accepted", "in_progress", "declined", "done")
"""What a board shows from left to right; another column is shown where it is asked for."""


class CardFiltersExclusiveError(InvalidError):
    """Two filters were given that no index answers together."""

    code = "card_filters_exclusive"


class BoardParameterError(InvalidError):
    """The board needs a parameter that was not given."""

    code = "board_parameter_missing"


def show(card_id: str, command: Command) -> CardView:
    """Show a card, with its account as it stands now."""
    card = repository.cards.get(card_id)
    visibility.require_visible(card, command.caller)
    account = None if card.account_id is None else customers.accounts.find(card.account_id)
    if account is not None and card.account is not None:
        now = account.model_dump(include={"name", "level", "owner_id", "follow_status", "sensitive"})
        card = card.model_copy(update={"account": card.account.model_copy(update=now)})
    return CardView.of(card, command.now)


def history(card_id: str, command: Command, limit: int, cursor: str | None) -> CardHistory:
    """Show what happened to a card, newest first."""
    card = repository.cards.get(card_id)
    visibility.require_visible(card, command.caller)
    events, after = repository.cards.timeline(card.id, limit, cursor)
    entries = [
        CardEntry(
            id=each.id,
            type=each.type,
            version=each.aggregate_version,
            actor=each.actor,
            at=each.occurred_at,
            data=each.data,
        )
        for each in events
    ]
    return CardHistory(items=entries, next_cursor=after)


def listed(
    account_id: str | None,
    assignee_id: str | None,
    requester_id: str | None,
    status: Status | None,
    command: Command,
    limit: int,
    cursor: str | None,
) -> CardPage:
    """Return a page of the cards about an account, of an assignee or of who asked; without any, of the caller."""
    filters = {"account": account_id, "assignee": assignee_id, "requester": requester_id}
    given = {name: each for name, each in filters.items() if each is not None} or {"assignee": "me"}
    if len(given) > 1:
        raise CardFiltersExclusiveError(list(given)[1], other=next(iter(given)))
    ((name, key),) = given.items()
    key = command.caller.id if key == "me" and name != "account" else key
    items, after = _page(f"by_{name}", [key], status, command, limit, cursor)
    return CardPage(items=items, next_cursor=after)


def board(
    of: Board,
    team_id: str | None,
    account_id: str | None,
    status: Status | None,
    command: Command,
    limit: int,
    cursor: str | None,
) -> BoardView:
    """Return a board with the beginnings of its columns, or a page of the column `status`."""
    index, keys = _partitions(of, team_id, account_id, command.caller)
    if cursor is not None and status is None:
        raise BoardParameterError("status", board=of)
    wanted = COLUMNS if status is None else (status,)
    if of == "requested" and status is None:
        wanted = ("pending_approval", *COLUMNS, "rejected")
    columns = []
    for each in wanted:
        items, after = _page(index, keys, each, command, limit, cursor)
        label = i18n.text("cards", f"status.{each}", command.caller.locale)
        columns.append(BoardColumn(status=each, label=label, items=items, next_cursor=after))
    return BoardView(as_of=command.now, columns=columns)


def _partitions(of: Board, team_id: str | None, account_id: str | None, caller: Caller) -> tuple[str, list[str]]:
    if of == "mine":
        return "by_assignee", [caller.id]
    if of == "requested":
        return "by_requester", [caller.id]
    if of == "account":
        if account_id is None:
            raise BoardParameterError("account", board=of)
        return "by_account", [account_id]
    if of == "team":
        team_id = team_id or caller.team_id
        if team_id is None:
            raise BoardParameterError("team", board=of)
        if team_id != caller.team_id and not visibility.supervises(caller):
            raise visibility.BoardNotYoursError(board=of)
        return "by_team", [team_id]
    if not visibility.supervises(caller):
        raise visibility.BoardNotYoursError(board=of)
    return "by_board", [repository.board_of(each) for each in range(settings.current(CardPolicy).value.board_shards)]


def _page(
    index: str, keys: list[str], status: Status | None, command: Command, limit: int, cursor: str | None
) -> tuple[list[CardRow], str | None]:
    """Read a page of a column; what the caller may not see is left out, so it may hold fewer than it could."""
    listing = f"cards:{index}:{'+'.join(keys)}:{status}"
    rows, end = lists.column(index, keys, status, limit, paging.unseal(listing, cursor))
    shown = [CardRow.of(each, command.now) for each in rows if visibility.visible(each, command.caller)]
    return shown, None if end is None else paging.seal(listing, end)
