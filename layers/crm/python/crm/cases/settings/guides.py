"""What the portal's form asks for beyond the usual, by category, and what of it is checked before a case is opened."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, TypeAdapter, model_validator
from pydantic_core import SchemaError

from crm.cases.settings.parts import Labelled, Part
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.rules import broken
from crm.core.settings import Setting

GuidedMember = Literal["product", "product_version", "serial", "order_id", "device_id"]
"""The members of a submission that a guide can ask for."""


def matches(pattern: str, text: str) -> bool:
    """Say whether the whole text has the form; by pydantic's own engine, whose time grows with the text and no faster.

    Raises `SchemaError` for what is no pattern.
    """
    checked = TypeAdapter(Annotated[str, Field(pattern=f"^(?:{pattern})$")])
    try:
        checked.validate_python(text)
    except ValueError:
        return False
    return True


class GuideField(Part):
    """A member to ask for: what it is called, where it is found, whether it must be given, and its form."""

    member: GuidedMember
    label: Labelled
    hint: Labelled | None = None
    required: bool = False
    pattern: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    example: Annotated[str, Field(min_length=1, max_length=80)] | None = None
    """One that has the form: shown to who gave another."""

    @model_validator(mode="after")
    def _example_has_the_form(self) -> Self:
        if self.pattern is None:
            return self
        if self.example is None:
            raise broken("cases", "pattern_without_example", member=self.member)
        try:
            if not matches(self.pattern, self.example):
                raise broken("cases", "example_of_another_form", member=self.member)
        except SchemaError:
            raise broken("cases", "not_a_pattern", member=self.member) from None
        return self


class FormGuide(Part):
    """The guide for a category and those below it that have none of their own."""

    category: Annotated[str, Field(pattern=r"^[a-z0-9_-]+(/[a-z0-9_-]+){0,2}$")]
    fields: Annotated[tuple[GuideField, ...], Field(max_length=5)] = ()
    material: Annotated[tuple[Labelled, ...], Field(max_length=10)] = ()
    """What to have at hand, or to upload once the case is open."""


class FormGuides(Setting):
    """What the portal asks for, by category (R-213)."""

    kind: ClassVar[str] = "cases.form_guides"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    guides: Annotated[tuple[FormGuide, ...], Field(max_length=100)]

    @model_validator(mode="after")
    def _one_a_category(self) -> Self:
        categories = [each.category for each in self.guides]
        if len(categories) != len(set(categories)):
            raise broken("cases", "guide_twice")
        return self

    def for_category(self, path: str) -> FormGuide | None:
        """Return the guide of the category, else of the nearest above it that has one."""
        by_category = {each.category: each for each in self.guides}
        parts = path.split("/")
        above = ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((by_category[each] for each in above if each in by_category), None)

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Three guides, as a start: serials of devices for faults, versions for integrations, orders for deliveries."""
        serial = GuideField(
            member="serial",
            label={"zh-CN": "产品序列号", "en": "Serial number"},
            hint={
                "zh-CN": "印在铭牌上，两个字母加八位数字。没有设备可不填。",
                "en": "On the name plate: two letters and eight digits. Leave it empty if there is no device.",
            },
            pattern="[A-Z]{2}[0-9]{8}",
            example="KS20260301",
        )
        version = GuideField(
            member="product_version", label={"zh-CN": "使用的版本", "en": "Version in use"}, example="2.4"
        )
        order = GuideField(member="order_id", label={"zh-CN": "订单号", "en": "Order number"})
        return {
            "default": cls(
                guides=(
                    FormGuide(
                        category="product/fault",
                        fields=(serial,),
                        material=({"zh-CN": "故障现象的照片或截图", "en": "A photo or screenshot of the fault"},),
                    ),
                    FormGuide(
                        category="integration",
                        fields=(version,),
                        material=(
                            {
                                "zh-CN": "请求与返回的日志（请去除密钥）",
                                "en": "Log of request and answer, without keys",
                            },
                        ),
                    ),
                    FormGuide(category="delivery", fields=(order,)),
                )
            )
        }
