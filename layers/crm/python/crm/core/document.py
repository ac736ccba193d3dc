"""Answers that are no view: pages, scripts, documents that lie ready."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """A text that an action answers with as it is; `headers` add to the usual ones or replace them."""

    media_type: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
