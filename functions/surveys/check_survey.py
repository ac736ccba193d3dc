"""Look again before a customer is asked."""

from crm.cases.repository import cases
from crm.core.command import Command
from crm.core.triggers import step
from crm.surveys import grants, sending
from crm.surveys.repository import surveys
from crm.surveys.sending import CaseNow, Judged, SurveyTask


@step("SendSurvey", uses=[grants.LOOK_AGAIN, grants.FIND_CASE])
def handler(task: SurveyTask, command: Command) -> Judged:
    """Look at case, contact, policy and the last invitation again before a customer is invited."""
    survey = surveys.get(task.survey_id)
    case = cases.get(survey.case_id)
    return sending.judge(task, CaseNow(not case.is_open, case.tags, case.channel), survey, command)
