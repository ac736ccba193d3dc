"""Articles in DynamoDB. Beside them: published versions, the cases that cite them, and the index of words."""

from typing import Any

from crm.core import dynamodb, paging
from crm.core.repository import Repository
from crm.core.text import folded
from crm.core.timers import seconds, shard_of
from crm.knowledge.article import Article
from crm.knowledge.repository.items import COLUMNS, ArticleItem, CitingItem
from crm.knowledge.vocabulary import Status

CITING_AT_MOST = 50
"""So many articles one case is taken to cite."""


def _project(article: Article) -> dict[str, Any]:
    wake_at = seconds(article.wake_at)
    return {
        "status_shard": article.status,
        "changed_rank": f"{seconds(article.updated_at):010d}#{article.id}",
        "next_due_at": wake_at,
        "due_shard": None if wake_at is None else shard_of(article.id),
    }


def claim_of(language: str, title: str) -> tuple[str, str]:
    """Return what no two articles in use or in the making have in common: language and title."""
    return "title", f"{language}:{folded(title)}"


articles = Repository(
    "article",
    ArticleItem,
    Article,
    columns=COLUMNS,
    project=_project,
    claims=lambda article: [] if article.status == "archived" else [claim_of(article.language, article.title)],
)


def listed(status: Status, limit: int, cursor: str | None) -> tuple[list[ArticleItem], str | None]:
    """Return a page of the articles of a status, those changed last first, and the cursor to go on. One request."""
    listing = f"articles:{status}"
    rows, last = dynamodb.query(
        ArticleItem, status, index="by_status", limit=limit, after=paging.unseal(listing, cursor), forward=False
    )
    return rows, None if last is None else paging.seal(listing, last)


def citing_pk(case_id: str) -> str:
    """Return the partition of what a case cites."""
    return f"CITING#{case_id}"


def cited_in(case_id: str) -> list[CitingItem]:
    """Return what a case cites. One request."""
    return dynamodb.query(CitingItem, citing_pk(case_id), limit=CITING_AT_MOST)[0]
