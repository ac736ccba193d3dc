"""Who writes articles, and who decides about them."""

from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Caller, staff
from crm.core.errors import ConflictError

PEOPLE = staff(AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN)
MANAGERS = staff(KNOWLEDGE_MANAGER)
"""Only they publish and archive (R-010)."""


class ArticleInUseError(ConflictError):
    """The article is in use, and the caller is no knowledge manager."""

    code = "article_in_use"


def require_writer(caller: Caller, *, in_use: bool) -> None:
    """Raise `ArticleInUseError` where only a knowledge manager may change the article."""
    if in_use and not caller.has(KNOWLEDGE_MANAGER):
        raise ArticleInUseError
