"""Holding what a customer submits against the guide of its category, before a case is opened."""

from crm.cases.requests import SubmitCase
from crm.cases.settings.guides import FormGuide, FormGuides, matches
from crm.core import settings
from crm.core.errors import InvalidError


class GuidedFieldMissingError(InvalidError):
    """The category's guide demands a member that was not given."""

    code = "guided_field_missing"


class GuidedFieldInvalidError(InvalidError):
    """A member does not have the form that the category's guide gives it."""

    code = "guided_field_invalid"


def guide_for(category: str) -> FormGuide | None:
    """Return the guide of a category, None where nothing beyond the usual is asked."""
    return settings.current(FormGuides).value.for_category(category)


def require_guided(body: SubmitCase) -> None:
    """Raise where a member that the guide asks for is missing or of another form (R-213)."""
    guide = guide_for(body.category)
    for field in () if guide is None else guide.fields:
        given = getattr(body, field.member)
        if given is None:
            if field.required:
                raise GuidedFieldMissingError(field.member)
        elif field.pattern is not None and not matches(field.pattern, given):
            raise GuidedFieldInvalidError(field.member, example=field.example)
