"""Keep the index of articles in step with them."""

from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.knowledge import grants, indexing
from crm.knowledge.events import ArticleArchived, ArticleFiled, ArticlePublished


@on_event(ArticlePublished, ArticleFiled, ArticleArchived, uses=[grants.INDEX], timeout_seconds=60)
def handler(event: Received[ArticlePublished | ArticleFiled | ArticleArchived], command: Command) -> None:
    """Let an article be found by what it says now, or no more."""
    indexing.refresh(event.aggregate_id, command)
