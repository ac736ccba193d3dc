"""What came in, the same whichever provider brought it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from crm.core.instants import Instant

Vendor = Literal["wecom", "feishu", "dingtalk", "slack"]
Skipped = Literal["not_a_message", "no_text", "not_new", "from_a_bot"]
"""Why a webhook that was taken has no message: another event, no text in it, an edit, or a program's words."""

TEXT_LIMIT = 4000
"""Characters of a message that are read; what comes after them is left out."""


class Mention(BaseModel):
    """Somebody whom the provider says is mentioned: who, and where in the text, in characters, `@` included.

    Where both are 0, the provider has named the person beside the text only.
    """

    model_config = ConfigDict(frozen=True)

    im_user_id: str
    name: str | None = None
    bot: bool = False
    start: int = 0
    end: int = 0


class InboundMessage(BaseModel):
    """A message that somebody wrote. All of it is the provider's word; who that is to us is found out elsewhere."""

    model_config = ConfigDict(frozen=True)

    vendor: Vendor
    tenant_id: str
    """The company at the provider (corporation, tenant, team), empty where it does not say."""
    id: str
    """The provider's id of the message: the same in every delivery of it."""
    event_id: str | None = None
    """The provider's id of the delivery's event; several events may bring the same message."""
    sender_id: str
    sender_name: str | None = None
    chat_id: str
    """The conversation; empty where somebody wrote to the application itself."""
    group: bool
    thread_id: str | None = None
    text: str
    """What was written, mentions shown as `@name`, line ends and all; in Unicode's composed form (NFC)."""
    mentions: tuple[Mention, ...] = ()
    sent_at: Instant
    reply_url: str | None = None
    """Where the provider takes answers to this very message; a host of its own, checked."""
    reply_until_at: Instant | None = None
    link: str | None = None
    """Opens the conversation in the provider's app, where it has such links."""

    @property
    def key(self) -> str:
        """What makes a second delivery the same message, over all providers and companies."""
        return f"{self.vendor}:{self.tenant_id}:{self.id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider is to be told at once, with status 200."""

    body: str = ""
    media_type: str = "text/plain; charset=utf-8"


JSON = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A webhook that was verified: the answer, what it said, and the message in it or why there is none."""

    answer: Answer
    content: str
    """The text that was signed or sealed."""
    payload: Mapping[str, Any] = field(default_factory=dict)
    """Its members; of a form with a `payload`, that member read as well."""
    message: InboundMessage | None = None
    skipped: Skipped | None = None
