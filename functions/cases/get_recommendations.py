"""Recommend articles for a case."""

from crm.cases import grants, recommending
from crm.cases.recommending import Recommendations
from crm.core.access import AGENT, QA_SUPERVISOR, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.page_parameters import Limit


@endpoint(
    "GET /cases/{case_id}/recommendations",
    access=staff(AGENT, SUPERVISOR, QA_SUPERVISOR),
    uses=[grants.RECOMMEND],
)
def handler(case_id: str, command: Command, limit: Limit = 5) -> Recommendations:
    """Recommend the articles that fit a case best: by its tags, its category and what the customer wrote.

    Each says how well it fits and why, whether it is out of date, and how it has served before.
    """
    return recommending.recommend(case_id, command, limit)
