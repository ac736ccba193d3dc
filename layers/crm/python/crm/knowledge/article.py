"""An article: what is written in it, what of it is published, and how it has proven."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from crm.core.repository import Aggregate
from crm.knowledge.vocabulary import Part, ScoreCause, Status, WorkReason

Title = Annotated[str, Field(min_length=1, max_length=200)]
Paragraph = Annotated[str, Field(min_length=1, max_length=4000)]
Step = Annotated[str, Field(min_length=1, max_length=1000)]
Steps = Annotated[tuple[Step, ...], Field(min_length=1, max_length=40)]
Word = Annotated[str, Field(min_length=1, max_length=80)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{2,64}$")]

KEPT = 20
"""So many changes of its score an article remembers itself; its history has all."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Medium(_Frozen):
    """A picture, film or guide that goes with an article."""

    title: Title
    url: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=1000)]


class Wording(_Frozen):
    """One way of telling customers the same."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,20}$")]
    summary: Paragraph
    steps: Steps


class External(_Frozen):
    """What customers may read: nothing else of an article ever reaches them (R-200)."""

    title: Title
    summary: Paragraph
    steps: Steps
    wordings: Annotated[tuple[Wording, ...], Field(max_length=3)] = ()
    """Other ways of telling it, tried beside the first, which is called `a` (R-199)."""

    def worded(self) -> tuple[Wording, ...]:
        """Return all ways of telling it, the first as `a`."""
        return (Wording(name=FIRST, summary=self.summary, steps=self.steps), *self.wordings)


FIRST = "a"


class Content(_Frozen):
    """What is written in an article. Every part has to be given, if only to say that there is nothing (R-198)."""

    title: Title
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    problem: Paragraph
    scope: Paragraph
    cause: Paragraph
    steps: Steps
    media: Annotated[tuple[Medium, ...], Field(max_length=20)]
    cautions: Annotated[tuple[Step, ...], Field(max_length=20)]
    related_case_ids: Annotated[tuple[Id, ...], Field(max_length=50)]
    external: External


class Usage(BaseModel):
    """How one wording has done."""

    model_config = ConfigDict(frozen=True)

    cited: int = 0
    not_applicable: int = 0
    rated: int = 0
    helped: int = 0
    """Of the rated, so many with four or five."""
    solved: int = 0
    """Customers who read it in the portal and needed no case."""
    asked: int = 0
    """Customers who read it in the portal and opened one all the same."""


class ScorePoint(BaseModel):
    """A change of an article's score."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    before: float
    after: float
    cause: ScoreCause


class Article(Aggregate):
    """An article. Its published versions never change; what it is filed under may, at any time."""

    title: str
    """Of what is published, else of the draft."""
    status: Status = "draft"
    language: str
    category: str
    tags: tuple[str, ...] = ()
    sensitive: bool = False
    review_by: date | None = None
    created_at: datetime
    updated_at: datetime

    author_id: str
    manager_id: str | None = None
    """Who published it last and looks after it."""
    draft: Content
    published: Content | None = None
    published_version: int = 0
    published_at: datetime | None = None
    reason: str | None = None
    """Why it was sent back or archived, the last time."""
    remind_at: datetime | None = None
    look_at: datetime | None = None
    """When it is looked at whether anybody uses it."""

    score: float = 0
    reuse_count: int = 0
    uses_before: int = 0
    """Citations of the versions before this one."""
    ratings: int = 0
    ratings_sum: int = 0
    feedback: dict[str, int] = Field(default_factory=dict)
    wordings: dict[str, Usage] = Field(default_factory=dict)
    history: tuple[ScorePoint, ...] = ()
    best_practice: bool = False
    work_due: tuple[WorkReason, ...] = ()
    """What its manager has been asked to mend in this version: once each."""

    @property
    def live(self) -> bool:
        """Whether it may be recommended and cited: its published version, while a new one is under review too."""
        return self.published is not None and self.status in {"published", "re_review"}

    @property
    def wake_at(self) -> datetime | None:
        """When there is something to do about it without anybody's asking."""
        if not self.live:
            return None
        return min((each for each in (self.remind_at, self.look_at) if each is not None), default=None)

    @property
    def satisfaction(self) -> float | None:
        """The mean answer, from one to five, of customers whose cases cite it; None before the first."""
        return round(self.ratings_sum / self.ratings, 2) if self.ratings else None

    def stale(self, today: date) -> bool:
        """Say whether it should have been looked through by `today`."""
        return self.review_by is not None and self.review_by < today


def told(wording: Wording, part: Part) -> str:
    """Return the text that a part of an article puts into a reply."""
    if part == "summary":
        return wording.summary
    return "\n".join(f"{number}. {step}" for number, step in enumerate(wording.steps, 1))
