"""A thread: where something is asked and answered in IM.

Feishu and Slack have threads in their groups. Elsewhere, and where somebody writes to the bot alone, it is the whole
conversation.
"""

from crm.core.i18n import DEFAULT, Locale
from crm.core.ids import derived_id
from crm.core.repository import Aggregate
from crm.im.inbound import InboundMessage
from crm.im.outbound.request import Origin

_WITH_THREADS = frozenset({"feishu", "slack"})


class Thread(Aggregate):
    """A thread, the message that is answered in it, and how those who read it are spoken to."""

    connection_id: str
    origin: Origin
    locale: Locale = DEFAULT
    zone: str = "Asia/Shanghai"


def id_of(connection_id: str, message: InboundMessage) -> str:
    """Return the id of the thread that a message is part of, or begins."""
    return derived_id("thread", connection_id, message.chat_id or message.sender_id, _root(message))


def _root(message: InboundMessage) -> str:
    if message.vendor not in _WITH_THREADS or not message.group:
        return ""
    return message.thread_id or message.id.rpartition(":")[2]
