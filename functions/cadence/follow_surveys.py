"""Hear of accounts through what their people say in surveys."""

from crm.cadence import grants, talks
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys.events import SurveyAnswered


@on_event(SurveyAnswered, uses=[grants.HEAR])
def handler(event: Received[SurveyAnswered], command: Command) -> None:
    """Let an account's health follow from how satisfied its people are; what is not counted changes nothing."""
    said = event.data
    if said.account_id is not None and said.counts and said.mood is not None:
        talks.surveyed(said.account_id, said.mood, event.aggregate_id, event.occurred_at, command)
