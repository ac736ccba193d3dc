"""Let a survey be, with a reason."""

from crm.core.command import Command
from crm.core.triggers import step
from crm.surveys import grants, sending
from crm.surveys.sending import Done, EndTask


@step("SendSurvey", uses=[grants.END])
def handler(task: EndTask, command: Command) -> Done:
    """Note why nobody is asked, or that the time to answer is over."""
    return sending.end(task, command)
