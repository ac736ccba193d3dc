"""When several followers are a conflict, how often they are told, and who decides."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from crm.conflicts.vocabulary import Priority, SuggestionKind, Who
from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.rules import broken
from crm.core.settings import Setting
from crm.directory.settings.calendar import ZoneName

HOUR = 3600
DAY = 24 * HOUR

Deciders = Annotated[tuple[Who, ...], Field(min_length=1, max_length=3)]


class ConflictPolicy(Setting):
    """When several followers of an account are a conflict, how often they are told, and who decides."""

    kind: ClassVar[str] = "conflicts.policy"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    threshold: Annotated[int, Field(ge=1, le=50)] = 2
    """So many different people may follow an account; more of them are a conflict."""
    silence_seconds: Annotated[int, Field(ge=300, le=7 * DAY)] = 4 * HOUR
    """After a notice about an account there is no other for so long; what happens meanwhile waits for the digest."""
    digest_at: time | None = time(17)
    """When a digest goes out once the silence is over, by the clock of `zone`; at its end where this is empty."""
    zone: ZoneName = "Asia/Shanghai"
    suggestions: Annotated[tuple[SuggestionKind, ...], Field(max_length=4)] = (
        *("share", "primary_owner"),
        *("meeting", "workspace"),
    )
    when_fewer: Literal["dissolve", "stay_open"] = "dissolve"
    """What becomes of a conflict that is none any more because somebody is done."""
    may_resolve: Deciders = ("participant", "account_owner", "supervisor")
    may_whitelist: Deciders = ("account_owner", "supervisor")
    review_after_seconds: Annotated[int, Field(ge=HOUR, le=60 * DAY)] | None = 2 * DAY
    """A conflict that nobody has resolved by then is put before who answers for the account, as a task of theirs."""
    review_within_seconds: Annotated[int, Field(ge=HOUR, le=60 * DAY)] = DAY
    review_priority: Priority = "high"
    workspace_members: Annotated[int, Field(ge=2, le=80)] = 50

    @model_validator(mode="after")
    def _digest_by_the_clock_of_the_zone(self) -> Self:
        if self.digest_at is not None and self.digest_at.tzinfo is not None:
            raise broken("conflicts", "digest_with_offset")
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """More than two are a conflict; after a notice there is silence for four hours, and a digest at 17:00."""
        return {"default": cls()}

    @property
    def silence(self) -> timedelta:
        """How long there is no second notice."""
        return timedelta(seconds=self.silence_seconds)
