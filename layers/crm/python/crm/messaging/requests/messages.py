"""What may be asked of messages."""

from typing import Annotated, Literal

from pydantic import Field

from crm.core.messages import Channel
from crm.core.payload import Payload


class SettleMessage(Payload):
    """What became of an uncertain message, and how one knows."""

    channel: Channel
    outcome: Literal["was_sent", "send_again"]
    note: Annotated[str, Field(min_length=1, max_length=1000)]
