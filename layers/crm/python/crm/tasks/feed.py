"""Somebody's tasks as a calendar they subscribe to, behind a signed address that can be taken back."""

from datetime import timedelta

from crm.core import i18n, settings, tokens
from crm.core.command import Command
from crm.core.document import Document
from crm.core.errors import NotFoundError
from crm.core.transaction import Transaction
from crm.directory import repository as directory
from crm.directory.models import User
from crm.tasks import ical, planning
from crm.tasks.events import CalendarFeedIssued, CalendarFeedRevoked
from crm.tasks.repository import lists
from crm.tasks.repository.feeds import CalendarFeed, feeds, id_of
from crm.tasks.settings.policy import TaskPolicy
from crm.tasks.views import CalendarFeedView, TaskSummary

PURPOSE = "calendar-feed"
LASTS = timedelta(days=366)
BEHIND = timedelta(days=30)
AHEAD = timedelta(days=180)


def issue(command: Command) -> CalendarFeedView:
    """Give the caller the address of their calendar; the one before opens nothing any more.

    The token stands in the answer only: neither the event nor the state holds it.
    """
    user_id = command.caller.id
    before = feeds.find(id_of(user_id))
    feed = before or CalendarFeed(id=id_of(user_id), user_id=user_id)
    after = feed.model_copy(update={"number": feed.number + 1, "active": True})
    expires_at = command.now + LASTS
    token = tokens.sign(PURPOSE, {"sub": user_id, "number": str(after.number)}, expires_at)
    answer = CalendarFeedView(path=f"/calendar-feed?token={token}", expires_at=expires_at)
    transaction = Transaction(command)
    feeds.save(transaction, command, before, after, [CalendarFeedIssued(number=after.number, expires_at=expires_at)])
    transaction.commit(answer)
    return answer


def revoke(command: Command) -> None:
    """Take the caller's address back; where there is none, nothing is to be done."""
    before = feeds.find(id_of(command.caller.id))
    if before is None or not before.active:
        return
    transaction = Transaction(command)
    after = before.model_copy(update={"active": False})
    feeds.save(transaction, command, before, after, [CalendarFeedRevoked(number=before.number)])
    transaction.commit()


def read(token: str, command: Command) -> Document:
    """Return the calendar that a token opens; raise `NotFoundError` for any that opens none."""
    user = _owner(token, command)
    policy = settings.current(TaskPolicy).value
    tasks = lists.busy(user.id, command.now - BEHIND, command.now + AHEAD)
    name = i18n.text("tasks", "calendar.name", user.locale, {"name": user.name})
    text = ical.calendar(name, user.locale, [_entry(each, user, policy) for each in tasks])
    return Document("text/calendar; charset=utf-8", text, {"Cache-Control": "private, no-store"})


def _owner(token: str, command: Command) -> User:
    claims = tokens.verify(PURPOSE, token, command.now)
    feed = None if claims is None else feeds.find(id_of(claims["sub"]))
    user = None if feed is None else directory.find_user(feed.user_id)
    if claims is None or feed is None or not feed.active or str(feed.number) != claims["number"]:
        raise NotFoundError("calendar_feed", "token")
    if user is None or not user.active:
        raise NotFoundError("calendar_feed", "token")
    return user


def _entry(task: TaskSummary, user: User, policy: TaskPolicy) -> ical.Entry:
    hidden = task.sensitivity == "sensitive" and not policy.calendar_shows_sensitive
    return ical.Entry(
        uid=f"{task.task_id}@kairos",
        title=i18n.text("tasks", "calendar.sensitive", user.locale) if hidden else task.title,
        begins_at=task.begins_at,
        ends_at=task.ends_at,
        made_at=task.created_at,
        urgent=task.priority == "urgent",
        remind_at=planning.reminder(policy.level(task.priority), task.created_at, task.due_at),
    )
