"""Count which cases cite an article."""

from crm.cases.events import ArticleAttached, CaseReplied, CaseResolved
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.knowledge import grants, judging

Citing = CaseReplied | ArticleAttached | CaseResolved


@on_event(CaseReplied, ArticleAttached, CaseResolved, uses=[grants.JUDGE])
def handler(event: Received[Citing], command: Command) -> None:
    """Count that a case cites an article: in a reply, as a reference, or as what solved it."""
    data, case_id = event.data, event.aggregate_id
    if isinstance(data, CaseResolved):
        if data.article_id is not None:
            judging.cite_as_solution(case_id, data.article_id, event.actor.id, command)
    elif data.citation is not None:
        cited = data.citation
        judging.cite(
            case_id, cited.article_id, cited.published_version, cited.part, cited.wording, event.actor.id, command
        )
