"""Signatures of webhooks."""

import base64
import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from crm.messaging.channels.signing import PREFIX, new_secret, signature
from crm.messaging.channels.webhook import body


def test_the_vector_of_standard_webhooks() -> None:
    found = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@given(st.binary(min_size=1, max_size=200))
def test_the_bytes_that_are_sent_are_signed(payload: bytes) -> None:
    secret = new_secret()
    key = base64.b64decode(secret[len("whsec_") :])
    expected = hmac.new(key, b"msg_1.17." + payload, hashlib.sha256).digest()
    assert signature(secret, "msg_1", 17, payload) == f"v1,{base64.b64encode(expected).decode()}"


def test_secrets_differ_and_have_the_recommended_length() -> None:
    one, other = new_secret(), new_secret()
    assert one != other
    assert one.startswith(PREFIX)
    assert 24 <= len(base64.b64decode(one.removeprefix(PREFIX))) <= 64


def test_the_body_is_the_same_each_time_and_keeps_its_chinese() -> None:
    facts: dict[str, JsonValue] = {"type": "CaseOpened", "data": {"title": "设备无法联网"}}
    assert body(facts) == '{"type":"CaseOpened","data":{"title":"设备无法联网"}}'.encode()
