"""When customers are asked, how often, what is not counted, and what a bad score sets off."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.rules import broken
from crm.core.settings import Setting
from crm.surveys.vocabulary import Priority, Trigger

HOUR = 3600
DAY = 24 * HOUR

Tag = Annotated[str, Field(min_length=1, max_length=60)]


class SurveyPolicy(Setting):
    """When customers are asked how it was, how often, what is not counted, and what a bad score sets off."""

    kind: ClassVar[str] = "surveys.policy"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    enabled: bool = True
    trigger: Trigger = "resolved"
    """What a case must become for its customer to be asked."""
    delay_seconds: Annotated[int, Field(ge=0, le=30 * DAY)] = 30 * 60
    """How long after that; reopened meanwhile, the case is not asked about."""
    questionnaire: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")] = "csat"
    channels: Annotated[tuple[Literal["email"], ...], Field(min_length=1)] = ("email",)
    quiet_window_seconds: Annotated[int, Field(ge=0, le=366 * DAY)] = 7 * DAY
    """For so long after an invitation the same contact gets no other, whatever else is solved for them."""
    remind_after_seconds: Annotated[int, Field(ge=HOUR, le=90 * DAY)] | None = 3 * DAY
    """When to remind, once, who has not answered; never where this is empty."""
    expires_after_seconds: Annotated[int, Field(ge=HOUR, le=180 * DAY)] = 14 * DAY
    exclude_tags: Annotated[tuple[Tag, ...], Field(max_length=50)] = ("spam", "suspected_malicious", "merged")
    exclude_channels: Annotated[tuple[Tag, ...], Field(max_length=20)] = ()
    """The channels by which a case came that nobody is asked about."""
    ask_after_machine: bool = False
    """Whether to ask about cases that the system itself solved or closed."""
    low_below: Annotated[int, Field(ge=1, le=10)] = 3
    """A score below it on the scale of CSAT (1–5) is reviewed; other scales are compared by their share of the way."""
    review_within_seconds: Annotated[int, Field(ge=HOUR, le=60 * DAY)] = 24 * HOUR
    review_priority: Priority = "high"
    too_fast_seconds: Annotated[int, Field(ge=0, le=600)] = 5
    """An answer that comes so soon after the invitation was sent is a machine's."""
    burst_answers: Annotated[int, Field(ge=1, le=1000)] = 5
    burst_seconds: Annotated[int, Field(ge=60, le=DAY)] = 10 * 60
    """More answers than that from one address in such a time are stuffing: those beyond are not counted."""
    trend_answers: Annotated[int, Field(ge=1, le=20)] = 5
    trend_points: Annotated[int, Field(ge=1, le=100)] = 5
    """The trend holds the last answers against as many before them, on a scale of 100; less apart is flat."""

    @model_validator(mode="after")
    def _reminds_before_it_expires(self) -> Self:
        if self.remind_after_seconds is not None and self.remind_after_seconds >= self.expires_after_seconds:
            raise broken("surveys", "reminder_after_expiry")
        return self

    def references(self) -> set[tuple[str, str]]:
        """The questionnaire must exist."""
        return {("surveys.questionnaire", self.questionnaire)}

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """As the fields say."""
        return {"default": cls()}
