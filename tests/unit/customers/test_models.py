"""What a contact's words mean."""

from datetime import UTC, datetime
from typing import get_args

import pytest

from crm.core.messages import Channel, MessageClass
from crm.customers.models import Consent, ConsentChannel, ConsentStatus, Contact, ContactChannel

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def said(channel: ConsentChannel, purpose: MessageClass, status: ConsentStatus, source: str = "call") -> Consent:
    return Consent(channel=channel, purpose=purpose, status=status, source=source, evidence=None, recorded_at=NOW)


@pytest.mark.parametrize(
    ("status", "service", "marketing"),
    [(None, True, False), ("granted", True, True), ("withdrawn", False, False)],
)
def test_service_unless_withdrawn_and_marketing_only_once_granted(
    status: ConsentStatus | None, service: bool, marketing: bool
) -> None:
    contact = Contact(id="c", name="张三", email="c@acme.example")
    if status is not None:
        contact = contact.saying(said("email", "service", status)).saying(said("email", "marketing", status))
    assert contact.allows("email", "service") is service
    assert contact.allows("email", "marketing") is marketing
    assert contact.allows("sms", "service") is True
    assert contact.allows("sms", "marketing") is False


def test_last_word_counts_and_leaves_the_others_alone() -> None:
    contact = Contact(id="c", name="张三")
    for consent in (
        said("sms", "marketing", "granted"),
        said("email", "marketing", "granted"),
        said("sms", "marketing", "withdrawn", source="form"),
    ):
        contact = contact.saying(consent)
    assert len(contact.consents) == 2
    last = contact.consent("sms", "marketing")
    assert last is not None
    assert (last.status, last.source) == ("withdrawn", "form")
    assert contact.allows("email", "marketing")


def test_contacts_are_reached_by_channels_that_exist() -> None:
    assert set(get_args(ContactChannel)) <= set(get_args(Channel))
    assert set(get_args(ContactChannel)) <= set(get_args(ConsentChannel))
