"""How articles are scored, when they are best practices, and when they are to be mended."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field

from crm.core.access import ADMIN, KNOWLEDGE_MANAGER, Role
from crm.core.settings import Setting
from crm.knowledge.vocabulary import FeedbackKind

Step = Annotated[float, Field(ge=-50, le=50)]


_BY_FEEDBACK: dict[FeedbackKind, float] = {"helpful": 2, "not_applicable": -5, "outdated": -8, "improve": -1}


class KnowledgePolicy(Setting):
    """How articles are scored (0 to 100), when they are best practices, and when they are to be mended."""

    kind: ClassVar[str] = "knowledge.policy"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, KNOWLEDGE_MANAGER)

    first_score: Annotated[float, Field(ge=0, le=100)] = 60
    by_rating: Annotated[tuple[Step, ...], Field(min_length=5, max_length=5)] = (-10, -6, -2, 2, 5)
    """What an answer of one to five adds to the score of an article that the case cites."""
    by_feedback: dict[FeedbackKind, Step] = Field(default_factory=lambda: dict(_BY_FEEDBACK))
    best_from_citations: Annotated[int, Field(ge=1)] = 5
    best_from_score: Annotated[float, Field(ge=0, le=100)] = 75
    review_below_score: Annotated[float, Field(ge=0, le=100)] = 40
    """A lower score makes a task to look the article through again."""
    outdated_from: Annotated[int, Field(ge=1)] = 2
    """So many colleagues who call it outdated make a task."""
    unpopular_after_days: Annotated[int, Field(ge=1, le=730)] = 90
    unpopular_below_citations: Annotated[int, Field(ge=0)] = 1
    """Fewer citations of a version by then make a task."""
    work_within_days: Annotated[int, Field(ge=1, le=90)] = 7
    review_after_days: Annotated[int, Field(ge=1, le=1460)] = 365
    """By when an article is to be looked through, where nobody says."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Sixty to begin with; five of five adds five."""
        return {"default": cls()}
