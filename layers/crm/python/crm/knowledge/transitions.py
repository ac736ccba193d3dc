"""Which step an article may take from where it is."""

from typing import Literal

from crm.core.errors import ConflictError
from crm.knowledge.vocabulary import Status

Step = Literal["edit", "submit", "return", "publish", "archive", "cite"]


class ArticleWrongStatusError(ConflictError):
    """The article is not where this can be done with it."""

    code = "article_wrong_status"


_FROM: dict[Step, frozenset[Status]] = {
    "edit": frozenset({"draft", "in_review", "published", "re_review"}),
    "submit": frozenset({"draft", "published"}),
    "return": frozenset({"in_review", "re_review"}),
    "publish": frozenset({"draft", "in_review", "published", "re_review"}),
    "archive": frozenset({"draft", "in_review", "published", "re_review"}),
    "cite": frozenset({"published", "re_review"}),
}


def require(step: Step, status: Status) -> None:
    """Raise `ArticleWrongStatusError` where the step cannot be taken."""
    if status not in _FROM[step]:
        raise ArticleWrongStatusError(step=step, status=status, allowed=sorted(_FROM[step]))
