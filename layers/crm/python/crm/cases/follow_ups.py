"""What becomes of a customer who is not content: a follow-up case, or an escalation (R-136)."""

from typing import Literal, NamedTuple

from crm.cases import intake, relations, repository, texts
from crm.cases.case import Case
from crm.cases.desk import begin
from crm.cases.escalation import hand_up
from crm.cases.events import FollowUpNeeded
from crm.cases.requests import OpenCase
from crm.cases.settings.follow_ups import Answer, FollowUps
from crm.core import i18n, settings
from crm.core.command import Command
from crm.core.settings import Versioned

TITLE_LIMIT = 200


class Voice(NamedTuple):
    """What a customer said: in a call afterwards (`followup`) or in a survey, `record_id` naming which."""

    record_id: str
    origin: Literal["followup", "survey"]
    score: int | None
    complaint: bool
    said: str | None


def answer_to(voice: Voice, policy: FollowUps) -> Answer:
    """Return what the policy makes of it: a complaint counts for more than a score."""
    low = voice.score is not None and voice.score < policy.low_below
    if voice.complaint:
        return policy.on_complaint
    if not low:
        return "nothing"
    return policy.on_low_survey if voice.origin == "survey" else policy.on_low_score


def hear(case_id: str, voice: Voice, command: Command) -> None:
    """Do what the policy makes of what a customer said about a case; the command's key makes it happen once."""
    policy = settings.current(FollowUps)
    answer = answer_to(voice, policy.value)
    if answer == "nothing":
        return
    case = repository.cases.get(case_id)
    if answer == "case" or not case.is_open or not _escalate(case, voice, policy, command):
        _open(case, voice, policy, command)


def _escalate(case: Case, voice: Voice, policy: Versioned[FollowUps], command: Command) -> bool:
    """Hand the case up; say whether there was anybody to hand it to."""
    work = begin(case, command)
    if not hand_up(work, i18n.text("cases", "follow_up.reason", texts.locale_of(case), _facts(case, voice))):
        return False
    work.happened(
        FollowUpNeeded(
            source=voice.record_id,
            score=voice.score,
            complaint=voice.complaint,
            outcome="escalation",
            policy=policy.reference,
        )
    )
    work.commit()
    return True


def _open(case: Case, voice: Voice, policy: Versioned[FollowUps], command: Command) -> None:
    before = begin(case, command)
    title = i18n.text("cases", "follow_up.title", texts.locale_of(case), _facts(case, voice))[:TITLE_LIMIT]
    shared = ("contact_id", "account_id", "channel", "category", "impact", "urgency", "language", "region", "zone")
    asked = OpenCase(
        **case.model_dump(include={*shared, "product", "serial", "order_id", "device_id"}, exclude_none=True),
        title=title,
        description=voice.said or title,
        case_type="complaint" if voice.complaint else case.case_type,
        auto_generated=True,
    )
    work = intake.take_in(asked, command)
    relations.bind(work, "follow_up_of", before)
    before.happened(
        FollowUpNeeded(
            source=voice.record_id,
            score=voice.score,
            complaint=voice.complaint,
            outcome="case",
            policy=policy.reference,
            case_id=work.case.id,
            case_number=work.case.number,
        )
    )
    work.also(before.write)
    work.commit()


def _facts(case: Case, voice: Voice) -> dict[str, object]:
    return {"number": case.number, "title": case.title, "score": "–" if voice.score is None else voice.score}
