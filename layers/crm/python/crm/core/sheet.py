"""What a page shows: the name of a template and the facts for it; how it is laid out is not decided here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be rendered: `template` lies in `crm/<domain>/pages/`, its texts in the domain's locales."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    form_targets: tuple[str, ...] = ()
    """Origins other than ours that a form of the page is sent to: the bucket that files are uploaded to."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a form was not accepted, in the person's language."""

    title: str
    remedy: str
    members: Mapping[str, str] = field(default_factory=dict)
    """By the name of a form's field, what is wrong with it."""


@dataclass(frozen=True, slots=True)
class SeeOther:
    """Where a form leads once it has been accepted, and the cookies that are set on the way (name → value)."""

    location: str
    cookies: Mapping[str, str] = field(default_factory=dict)
