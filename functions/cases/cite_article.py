"""Note that an article belongs to a case."""

from crm.cases import citations, grants
from crm.cases.citations import ArticleNotCitableError
from crm.cases.requests import CiteArticle
from crm.cases.views import CaseView
from crm.cases.visibility import NotYourCaseError
from crm.core.access import AGENT, SUPERVISOR, staff
from crm.core.command import Command
from crm.core.endpoint import endpoint


@endpoint(
    "POST /cases/{case_id}/citations",
    status=201,
    access=staff(AGENT, SUPERVISOR),
    uses=[grants.CHANGE, grants.CITED],
    errors=[ArticleNotCitableError, NotYourCaseError],
)
def handler(case_id: str, body: CiteArticle, command: Command) -> CaseView:
    """Note that an article belongs to a case, without writing to the customer; it counts as a citation."""
    return citations.attach(case_id, body, command)
