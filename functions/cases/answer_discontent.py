"""Do what follows when a customer says that they are not content."""

from crm.cases import follow_ups, grants
from crm.cases.follow_ups import Voice
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys.events import FollowUpRecorded, SurveyAnswered


@on_event(FollowUpRecorded, SurveyAnswered, uses=[grants.FOLLOW_UP], timeout_seconds=29)
def handler(event: Received[FollowUpRecorded | SurveyAnswered], command: Command) -> None:
    """Open a follow-up case, or hand the case up, where a customer gave a low score or something has to be done."""
    said = event.data
    if isinstance(said, FollowUpRecorded):
        voice = Voice(event.aggregate_id, "followup", said.score, said.needs_action, said.feedback)
        follow_ups.hear(said.case_id, voice, command)
    elif said.case_id is not None and said.survey_id is not None and said.counts and said.kind == "csat":
        follow_ups.hear(said.case_id, Voice(event.aggregate_id, "survey", said.score, False, said.comment), command)
