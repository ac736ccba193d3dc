"""Taking over articles from elsewhere, a row at a time, each judged before anything is written (R-106)."""

from pydantic import ValidationError

from crm.core import ids
from crm.core.command import Command
from crm.core.transaction import Transaction
from crm.knowledge import repository, writing
from crm.knowledge.requests import CreateArticle, ImportArticles
from crm.knowledge.views import ImportResult, ImportRow
from crm.knowledge.writing import ReviewInThePastError


def take_over(body: ImportArticles, command: Command) -> ImportResult:
    """Judge every row; in earnest, write those that are new, all in one transaction, and publish them if asked."""
    seen = set[str]()
    judged = [_judge(number, row, seen) for number, row in enumerate(body.rows, 1)]
    works = {}
    for position, (verdict, article) in enumerate(judged):
        if article is None:
            continue
        article_id = ids.derived_id("art", command.key or command.correlation_id, verdict.row)
        try:
            work = writing.begun(article_id, article, command)
        except ReviewInThePastError as refusal:
            refused = verdict.model_copy(update={"verdict": "invalid", "errors": [f"review_by: {refusal.code}"]})
            judged[position] = (refused, None)
            continue
        if body.publish:
            writing.put_out(work)
        works[position] = work
        shown = None if body.dry_run else article_id
        judged[position] = (verdict.model_copy(update={"article_id": shown}), article)
    result = ImportResult(dry_run=body.dry_run, rows=[verdict for verdict, _ in judged])
    transaction = Transaction(command)
    if not body.dry_run:
        for work in works.values():
            work.write(transaction)
    transaction.commit(result)
    return result


def _judge(number: int, row: dict[str, object], seen: set[str]) -> tuple[ImportRow, CreateArticle | None]:
    try:
        article = CreateArticle.model_validate(row)
    except ValidationError as refusal:
        errors = [f"{'.'.join(map(str, each['loc']))}: {each['type']}" for each in refusal.errors()]
        return ImportRow(row=number, verdict="invalid", article_id=None, errors=errors), None
    claim = repository.claim_of(article.content.language, article.content.title)
    owner = repository.articles.owner_of(*claim)
    if owner is not None or claim[1] in seen:
        return ImportRow(row=number, verdict="duplicate", article_id=owner, errors=[]), None
    seen.add(claim[1])
    return ImportRow(row=number, verdict="new", article_id=None, errors=[]), article
