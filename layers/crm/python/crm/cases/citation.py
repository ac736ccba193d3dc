"""What a case quotes of an article, and what of that waits for approval."""

import hashlib
import json
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from crm.knowledge.vocabulary import Part


class Citation(BaseModel):
    """Which version of which article, and what of it."""

    model_config = ConfigDict(frozen=True)

    article_id: str
    published_version: int
    title: str
    part: Part | None
    wording: str
    edited: bool
    """Whether the colleague changed the text of the article."""


class PendingCitation(BaseModel):
    """A reply that quotes a sensitive article: the customer gets it once somebody else approves it (R-051)."""

    model_config = ConfigDict(frozen=True)

    citation_id: str
    citation: Citation
    body: str
    attachment_ids: tuple[str, ...]
    by: str
    content_hash: str
    """What an approval is bound to: another text, version or file has another."""
    proposed_at: datetime


def hash_of(citation: Citation, body: str, attachment_ids: tuple[str, ...]) -> str:
    """Return the hash of all that would reach the customer."""
    content = [citation.model_dump(mode="json"), body, list(attachment_ids)]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
