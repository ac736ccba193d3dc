"""Reply templates and macros: what a desk does often, written down once."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from crm.cases.requests import CategoryPath, Id, Reason, Tags, Word
from crm.cases.settings.parts import Labelled, Name, Part
from crm.cases.vocabulary import Impact, Urgency
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.i18n import LOCALES, Locale
from crm.core.rules import broken
from crm.core.settings import Setting

Source = Annotated[str, Field(min_length=1, max_length=10_000)]


def _both(text: dict[Locale, str]) -> dict[Locale, str]:
    if set(text) != set(LOCALES):
        raise broken("core", "both_languages")
    return text


Texts = Annotated[dict[Locale, Source], AfterValidator(_both)]
"""A text in Jinja, in each language."""
TemplateName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")]


class _ForSome(Setting):
    editors: ClassVar = (ADMIN, SUPERVISOR)

    label: Labelled
    team_ids: Annotated[tuple[Name, ...], Field(max_length=50)] = ()
    queue_ids: Annotated[tuple[Name, ...], Field(max_length=50)] = ()

    def is_for(self, team_id: str | None, queue_id: str) -> bool:
        """Say whether somebody of a team may use it for a case in a queue; where none is named, all may."""
        return (not self.team_ids or team_id in self.team_ids) and (not self.queue_ids or queue_id in self.queue_ids)


class ReplyTemplate(_ForSome):
    """A reply to customers that is written once: Jinja in both languages (R-150).

    It may show `number`, `title`, `product`, `serial`, `order_id`, `device_id`, `asked`, `solution`, `customer` and
    `agent`; whatever else it shows is asked of who uses it.
    """

    kind: ClassVar[str] = "cases.reply_template"

    body: Texts

    def prepared(self) -> Self:
        """Refuse what Jinja cannot read."""
        from crm.messaging.rendering import fault_in  # noqa: PLC0415 - only this edit needs Jinja

        faults: list[InitErrorDetails] = []
        for locale, source in self.body.items():
            fault = fault_in(source)
            if fault is not None:
                faults.append({"type": fault, "loc": ("body", locale), "input": source})
        if faults:
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Two replies that every desk needs."""
        return {
            "ask_for_details": cls(
                label={"zh-CN": "请客户补充信息", "en": "Ask for details"},
                body={
                    "zh-CN": "{{ customer }}，您好：为了继续处理工单 {{ number }}，请提供：{{ details }}。",
                    "en": "Hello {{ customer }}, to go on with case {{ number }} we need: {{ details }}.",
                },
            ),
            "solved": cls(
                label={"zh-CN": "已解决", "en": "Solved"},
                body={
                    "zh-CN": "问题已解决：{{ how }}。如有其他问题，请随时联系我们。",
                    "en": "The problem is solved: {{ how }}. Please tell us if there is anything else.",
                },
            ),
        }


class ReplyStep(Part):
    """Write to the customer what a template says."""

    do: Literal["reply"]
    template: TemplateName


class NoteStep(Part):
    """Leave an internal note; Jinja like a reply."""

    do: Literal["note"]
    body: Source


class WaitStep(Part):
    """Wait for the customer: for what, and how many hours."""

    do: Literal["wait"]
    asked: Texts
    hours: Annotated[int, Field(ge=1, le=24 * 90)]


class ResumeStep(Part):
    """Go on after waiting or a stop."""

    do: Literal["resume"]


class TagStep(Part):
    """Put tags on and take tags off."""

    do: Literal["tag"]
    add: Tags = ()
    remove: Tags = ()


class ReclassifyStep(Part):
    """Change impact, urgency or category; the priority follows."""

    do: Literal["reclassify"]
    impact: Impact | None = None
    urgency: Urgency | None = None
    category: CategoryPath | None = None
    reason: Reason


class AssignStep(Part):
    """Hand the case to a person, or put it into a queue."""

    do: Literal["assign"]
    assignee_id: Id | None = None
    queue_id: Id | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.assignee_id is None) == (self.queue_id is None):
            raise broken("cases", "person_or_queue")
        return self


class LinkStep(Part):
    """Put an article beside the case."""

    do: Literal["link"]
    article_id: Id


class ResolveStep(Part):
    """Resolve with the solution that a template says, and its cause."""

    do: Literal["resolve"]
    template: TemplateName
    cause_code: Word
    article_id: Id | None = None


Step = Annotated[
    ReplyStep | NoteStep | WaitStep | ResumeStep | TagStep | ReclassifyStep | AssignStep | LinkStep | ResolveStep,
    Field(discriminator="do"),
]


class Macro(_ForSome):
    """Several changes of a case that are made together or not at all (R-150)."""

    kind: ClassVar[str] = "cases.macro"

    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=10)]

    def references(self) -> set[tuple[str, str]]:
        """Every template named must exist."""
        return {(ReplyTemplate.kind, each.template) for each in self.steps if isinstance(each, ReplyStep | ResolveStep)}

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Asking the customer and waiting for them, in one."""
        asked: dict[Locale, str] = {"zh-CN": "{{ details }}", "en": "{{ details }}"}
        return {
            "ask_and_wait": cls(
                label={"zh-CN": "请客户补充信息并等待", "en": "Ask for details and wait"},
                steps=(
                    ReplyStep(do="reply", template="ask_for_details"),
                    WaitStep(do="wait", asked=asked, hours=72),
                ),
            )
        }
