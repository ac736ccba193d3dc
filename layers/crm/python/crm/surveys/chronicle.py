"""What a customer said, noted in the timeline of their account."""

from crm.core.command import Command
from crm.core.events import Received
from crm.customers.events import AccountActivityNoted
from crm.customers.service import note_on_account
from crm.surveys.events import SurveyAnswered


def note(event: Received[SurveyAnswered], command: Command) -> None:
    """Note an answer on its account; one that is anonymous or not counted belongs to no account's history."""
    answered = event.data
    if answered.account_id is None or not answered.counts:
        return
    said = (answered.case_number, None if answered.score is None else str(answered.score), answered.comment)
    entry = AccountActivityNoted(
        kind=SurveyAnswered.__name__,
        subject_id=answered.case_id or event.aggregate_id,
        title=" ".join(each for each in said if each),
        occurred_at=event.occurred_at,
    )
    note_on_account(answered.account_id, entry, command)
