"""Talking about a task."""

import re

from crm.core.command import Command
from crm.core.errors import InvalidError
from crm.directory import repository as directory
from crm.tasks.desk import take_up
from crm.tasks.events import TaskCommented
from crm.tasks.requests import Comment
from crm.tasks.views import TaskView

_MENTION = re.compile(r"(?<![\w@.])@([\w-]{2,64})")


class TaskMentionUnknownError(InvalidError):
    """Somebody mentioned is not in the directory."""

    code = "task_mention_unknown"


def comment(task_id: str, body: Comment, command: Command) -> TaskView:
    """Say something about a task; who is mentioned is told, and may read the task from then on."""
    work = take_up(task_id, command)
    work.happened(TaskCommented(body=body.body, mentions=_mentioned(body)))
    return work.commit()


def _mentioned(body: Comment) -> tuple[str, ...]:
    unknown = [user_id for user_id in body.mentions if directory.users.find(user_id) is None]
    if unknown:
        raise TaskMentionUnknownError("mentions", ids=unknown)
    written = dict.fromkeys(each for each in _MENTION.findall(body.body) if each not in body.mentions)
    return (*dict.fromkeys(body.mentions), *(each for each in written if directory.users.find(each) is not None))
