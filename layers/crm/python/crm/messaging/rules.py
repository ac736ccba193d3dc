"""The gate: whether a message may leave on a channel, now, later or not at all. Pure rules of what is known."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from crm.core.messages import Channel
from crm.messaging.models import Message, Preferences, Touches
from crm.messaging.recipients import Consent, Recipient
from crm.messaging.settings.policy import Cap, Policy, QuietHours

Word = Literal["pass", "defer", "suppress"]
Rule = Literal[
    "unknown_recipient",
    "inactive",
    "no_channel",
    "no_address",
    "preference",
    "no_consent",
    "consent_withdrawn",
    "quiet_hours",
    "cap",
]

AUDIENCES: dict[Channel, frozenset[str]] = {
    "in_app": frozenset({"user"}),
    "email": frozenset({"user", "contact"}),
    "webhook": frozenset({"endpoint"}),
    "im": frozenset({"user", "thread"}),
    "mobile_push": frozenset({"user"}),
}
"""Whom a channel can reach at all."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says, by which rule, until when, and the consent that it relies on."""

    word: Word
    rule: Rule | None = None
    until: datetime | None = None
    consent: Consent | None = None


def chosen_channels(offered: tuple[Channel, ...], recipient: Recipient | None) -> tuple[Channel, ...]:
    """Return the channels that a message is to go through, in the order they are offered.

    They are narrowed to what can reach the recipient at all, and to what they would rather be reached on, where
    that leaves any.
    """
    if recipient is None:
        return offered
    possible = tuple(each for each in offered if recipient.kind in AUDIENCES[each])
    preferred = tuple(each for each in possible if each in recipient.preferred_channels)
    return preferred or possible


def judge(
    channel: Channel,
    message: Message,
    recipient: Recipient | None,
    policy: Policy,
    preferences: Preferences | None,
    touches: Touches,
    now: datetime,
) -> Verdict:
    """Ask the gate about one channel: the first rule that stops the message decides."""
    if recipient is None:
        return Verdict("suppress", "unknown_recipient")
    consent = recipient.consent(channel, message.message_class)
    against = _unreachable(channel, recipient) or _unwanted(channel, message, policy, preferences)
    against = against or _objection(message, recipient, consent)
    if against is not None:
        return Verdict("suppress", against, consent=consent)
    until = None if message.urgent else quiet_until(channel, message, recipient, policy, now)
    if until is not None:
        return Verdict("defer", "quiet_hours", until)
    if message.message_class == "marketing" and not has_room(touches, touch(message, channel), policy, now):
        return Verdict("suppress", "cap", consent=consent)
    return Verdict("pass", consent=consent)


def _unreachable(channel: Channel, recipient: Recipient) -> Rule | None:
    if not recipient.active:
        return "inactive"
    if recipient.kind not in AUDIENCES[channel]:
        return "no_channel"
    addresses: dict[Channel, object] = {
        "email": recipient.email,
        "im": recipient.im,
        "mobile_push": recipient.devices,
    }
    return None if addresses.get(channel, True) else "no_address"


def _unwanted(channel: Channel, message: Message, policy: Policy, preferences: Preferences | None) -> Rule | None:
    """Return `preference` where the recipient switched it off; what is urgent or mandatory comes all the same."""
    if preferences is None or message.urgent or policy.mandatory(message.category):
        return None
    return "preference" if preferences.mutes(message.category, channel) else None


def _objection(message: Message, recipient: Recipient, consent: Consent | None) -> Rule | None:
    """Return what the consent stands against: marketing needs one, service may come unless it was withdrawn."""
    if consent is None:
        return "no_consent" if message.message_class == "marketing" and recipient.kind != "endpoint" else None
    return None if consent.status == "granted" else "consent_withdrawn"


def quiet_until(
    channel: Channel, message: Message, recipient: Recipient, policy: Policy, now: datetime
) -> datetime | None:
    """Return when the recipient's quiet hours end, None where it is not quiet now."""
    ends = [
        end
        for hours in policy.quiet_hours
        if hours.audience == recipient.kind
        and message.message_class in hours.message_classes
        and channel in hours.channels
        and (end := end_of_quiet(hours, recipient.zone, now)) is not None
    ]
    return max(ends, default=None)


def end_of_quiet(hours: QuietHours, zone: str, now: datetime) -> datetime | None:
    """Return the instant at which `hours` end by the clocks of `zone`, None where `now` is not among them.

    Where clocks are put forward over the end, it is when they show the next time that exists; where they are put
    back over it, it is the end that comes next.
    """
    there = ZoneInfo(zone)
    local = now.astimezone(there)
    if not hours.cover(local.time()):
        return None
    day = local.date() if local.time() < hours.until else local.date() + timedelta(days=1)
    both = (datetime.combine(day, hours.until, there).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(end for end in both if end > now and not hours.cover(end.astimezone(there).time()))


def touch(message: Message, channel: Channel) -> str:
    """Return the name under which a marketing message counts: sending it again after a failure counts once."""
    return f"{message.id}:{channel}"


def has_room(touches: Touches, name: str, policy: Policy, now: datetime) -> bool:
    """Say whether one more marketing message keeps within the cap."""
    others = recent(touches, policy.marketing_cap, now).keys() - {name}
    return len(others) < policy.marketing_cap.count


def touched(touches: Touches, name: str, policy: Policy, now: datetime) -> Touches:
    """Return the count with one more message, and without those that count no longer."""
    return touches.model_copy(update={"at": {**recent(touches, policy.marketing_cap, now), name: now}})


def recent(touches: Touches, cap: Cap, now: datetime) -> dict[str, datetime]:
    """Return the messages that still count: those in the window that ends now."""
    return {name: at for name, at in touches.at.items() if at > now - cap.window}
