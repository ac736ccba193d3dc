"""What may be asked of surveys."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Comment = Annotated[str, Field(min_length=1, max_length=2000)]
Score = Annotated[int, Field(ge=0, le=10)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)


class AnswerSurvey(_Request):
    """A score within the questionnaire's scale and, if you like, a few words; for `text` the words alone."""

    score: Score | None = None
    comment: Comment | None = None
    anonymous: bool = Field(default=False, description="Whether to be counted without being named.")


class RecordFollowUp(_Request):
    """What the customer said when asked by phone or in IM."""

    channel: Literal["phone", "im"]
    feedback: Annotated[str, Field(min_length=1, max_length=4000)]
    score: Annotated[int, Field(ge=1, le=5)] | None = Field(
        default=None, description="1–5; counts in CSAT with its channel."
    )
    needs_action: bool = False


class CompleteReview(_Request):
    """What was found out, and what follows from it."""

    cause: Annotated[str, Field(min_length=1, max_length=2000)]
    action: Annotated[str, Field(min_length=1, max_length=2000)] | None = None
