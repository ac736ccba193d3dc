"""What the portal's form asks for: the categories a customer may choose, and the words for urgency."""

from pydantic import BaseModel

from crm.cases.guiding import guide_for
from crm.cases.settings.guides import GuidedMember
from crm.cases.settings.intake import Categories, Category
from crm.cases.vocabulary import CaseType, Urgency
from crm.core import i18n, settings
from crm.core.i18n import Locale


class Choice(BaseModel):
    """Something to choose, in the customer's language."""

    value: str
    label: str


class CategoryChoice(Choice):
    """A category; its value is the whole path."""

    children: list["CategoryChoice"]


class GuidedField(BaseModel):
    """A member that the category's guide asks for."""

    member: GuidedMember
    label: str
    hint: str | None
    required: bool
    pattern: str | None
    example: str | None


class Guide(BaseModel):
    """What a category calls for beyond the usual: fields, and the material to have at hand."""

    category: str
    fields: list[GuidedField]
    material: list[str]


class PortalForm(BaseModel):
    """The form for a new case; `required` names the members that must be given.

    `guide` is that of the category asked about: null without one, and where nothing more is called for.
    """

    categories: list[CategoryChoice]
    urgencies: list[Choice]
    case_types: list[Choice]
    required: list[str]
    guide: Guide | None


_URGENCIES: tuple[Urgency, ...] = ("critical", "high", "medium", "low")
_CASE_TYPES: tuple[CaseType, ...] = ("question", "incident", "request", "complaint")


def form(locale: Locale, category: str | None = None) -> PortalForm:
    """Return the form in a language, with the guide of a category (R-213)."""
    guide = None if category is None else _guide(category, locale)
    needed = [] if guide is None else [each.member for each in guide.fields if each.required]
    tree = settings.current(Categories).value.categories
    return PortalForm(
        categories=[_choice(node, "", locale) for node in tree if node.portal],
        urgencies=[_word("urgency", word, locale) for word in _URGENCIES],
        case_types=[_word("case_type", word, locale) for word in _CASE_TYPES],
        required=["title", "category", "urgency", *needed],
        guide=guide,
    )


def _guide(category: str, locale: Locale) -> Guide | None:
    found = guide_for(category)
    if found is None:
        return None
    fields = [
        GuidedField(
            **each.model_dump(include={"member", "required", "pattern", "example"}),
            label=each.label[locale],
            hint=None if each.hint is None else each.hint[locale],
        )
        for each in found.fields
    ]
    return Guide(category=found.category, fields=fields, material=[each[locale] for each in found.material])


def _choice(node: Category, above: str, locale: Locale) -> CategoryChoice:
    path = f"{above}/{node.id}" if above else node.id
    children = [_choice(child, path, locale) for child in node.children if child.portal]
    return CategoryChoice(value=path, label=node.label[locale], children=children)


def _word(kind: str, word: str, locale: Locale) -> Choice:
    return Choice(value=word, label=i18n.text("cases", f"words.{kind}.{word}", locale))
