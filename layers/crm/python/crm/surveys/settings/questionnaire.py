"""What customers are asked, in both languages. A version never changes: answers keep the one they were given to."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crm.core.access import ADMIN, SUPERVISOR, Role
from crm.core.i18n import LOCALES, Locale
from crm.core.rules import broken
from crm.core.settings import Setting
from crm.surveys.vocabulary import Kind

Line = Annotated[str, Field(min_length=1, max_length=300)]


class Wording(BaseModel):
    """The words of a questionnaire in a language. `lowest` and `highest` say what the ends of the scale mean."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Line
    question: Line
    lowest: Annotated[str, Field(max_length=100)] = ""
    highest: Annotated[str, Field(max_length=100)] = ""
    comment: Line
    thanks: Line


class Questionnaire(Setting):
    """What customers are asked: `PUT /settings/surveys.questionnaire/<name>` makes its next version."""

    kind: ClassVar[str] = "surveys.questionnaire"
    editors: ClassVar[tuple[Role, ...]] = (ADMIN, SUPERVISOR)

    asks: Kind
    anonymous: bool = True
    """Whether customers may answer without being named."""
    texts: dict[Locale, Wording]

    @model_validator(mode="after")
    def _speaks_both_languages(self) -> Self:
        missing = [each for each in LOCALES if each not in self.texts]
        if missing:
            raise broken("surveys", "wording_missing", locales=", ".join(missing))
        return self

    def succeed(self, before: Self) -> None:
        """Refuse another scale under the same name: what was answered before could not be compared with it."""
        if before.asks != self.asks:
            raise broken("surveys", "scale_changed", before=before.asks, after=self.asks)

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """One of each kind."""
        return {
            "csat": cls(asks="csat", texts=_both(_CSAT_ZH, _CSAT_EN)),
            "nps": cls(asks="nps", texts=_both(_NPS_ZH, _NPS_EN)),
            "ces": cls(asks="ces", texts=_both(_CES_ZH, _CES_EN)),
            "text": cls(asks="text", texts=_both(_TEXT_ZH, _TEXT_EN)),
        }


def _both(chinese: Wording, english: Wording) -> dict[Locale, Wording]:
    return {"zh-CN": chinese, "en": english}


_THANKS_ZH, _THANKS_EN = "感谢您的反馈！", "Thank you for telling us."
_COMMENT_ZH, _COMMENT_EN = "还有什么想告诉我们的？（选填）", "Anything else you would like to tell us? (optional)"

_CSAT_ZH = Wording(
    title="满意度调查",
    question="您对这次服务满意吗？",
    lowest="非常不满意",
    highest="非常满意",
    comment=_COMMENT_ZH,
    thanks=_THANKS_ZH,
)
_CSAT_EN = Wording(
    title="How did we do?",
    question="How satisfied are you with the help you got?",
    lowest="Very dissatisfied",
    highest="Very satisfied",
    comment=_COMMENT_EN,
    thanks=_THANKS_EN,
)
_NPS_ZH = Wording(
    title="推荐意愿调查",
    question="您有多大可能把我们推荐给朋友或同事？",
    lowest="完全不可能",
    highest="非常可能",
    comment=_COMMENT_ZH,
    thanks=_THANKS_ZH,
)
_NPS_EN = Wording(
    title="Would you recommend us?",
    question="How likely are you to recommend us to a friend or colleague?",
    lowest="Not at all likely",
    highest="Extremely likely",
    comment=_COMMENT_EN,
    thanks=_THANKS_EN,
)
_CES_ZH = Wording(
    title="省力度调查",
    question="解决这个问题对您来说容易吗？",
    lowest="非常困难",
    highest="非常容易",
    comment=_COMMENT_ZH,
    thanks=_THANKS_ZH,
)
_CES_EN = Wording(
    title="How easy was it?",
    question="How easy was it to get your problem solved?",
    lowest="Very difficult",
    highest="Very easy",
    comment=_COMMENT_EN,
    thanks=_THANKS_EN,
)
_TEXT_ZH = Wording(
    title="意见反馈", question="这次服务给您留下了什么印象？", comment="请写下您的意见", thanks=_THANKS_ZH
)
_TEXT_EN = Wording(
    title="Your opinion", question="What did you think of the help you got?", comment="Your words", thanks=_THANKS_EN
)
