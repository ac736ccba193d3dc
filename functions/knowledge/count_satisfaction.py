"""Count what customers say for the articles that their cases cite."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.knowledge import grants, judging
from crm.surveys.events import SurveyAnswered


@on_event(SurveyAnswered, uses=[grants.RATE])
def handler(event: Received[SurveyAnswered], command: Command) -> None:
    """Let what a customer says of a case, from one to five, count for the articles that the case cites.

    What looks like no customer's answer does not count, and what an anonymous one is about nobody knows.
    """
    data = event.data
    if data.kind == "csat" and data.counts and data.case_id is not None and data.score is not None:
        judging.rate(data.case_id, event.aggregate_id, data.score, command)
