"""Say something about a task."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.tasks import grants, talk
from crm.tasks.requests import Comment
from crm.tasks.talk import TaskMentionUnknownError
from crm.tasks.views import TaskView
from crm.tasks.visibility import PEOPLE, TaskSensitiveError


@endpoint(
    "POST /tasks/{task_id}/comments",
    status=201,
    access=PEOPLE,
    uses=[grants.CHANGE],
    errors=[TaskSensitiveError, TaskMentionUnknownError],
)
def handler(task_id: str, body: Comment, command: Command) -> TaskView:
    """Say something about a task.

    `@` before a colleague's id mentions them: they are told, follow the task and may read it from then on.
    """
    return talk.comment(task_id, body, command)
