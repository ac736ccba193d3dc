"""Invite a customer to a survey, or remind them."""

from crm.core.command import Command
from crm.core.triggers import step
from crm.surveys import grants, sending
from crm.surveys.sending import Done, SurveyTask


@step("SendSurvey", uses=[grants.SEND])
def handler(task: SurveyTask, command: Command) -> Done:
    """Invite a customer, or remind them once; where another invitation was quicker, leave them alone."""
    return sending.send(task, command)
