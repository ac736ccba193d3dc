"""A message as it was heard: where it was said, by whom, and whether they may ask for anything."""

from dataclasses import dataclass

from crm.core.access import ADMIN, AGENT, KNOWLEDGE_MANAGER, QA_SUPERVISOR, SUPERVISOR, Role
from crm.core.i18n import DEFAULT, Locale
from crm.directory import repository as directory
from crm.directory.models import User
from crm.im import identity, repository
from crm.im import thread as threads
from crm.im.inbound import InboundMessage
from crm.im.instruction import Arrived, Refusal
from crm.im.outbound.request import Origin
from crm.im.thread import Thread

MAY_WORK_ON_CUSTOMERS: frozenset[Role] = frozenset({AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN})
"""Who may ask for something about a customer and be asked for it: those who may give and get tasks."""

_AT = frozenset("@＠")
_TO_THE_BOT = frozenset({"wecom", "dingtalk"})
"""The providers that bring a group's message only where it mentions the bot."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, where it was said, and who said it."""

    arrived: Arrived
    thread_id: str
    thread: Thread | None
    writer: User | None
    against: Refusal | None

    @property
    def message(self) -> InboundMessage:
        """The message."""
        return self.arrived.message

    @property
    def addressed(self) -> bool:
        """Whether the bot was spoken to."""
        message = self.message
        return not message.group or message.vendor in _TO_THE_BOT or any(each.bot for each in message.mentions)

    @property
    def mentions_somebody(self) -> bool:
        """Whether there may be a mention in it."""
        return bool(self.message.mentions) or not _AT.isdisjoint(self.message.text)

    @property
    def locale(self) -> Locale:
        """The language of whoever wrote."""
        return self.writer.locale if self.writer else DEFAULT

    def here(self) -> Thread:
        """Return the thread with this message as the one that is answered, in its writer's words and zone."""
        spoken = {"locale": self.writer.locale, "zone": self.writer.zone} if self.writer else {}
        origin = Origin.of(self.message)
        return Thread(id=self.thread_id, connection_id=self.arrived.connection_id, origin=origin, **spoken)


def heard(arrived: Arrived) -> Heard:
    """Find out who wrote a message, and where."""
    message = arrived.message
    known = repository.identities.find(identity.id_of(arrived.connection_id, message.sender_id))
    writer = directory.find_user(known.user_id) if known and known.user_id else None
    thread_id = threads.id_of(arrived.connection_id, message)
    return Heard(arrived, thread_id, repository.threads.find(thread_id), writer, _against(writer))


def _against(writer: User | None) -> Refusal | None:
    if writer is None:
        return "not_linked"
    if not writer.active:
        return "user_inactive"
    return None if MAY_WORK_ON_CUSTOMERS.intersection(writer.roles) else "no_right_to_account"
