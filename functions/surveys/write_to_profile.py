"""Write what customers said to the profile of their account."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.surveys import grants, profile
from crm.surveys.events import SurveyAnswered


@on_event(SurveyAnswered, uses=[grants.PROFILE])
def handler(event: Received[SurveyAnswered], command: Command) -> None:
    """Write an answer to its account's profile, tell those responsible, and open a review where it is bad."""
    profile.write(event, command)
