"""What colleagues read in the app."""

from crm.core.command import Command
from crm.core.errors import NotFoundError
from crm.core.transaction import Transaction
from crm.messaging import lists, repository
from crm.messaging.views.notifications import AllReadView, NotificationPage, NotificationReadView, NotificationView


def list_mine(unread: bool, limit: int, cursor: str | None, user_id: str) -> NotificationPage:
    """Return somebody's notifications, newest first, all or the unread ones. Two requests."""
    read_until = repository.read_until(user_id)
    told, after = (
        lists.unread_page(user_id, read_until, limit, cursor) if unread else lists.told_page(user_id, limit, cursor)
    )
    return NotificationPage(items=[NotificationView.of(each, read_until) for each in told], next_cursor=after)


def read(notification_id: str, command: Command) -> NotificationReadView:
    """Take note that the caller has read a notification; raise `NotFoundError` where it is not theirs."""
    message = repository.messages.find(notification_id)
    if message is None or message.notice is None or message.to != command.caller.id:
        raise NotFoundError("notification", notification_id)
    read_at = message.read_at or command.now
    view = NotificationReadView(notification_id=message.id, read_at=read_at)
    transaction = Transaction(command)
    if message.read_at is None:
        after = message.model_copy(update={"read_at": read_at})
        repository.put(transaction, command, message, after, [])
    transaction.commit(view)
    return view


def read_all(command: Command) -> AllReadView:
    """Take note that the caller has read everything up to now: one write, however much it is."""
    view = AllReadView(read_until=command.now)
    transaction = Transaction(command)
    repository.put_read_until(transaction, command.caller.id, command.now)
    transaction.commit(view)
    return view
