"""What happens to articles: their history, their audit trail and what metrics are counted from."""

from datetime import date, datetime
from typing import ClassVar

from crm.core.events import Event
from crm.knowledge.article import Content
from crm.knowledge.vocabulary import FeedbackKind, Part, ScoreCause, WorkReason


class ArticleCreated(Event):
    """An article was begun."""

    content: Content
    category: str
    tags: tuple[str, ...] = ()
    sensitive: bool = False
    review_by: date | None = None
    author_id: str
    score: float


class ArticleEdited(Event):
    """The draft was rewritten; what is published stays as it is."""

    content: Content


class ArticleFiled(Event):
    """What the article is filed under changed: it holds at once, for what is published too."""

    category: str
    tags: tuple[str, ...] = ()
    sensitive: bool = False
    review_by: date | None = None
    remind_at: datetime | None = None


class ArticleSubmitted(Event):
    """The draft waits for review."""


class ArticleReturned(Event):
    """The review sent the draft back."""

    reason: str


class ArticlePublished(Event):
    """The draft became a version that colleagues and customers read, and that never changes."""

    counted: ClassVar[bool] = True

    published_version: int
    content: Content
    manager_id: str
    remind_at: datetime | None = None
    look_at: datetime | None = None


class ArticleArchived(Event):
    """The article is used no more."""

    reason: str


class ArticleExpired(Event):
    """The date by which it was to be looked through has come: its manager is reminded, once."""

    manager_id: str
    review_by: date


class ArticleLookedAt(Event):
    """It was looked at whether the version is used."""

    citations: int


class ArticleCited(Event):
    """A case cites the article."""

    counted: ClassVar[bool] = True

    case_id: str
    published_version: int
    part: Part | None = None
    wording: str
    by: str


class ArticleRated(Event):
    """A customer whose case cites the article said how it was."""

    case_id: str
    rating: int
    wording: str


class ArticleFeedbackGiven(Event):
    """A colleague said how the article served them."""

    feedback: FeedbackKind
    comment: str | None = None
    case_id: str | None = None
    wording: str
    by: str
    manager_id: str | None = None


class ArticleReadInPortal(Event):
    """A customer read the article before opening a case, or instead of it."""

    wording: str
    solved: bool


class ArticleScoreChanged(Event):
    """What was said of the article changed its score."""

    before: float
    after: float
    cause: ScoreCause


class BestPracticeMarked(Event):
    """The article became a best practice."""

    score: float
    reuse_count: int


class BestPracticeUnmarked(Event):
    """The article is no best practice any more."""

    score: float


class ArticleNeedsWork(Event):
    """The article's manager is to mend it: a task, once a reason and version."""

    reason: WorkReason
    title: str
    manager_id: str
    due_at: datetime
