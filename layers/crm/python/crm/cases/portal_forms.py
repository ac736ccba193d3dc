"""What the portal's form asks for: the categories a customer may choose, and the words for urgency."""

from pydantic import BaseModel

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


class PortalForm(BaseModel):
    """The form for a new case; `required` names the members that must be given."""

    categories: list[CategoryChoice]
    urgencies: list[Choice]
    case_types: list[Choice]
    required: list[str]


_URGENCIES: tuple[Urgency, ...] = ("critical", "high", "medium", "low")
_CASE_TYPES: tuple[CaseType, ...] = ("question", "incident", "request", "complaint")


def form(locale: Locale) -> PortalForm:
    """Return the form in a language."""
    tree = settings.current(Categories).value.categories
    return PortalForm(
        categories=[_choice(node, "", locale) for node in tree if node.portal],
        urgencies=[_word("urgency", word, locale) for word in _URGENCIES],
        case_types=[_word("case_type", word, locale) for word in _CASE_TYPES],
        required=["title", "category", "urgency"],
    )


def _choice(node: Category, above: str, locale: Locale) -> CategoryChoice:
    path = f"{above}/{node.id}" if above else node.id
    children = [_choice(child, path, locale) for child in node.children if child.portal]
    return CategoryChoice(value=path, label=node.label[locale], children=children)


def _word(kind: str, word: str, locale: Locale) -> Choice:
    return Choice(value=word, label=i18n.text("cases", f"words.{kind}.{word}", locale))
