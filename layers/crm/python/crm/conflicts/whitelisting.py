"""Accounts that many may follow: no conflict is raised about them, and nobody is told of one."""

from crm.conflicts import visibility
from crm.conflicts.events import AccountUnlisted, AccountWhitelisted
from crm.conflicts.models import Following, Whitelisting
from crm.conflicts.repository import following_id, followings
from crm.conflicts.requests import WhitelistAccount
from crm.conflicts.settings.policy import ConflictPolicy
from crm.conflicts.views import WhitelistView
from crm.conflicts.watching import Watch
from crm.core import settings
from crm.core.command import Command
from crm.core.errors import InvalidError, NotFoundError
from crm.core.transaction import Transaction
from crm.customers import repository as customers


class WhitelistUntilPastError(InvalidError):
    """The whitelisting would be over before it begins."""

    code = "whitelist_until_past"


def show(account_id: str, command: Command) -> WhitelistView:
    """Show whether many may follow an account."""
    customers.accounts.get(account_id)
    found = followings.find(following_id(account_id))
    return WhitelistView.of(found or Following(id=following_id(account_id), account_id=account_id), command.now)


def put(account_id: str, body: WhitelistAccount, command: Command) -> WhitelistView:
    """Let many follow an account; an open conflict about it is closed. The same again changes nothing."""
    watch = _take_up(account_id, command)
    before = watch.following.state.whitelisting
    if body.until is not None and body.until <= command.now:
        raise WhitelistUntilPastError("until", now=command.now.isoformat())
    if before is None or (before.reason, before.until) != (body.reason, body.until):
        whitelisting = Whitelisting(reason=body.reason, by=command.caller.id, at=command.now, until=body.until)
        event = AccountWhitelisted(account_id=account_id, reason=body.reason, until=body.until)
        watch.following.happened(event, whitelisting=whitelisting)
        watch.close("whitelisted", body.reason)
        transaction = Transaction(command)
        watch.write(transaction)
        transaction.commit()
    return WhitelistView.of(watch.following.state, command.now)


def remove(account_id: str, command: Command) -> None:
    """Let an account be like any other again: those who follow it now may be a conflict at once."""
    watch = _take_up(account_id, command)
    if watch.following.state.whitelisting is None:
        raise NotFoundError("conflict_whitelist", account_id)
    end(watch, command, expired=False)


def expire(account_id: str, command: Command) -> None:
    """End a whitelisting whose time has come; one that was prolonged meanwhile goes on."""
    watch = Watch(account_id, command)
    state = watch.following.state
    if state.whitelisting is not None and not state.whitelisted_at(command.now):
        end(watch, command, expired=True)


def end(watch: Watch, command: Command, *, expired: bool) -> None:
    """End a whitelisting."""
    event = AccountUnlisted(account_id=watch.following.state.account_id, expired=expired)
    watch.following.happened(event, whitelisting=None)
    watch.assess()
    transaction = Transaction(command)
    watch.write(transaction)
    transaction.commit()


def _take_up(account_id: str, command: Command) -> Watch:
    account = customers.accounts.get(account_id)
    watch = Watch(account_id, command)
    state = watch.following.state
    deciders = settings.current(ConflictPolicy).value.may_whitelist
    visibility.require_decider(command.caller, deciders, account, state.followers)
    command.require_version(state.version, WhitelistView.of(state, command.now).model_dump(mode="json"))
    return watch
