"""Who is told what of an article: messages as a pure function of what happened."""

from crm.core.events import Event
from crm.core.messages import MessageRequested
from crm.knowledge import events as ev
from crm.knowledge.article import Article


def notices(event: Event, article: Article) -> list[MessageRequested]:
    """Return the messages that an event calls for: all go to who looks after the article."""
    if isinstance(event, ev.ArticleExpired):
        facts = {"title": article.title, "review_by": event.review_by.isoformat()}
        return [_message(event.manager_id, "article_expired", article, facts)]
    if isinstance(event, ev.ArticleFeedbackGiven) and event.manager_id is not None and event.feedback != "helpful":
        facts = {"title": article.title, "feedback": event.feedback, "comment": event.comment or "", "by": event.by}
        return [_message(event.manager_id, "article_feedback", article, facts)]
    return []


def _message(to: str, template: str, article: Article, facts: dict[str, str]) -> MessageRequested:
    return MessageRequested(to=to, template=template, subject_id=article.id, facts={"article_id": article.id, **facts})
