"""The gate."""

from datetime import timedelta
from typing import Any

import pytest

from crm.messaging.models import Message, Preferences, Touches
from crm.messaging.recipients import Consent, Recipient
from crm.messaging.rules import Verdict, chosen_channels, judge
from tests.unit.messaging.conftest import NOW, POLICY, a_contact, a_message, a_user, said

NIGHT = NOW + timedelta(hours=12)
"""Monday 22:00 in Shanghai."""


def asked(message: Message, recipient: Recipient | None, channel: Any = "email", **known: Any) -> Verdict:
    given = {"policy": POLICY, "preferences": None, "touches": Touches(), "now": NOW, **known}
    return judge(channel, message, recipient, **given)


@pytest.mark.parametrize(
    ("message_class", "consents", "rule"),
    [
        ("service", (), None),
        ("service", (said("granted", "service"),), None),
        ("service", (said("withdrawn", "service"),), "consent_withdrawn"),
        ("service", (said("withdrawn", "marketing"),), None),
        ("marketing", (), "no_consent"),
        ("marketing", (said("granted"),), None),
        ("marketing", (said("withdrawn"),), "consent_withdrawn"),
        ("marketing", (said("granted", "service"),), "no_consent"),
        ("marketing", (said("granted", channel="sms"),), "no_consent"),
    ],
)
@pytest.mark.requirement("R-484")
def test_consent(message_class: str, consents: tuple[Consent, ...], rule: str | None) -> None:
    verdict = asked(a_message(message_class=message_class), a_contact(*consents))
    assert verdict.rule == rule
    assert verdict.word == ("pass" if rule is None else "suppress")


def test_urgency_is_no_consent() -> None:
    assert asked(a_message(message_class="marketing", urgent=True), a_contact()).rule == "no_consent"


def test_a_passing_message_carries_its_consent() -> None:
    consent = said("granted")
    assert asked(a_message(message_class="marketing"), a_contact(consent)).consent == consent


def test_a_colleague_is_asked_for_consent_to_marketing_too() -> None:
    assert asked(a_message(message_class="marketing"), a_user()).rule == "no_consent"


@pytest.mark.parametrize(
    ("recipient", "channel", "rule"),
    [
        (None, "email", "unknown_recipient"),
        (a_user(active=False), "email", "inactive"),
        (a_contact(active=False), "email", "inactive"),
        (a_contact(email=None), "email", "no_address"),
        (a_contact(), "in_app", "no_channel"),
        (a_user(), "webhook", "no_channel"),
        (a_user(email=None), "in_app", None),
    ],
)
def test_who_cannot_be_reached(recipient: Recipient | None, channel: str, rule: str | None) -> None:
    assert asked(a_message(), recipient, channel).rule == rule


@pytest.mark.parametrize(
    ("category", "channel", "urgent", "rule"),
    [
        ("case", "email", False, "preference"),
        ("case", "in_app", False, None),
        ("sla", "email", False, None),
        ("case", "email", True, None),
        ("access", "email", False, None),
    ],
)
@pytest.mark.requirement("R-550")
def test_preferences(category: str, channel: str, urgent: bool, rule: str | None) -> None:
    chosen = Preferences(id="li-lei", muted=("access:email", "case:email"))
    message = a_message(category=category, urgent=urgent)
    assert asked(message, a_user(), channel, preferences=chosen).rule == rule


@pytest.mark.parametrize(
    ("recipient", "channel", "urgent", "until_hours"),
    [
        (a_contact(), "email", False, 10),
        (a_contact(), "email", True, None),
        (a_contact(zone="Europe/Berlin"), "email", False, None),
        (a_user(), "email", False, 10),
        (a_user(), "in_app", False, None),
    ],
)
def test_quiet_hours_are_the_recipients_own(
    recipient: Recipient, channel: str, urgent: bool, until_hours: int | None
) -> None:
    verdict = asked(a_message(urgent=urgent), recipient, channel, now=NIGHT)
    expected = None if until_hours is None else NIGHT + timedelta(hours=until_hours)
    assert verdict.until == expected
    assert verdict.word == ("pass" if expected is None else "defer")


def test_an_objection_is_stronger_than_the_night() -> None:
    assert asked(a_message(message_class="marketing"), a_contact(), now=NIGHT).rule == "no_consent"


def test_the_cap_counts_every_channel_and_no_service_message() -> None:
    touches = Touches(
        at={
            f"msg_{day}:{channel}": NOW - timedelta(days=day)
            for day, channel in ((1, "sms"), (2, "email"), (6, "push"))
        }
    )
    contact = a_contact(said("granted"))
    assert asked(a_message(message_class="marketing"), contact, touches=touches).rule == "cap"
    assert asked(a_message(message_class="service"), contact, touches=touches).word == "pass"
    assert asked(a_message(message_class="marketing", urgent=True), contact, touches=touches).rule == "cap"


def test_the_same_message_sent_again_counts_once() -> None:
    touches = Touches(at={"msg_1:email": NOW, "a:email": NOW, "b:email": NOW})
    assert asked(a_message(message_class="marketing"), a_contact(said("granted")), touches=touches).word == "pass"


@pytest.mark.parametrize(
    ("offered", "recipient", "chosen"),
    [
        (("in_app", "email"), a_user(), ("in_app", "email")),
        (("in_app", "email"), a_contact(), ("email",)),
        (("in_app", "email"), a_user(preferred_channels=("email",)), ("email",)),
        (("in_app",), a_user(preferred_channels=("email",)), ("in_app",)),
        (("in_app",), a_contact(), ()),
        (("in_app", "email"), None, ("in_app", "email")),
    ],
)
def test_channels(offered: Any, recipient: Recipient | None, chosen: Any) -> None:
    assert chosen_channels(offered, recipient) == chosen
