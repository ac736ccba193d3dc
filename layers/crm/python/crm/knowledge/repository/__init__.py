"""Articles, their published versions and the index of what is in use, in DynamoDB."""

from typing import Any

from crm.core import dynamodb, packing
from crm.core.errors import NotFoundError
from crm.core.repository import Repository
from crm.core.timers import seconds
from crm.core.transaction import RaceLostError, Transaction
from crm.knowledge.models import Article, Published
from crm.knowledge.repository.items import ArticleItem, PublishedItem
from crm.knowledge.vocabulary import Status


def _project(article: Article) -> dict[str, Any]:
    rank = f"{seconds(article.updated_at):010d}#{article.id}"
    return {"status_key": article.status, "status_rank": rank}


articles = Repository("article", ArticleItem, Article, project=_project)


def put_published(transaction: Transaction, article_id: str, published: Published) -> None:
    """Keep a version for ever; lose the race where there is one of that number."""
    item = PublishedItem(pk=article_id, sk=_sk(published.number))
    item.content = packing.pack(published.model_dump_json())
    transaction.put(item, when=PublishedItem.pk.does_not_exist(), otherwise=RaceLostError())


def published(article_id: str, number: int) -> Published:
    """Return a version that was published; raise `NotFoundError` where there is none. One request."""
    item = PublishedItem.find(article_id, _sk(number))
    if item is None:
        raise NotFoundError("article_version", f"{article_id}@{number}")
    return _load(item)


def published_many(wanted: dict[str, int]) -> dict[str, Published]:
    """Return versions by article, 100 at most. One request."""
    if not wanted:
        return {}
    found = dynamodb.get_many(PublishedItem, [(article_id, _sk(number)) for article_id, number in wanted.items()])
    return {each.pk: _load(each) for each in found}


def in_status(status: Status, limit: int, after: dynamodb.Key | None) -> tuple[list[Article], dynamodb.Key | None]:
    """Return the articles in a status, the one changed last first. One request."""
    items, end = dynamodb.query(ArticleItem, status, index="by_status", limit=limit, after=after, forward=False)
    return [articles.load(each) for each in items], end


def _load(item: PublishedItem) -> Published:
    return Published.model_validate(packing.unpack(item.content))


def _sk(number: int) -> str:
    return f"PUBLISHED#{number:06d}"
