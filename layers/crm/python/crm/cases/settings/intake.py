"""What a case can be about, how urgent that makes it, which tags its words call for, and how it ends."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from crm.cases.settings.parts import Labelled, Name, Part, Slug
from crm.cases.vocabulary import Impact, Priority, Urgency
from crm.core.access import ADMIN, SUPERVISOR
from crm.core.rules import broken
from crm.core.settings import Setting


class Category(Part):
    """A node of the tree of issue types, at most three levels deep."""

    id: Slug
    label: Labelled
    portal: bool = True
    children: tuple["Category", ...] = ()


class Categories(Setting):
    """What a case can be about: category, subcategory, item (R-103, R-171)."""

    kind: ClassVar[str] = "cases.categories"

    categories: Annotated[tuple[Category, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _three_levels(self) -> Self:
        paths = self.paths()
        if any(len(path) > 3 for path in paths):  # noqa: PLR2004 - the three levels of R-188
            raise broken("cases", "tree_too_deep")
        if len(paths) != len(set(paths)):
            raise broken("cases", "category_twice")
        return self

    def paths(self) -> list[tuple[str, ...]]:
        """Return the path of every node, parents before children."""

        def walk(nodes: tuple[Category, ...], above: tuple[str, ...]) -> list[tuple[str, ...]]:
            found = []
            for node in nodes:
                path = (*above, node.id)
                found += [path, *walk(node.children, path)]
            return found

        return walk(self.categories, ())

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Six top categories, as a start."""

        def node(id_: str, zh: str, en: str, *children: Category) -> Category:
            return Category(id=id_, label={"zh-CN": zh, "en": en}, children=children)

        integration = node(
            "integration",
            "集成",
            "Integration",
            node(
                "api",
                "API 接口",
                "API",
                node("signature", "签名", "Signature"),
                node("limits", "限流", "Limits"),
            ),
            node("webhook", "回调", "Webhook"),
        )
        return {
            "default": cls(
                categories=(
                    node(
                        "product",
                        "产品",
                        "Product",
                        node("fault", "故障", "Fault"),
                        node("usage", "使用", "Usage"),
                    ),
                    integration,
                    node("account", "账号", "Account", node("access", "登录与权限", "Access")),
                    node("billing", "账单", "Billing", node("invoice", "发票", "Invoice")),
                    node("delivery", "交付", "Delivery", node("logistics", "物流", "Logistics")),
                    node("other", "其他", "Other"),
                )
            )
        }


class CauseCode(Part):
    """Why a case came about, chosen when it is resolved."""

    id: Slug
    label: Labelled


class CauseCodes(Setting):
    """The cause codes of resolved cases (R-176)."""

    kind: ClassVar[str] = "cases.cause_codes"

    codes: Annotated[tuple[CauseCode, ...], Field(min_length=1, max_length=200)]

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Five causes, as a start."""
        pairs = (
            ("defect", "产品缺陷", "Defect"),
            ("configuration", "配置错误", "Configuration"),
            ("usage", "使用问题", "Usage"),
            ("third_party", "第三方", "Third party"),
            ("other", "其他", "Other"),
        )
        return {"default": cls(codes=tuple(CauseCode(id=i, label={"zh-CN": z, "en": e}) for i, z, e in pairs))}


class PriorityMatrix(Setting):
    """Priority from impact and urgency (R-172); nobody sets a priority directly (R-189)."""

    kind: ClassVar[str] = "cases.priority_matrix"

    matrix: dict[Impact, dict[Urgency, Priority]]
    portal_impact: Impact = "medium"
    """What a customer cannot judge: the impact a portal submission starts with."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if any(len(self.matrix.get(impact, {})) != 4 for impact in ("high", "medium", "low")):  # noqa: PLR2004
            raise broken("cases", "matrix_incomplete")
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """The usual matrix."""
        return {
            "default": cls(
                matrix={
                    "high": {"critical": "P1", "high": "P1", "medium": "P2", "low": "P3"},
                    "medium": {"critical": "P1", "high": "P2", "medium": "P3", "low": "P4"},
                    "low": {"critical": "P2", "high": "P3", "medium": "P4", "low": "P4"},
                }
            )
        }


class TagRule(Part):
    """A tag that a case gets when its text holds any of the phrases, and the skill the tag calls for."""

    tag: Name
    phrases: Annotated[tuple[Name, ...], Field(min_length=1, max_length=50)]
    skill: Name | None = None


class TagRules(Setting):
    """How tags are recognised from what the customer wrote (R-015)."""

    kind: ClassVar[str] = "cases.tag_rules"
    editors: ClassVar = (ADMIN, SUPERVISOR)

    rules: Annotated[tuple[TagRule, ...], Field(max_length=500)]

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Two tags, as a start."""
        api = TagRule(tag="API 集成", phrases=("API 集成", "接口对接", "API integration"), skill="API 集成")
        invoice = TagRule(tag="发票", phrases=("发票", "invoice"))
        return {"default": cls(rules=(api, invoice))}
