"""Signatures of webhooks, as whoever receives them checks them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.messaging.channels.signing import new_secret, signature, verified

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
SECRET, BODY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
SIGNED = signature(SECRET, "msg_1", int(STAMP), BODY)


def test_a_good_signature_among_others_and_of_either_secret() -> None:
    assert verified([SECRET], "msg_1", STAMP, SIGNED, BODY, NOW)
    assert verified([new_secret(), SECRET], "msg_1", STAMP, f"v1,AAAA v2,BBBB {SIGNED}", BODY, NOW)


@pytest.mark.parametrize("given_", ["", "v1,", SIGNED.replace("v1,", "v2,"), SIGNED[3:], "v1,签名", "v1,\ud800"])
def test_another_signature(given_: str) -> None:
    assert not verified([SECRET], "msg_1", STAMP, given_, BODY, NOW)


@pytest.mark.parametrize(("late", "good"), [(-301, False), (-300, True), (300, True), (301, False)])
def test_the_window(late: int, good: bool) -> None:
    assert verified([SECRET], "msg_1", STAMP, SIGNED, BODY, NOW + timedelta(seconds=late)) is good


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60), st.binary(max_size=60))
def test_anything_else_is_not_verified(message_id: str, timestamp: str, signatures: str, body: bytes) -> None:
    assert not verified([SECRET], message_id, timestamp, signatures, body, NOW)
    assert not verified([SECRET], message_id, STAMP, signatures, body, NOW)


@pytest.mark.parametrize(("message_id", "body"), [("msg_2", BODY), ("msg_1", b'{"test":2432232314}')])
def test_id_and_body_are_signed(message_id: str, body: bytes) -> None:
    assert not verified([SECRET], message_id, STAMP, SIGNED, body, NOW)
