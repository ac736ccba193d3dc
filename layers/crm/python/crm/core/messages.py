"""A message wished for: what any domain may ask to have sent, inside its own transaction.

Whether, when and through which channels it leaves is decided by the gate in `crm.messaging`, and only the
`deliver_message` function calls a provider.
"""

from typing import Literal

from pydantic import Field, JsonValue

from crm.core.events import Event

MessageClass = Literal["service", "marketing"]
"""`service` messages belong to something the person asked for or works on; `marketing` ones need consent."""

Channel = Literal["in_app", "email", "webhook", "im", "mobile_push"]


Audience = Literal["user", "contact", "endpoint", "thread"]
"""Who gets messages: a colleague, a customer's contact, another system, or all who read a conversation in IM."""


class MessageRequested(Event):
    """Ask that `to`, the id of somebody of the `audience`, be told what `template` says, filled with `facts`.

    `subject_id` is what the message is about (a case, a user …): its timeline shows the delivery.
    `channels` narrows the choice to those named; empty leaves it to the person's preferences.
    `urgent` lets a message through quiet hours; caps and consent hold for it all the same.
    `receipt` names a channel of which whoever wishes wants to hear when it is there, as `MessageDelivered`: most need
    not, and each costs a write.
    """

    to: str
    audience: Audience = "user"
    template: str
    subject_id: str
    facts: dict[str, JsonValue] = Field(default_factory=dict)
    message_class: MessageClass = "service"
    channels: tuple[Channel, ...] = ()
    urgent: bool = False
    receipt: Channel | None = None
