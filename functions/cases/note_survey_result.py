"""Note on a case how satisfied its customer was."""

from crm.cases import desk, grants
from crm.cases.events import CustomerSurveyed
from crm.cases.repository import cases
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys.events import FollowUpRecorded, SurveyAnswered

Followed = SurveyAnswered | FollowUpRecorded
_BY_LINK = "email"


@on_event(SurveyAnswered, FollowUpRecorded, uses=[grants.CHANGE_BY_ID])
def handler(event: Received[Followed], command: Command) -> None:
    """Note in a case's timeline what its customer said, in a survey or to a colleague; the anonymous has no case."""
    said = event.data
    if said.case_id is None or (isinstance(said, SurveyAnswered) and said.channel != _BY_LINK):
        return  # a colleague's answer comes as the follow-up it was given in
    work = desk.begin(cases.get(said.case_id), command)
    work.happened(_noted(event.aggregate_id, said))
    work.commit()


def _noted(subject_id: str, said: Followed) -> CustomerSurveyed:
    if isinstance(said, SurveyAnswered):
        told = said.model_dump(include={"kind", "score", "comment", "channel", "counts"})
        return CustomerSurveyed(answer_id=subject_id, asked_by="survey", **told)
    return CustomerSurveyed(
        answer_id=said.answer_id or subject_id,
        asked_by="follow_up",
        kind="csat",
        score=said.score,
        comment=said.feedback,
        channel=said.channel,
        needs_action=said.needs_action,
    )
