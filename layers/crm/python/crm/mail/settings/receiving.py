"""Whose mail is taken in, and what is made of it."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crm.core.rules import broken
from crm.core.settings import Setting
from crm.mail.settings.recognition import Domain, OurAddress

Stranger = Literal["take_in", "park"]
Text = Annotated[str, Field(min_length=1, max_length=80)]
CategoryPath = Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+){0,2}$", max_length=130)]
Labels = Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)]


class Purpose(BaseModel):
    """What a case is that a mail opens; members that are left out stay as the policy has them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    category: CategoryPath | None = None
    case_type: Literal["question", "incident", "request", "complaint"] | None = None
    impact: Literal["high", "medium", "low"] | None = None
    urgency: Literal["critical", "high", "medium", "low"] | None = None
    tags: Annotated[tuple[Text, ...], Field(max_length=10)] = ()


class ParseRule(BaseModel):
    """How mail of one form is understood: the first rule that fits is used.

    It fits where each of its conditions that is given does: one of the words stands in the subject, the sender is of
    one of the domains, the mail was sent to one of the addresses. `fields` names the labels by which a line of the
    text (`序列号：X2-0042`) gives a member of the case.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,39}$")]
    subject_words: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    sender_domains: Annotated[tuple[Domain, ...], Field(max_length=50)] = ()
    recipients: Annotated[tuple[OurAddress, ...], Field(max_length=50)] = ()
    purpose: Purpose = Purpose()
    fields: dict[Literal["product", "product_version", "serial", "order_id", "device_id"], Labels] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _fits_something(self) -> Self:
        if not (self.subject_words or self.sender_domains or self.recipients):
            raise broken("mail", "rule_without_condition")
        return self


class Receiving(Setting):
    """Whose mail is taken in, what kind of case it opens, and how mail of a certain form is read."""

    kind: ClassVar[str] = "mail.receiving"

    allowed_domains: Annotated[tuple[Domain, ...], Field(max_length=500)] = ()
    """The white list: where it names any, mail from elsewhere is parked."""
    blocked_domains: Annotated[tuple[Domain, ...], Field(max_length=500)] = ()
    blocked_addresses: Annotated[tuple[OurAddress, ...], Field(max_length=500)] = ()
    strangers: Stranger = "take_in"
    """Whether somebody who is no contact yet becomes one by writing."""
    foreigners: Stranger = "park"
    """What becomes of mail about a case from somebody whose case it is not: taken in, it opens a case of their own."""
    unproven: Stranger = "park"
    """What becomes of mail whose sender the sending domain disowns (DMARC)."""
    spam: Stranger = "park"
    purpose: Purpose = Purpose(category="other", case_type="question", impact="low", urgency="medium")
    parse_rules: Annotated[tuple[ParseRule, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _each_rule_once(self) -> Self:
        names = [each.id for each in self.parse_rules]
        if len(names) != len(set(names)):
            raise broken("mail", "rule_twice")
        lacking = self.purpose.model_dump(include={"category", "case_type", "impact", "urgency"}).values()
        if None in lacking:
            raise broken("mail", "purpose_incomplete")
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Everybody may write; what is doubtful waits for a person."""
        return {"default": cls()}
