"""What happens to an article without anybody's asking, when its time comes."""

from crm.core import settings
from crm.core.command import Command
from crm.knowledge import judging, repository
from crm.knowledge.desk import begin
from crm.knowledge.events import ArticleExpired, ArticleLookedAt
from crm.knowledge.settings.policy import KnowledgePolicy


def on_due(article_id: str, command: Command) -> None:
    """Remind that the article is to be looked through (R-049), or look whether anybody uses it (R-045)."""
    work = begin(repository.articles.get(article_id), command)
    article, now = work.article, work.command.now
    if article.wake_at is None or article.wake_at > now or article.manager_id is None:
        return
    if article.remind_at is not None and article.remind_at <= now and article.review_by is not None:
        work.happened(ArticleExpired(manager_id=article.manager_id, review_by=article.review_by))
    if article.look_at is not None and article.look_at <= now:
        policy = settings.current(KnowledgePolicy).value
        citations = article.reuse_count - article.uses_before
        work.happened(ArticleLookedAt(citations=citations))
        if citations < policy.unpopular_below_citations:
            judging.ask_for_work(work, "unpopular", policy)
    work.commit()
