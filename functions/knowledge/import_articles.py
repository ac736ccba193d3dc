"""Take over articles from elsewhere."""

from crm.core.command import Command
from crm.core.endpoint import endpoint
from crm.core.errors import AlreadyExistsError
from crm.knowledge import grants, importing
from crm.knowledge.desk import MANAGERS
from crm.knowledge.requests import ImportArticles
from crm.knowledge.views import ImportResult


@endpoint("POST /articles/import", access=MANAGERS, uses=[grants.IMPORT], errors=[AlreadyExistsError])
def handler(body: ImportArticles, command: Command) -> ImportResult:
    """Take over up to twenty articles, each judged by itself: new, duplicate or invalid.

    A dry run, which it is unless you say otherwise, writes none of them.
    """
    return importing.take_over(body, command)
