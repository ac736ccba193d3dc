"""Show how the wordings of an article do."""

from crm.core.endpoint import endpoint
from crm.knowledge import grants, reading
from crm.knowledge.desk import READERS
from crm.knowledge.views import WordingList


@endpoint("GET /articles/{article_id}/variants", access=READERS, uses=[grants.FIND])
def handler(article_id: str) -> WordingList:
    """Show how the wordings of an article do side by side: hit, help and deflection rates."""
    return reading.wordings(article_id)
