"""The sealed callbacks of WeCom and DingTalk, against an independent reference."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.im.errors import MalformedWebhookError, WebhookRefusedError, WrongReceiverError, WrongSignatureError
from crm.im.vendors import callback
from crm.im.vendors.callback import CallbackKeys
from tests.reference import sealed
from tests.unit.im.conftest import AES_KEY, RANDOM, WECOM

VENDORS_OWN = CallbackKeys("QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7")
"""The keys, and below the ciphertext, of WeCom's published example."""

messages = st.text(st.characters(codec="utf-8"), max_size=300)


def test_the_vendors_own_example() -> None:
    echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
    given_ = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"
    assert callback.opened(VENDORS_OWN, given_, "1409659589", "263014780", echo) == "1616140317555161061"


@given(messages, st.binary(min_size=16, max_size=16), st.text(st.characters(codec="utf-8"), max_size=40))
def test_what_the_reference_seals_is_opened(message: str, random: bytes, receive_id: str) -> None:
    keys = CallbackKeys("token", AES_KEY, receive_id)
    ciphertext = sealed.callback(AES_KEY, random, message.encode(), receive_id.encode())
    signature = sealed.callback_signature("token", "1", "n", ciphertext)
    assert callback.opened(keys, signature, "1", "n", ciphertext) == message


@given(messages, st.binary(min_size=16, max_size=16))
def test_we_seal_as_the_reference_does(message: str, random: bytes) -> None:
    expected = sealed.callback(AES_KEY, random, message.encode(), WECOM.receive_id.encode())
    assert callback.sealed(WECOM, message, random) == expected


@given(messages, st.integers(0, 10_000), st.integers(1, 255))
def test_a_byte_that_changed_is_refused(message: str, place: int, change: int) -> None:
    ciphertext = callback.sealed(WECOM, message, RANDOM)
    signature = callback.signature(WECOM.token, "1", "n", ciphertext)
    raw = bytearray(base64.b64decode(ciphertext))
    raw[place % len(raw)] ^= change
    with pytest.raises(WrongSignatureError):
        callback.opened(WECOM, signature, "1", "n", base64.b64encode(raw).decode())


@given(st.binary(max_size=200))
def test_any_ciphertext_is_opened_or_refused(data: bytes) -> None:
    ciphertext = base64.b64encode(data).decode()
    with pytest.raises(WebhookRefusedError):
        callback.unsealed(WECOM, ciphertext)


@given(st.text(max_size=200))
def test_any_text_in_its_place_is_refused(ciphertext: str) -> None:
    with pytest.raises(WebhookRefusedError):
        callback.unsealed(WECOM, ciphertext)


@pytest.mark.parametrize("receive_id", ["", "ww-other", "ww-kairos2", "ww-kairo"])
def test_what_is_for_another_receiver_is_refused(receive_id: str) -> None:
    with pytest.raises(WrongReceiverError):
        callback.unsealed(WECOM, sealed.callback(AES_KEY, RANDOM, b"hello", receive_id.encode()))


def plain(message: bytes, length: int | None = None) -> bytes:
    return RANDOM + (len(message) if length is None else length).to_bytes(4, "big") + message + b"ww-kairos"


PADDINGS = [b"\x00", b"\x21" * 33, b"\x02\x01\x02", b"\x05\x05\x05\x04\x05"]


@pytest.mark.parametrize("padding", PADDINGS, ids=bytes.hex)
def test_a_wrong_padding_is_refused(padding: bytes) -> None:
    content = plain(b"")
    filled = content + b"x" * (-(len(content) + len(padding)) % 16) + padding
    with pytest.raises(MalformedWebhookError):
        callback.unsealed(WECOM, sealed.raw_callback(AES_KEY, filled))


def test_a_padding_of_more_than_a_block_of_the_cipher_is_right() -> None:
    content = plain(b"abc")
    count = 32 - len(content) % 32
    filled = content + bytes([count]) * count
    assert callback.unsealed(WECOM, sealed.raw_callback(AES_KEY, filled)) == "abc"


@pytest.mark.parametrize("length", [6, 100, 2**32 - 1])
def test_a_length_that_reaches_too_far_is_refused(length: int) -> None:
    content = plain(b"hello", length)
    count = 32 - len(content) % 32
    with pytest.raises(WebhookRefusedError):
        callback.unsealed(WECOM, sealed.raw_callback(AES_KEY, content + bytes([count]) * count))


def test_a_length_that_reaches_too_far_is_refused_where_no_receiver_is_named() -> None:
    nobody = CallbackKeys("token", AES_KEY, "")
    content = RANDOM + (6).to_bytes(4, "big") + b"hello"
    count = 32 - len(content) % 32
    with pytest.raises(MalformedWebhookError):
        callback.unsealed(nobody, sealed.raw_callback(AES_KEY, content + bytes([count]) * count))


def test_text_that_is_no_utf_8_is_refused() -> None:
    with pytest.raises(MalformedWebhookError):
        callback.unsealed(WECOM, sealed.callback(AES_KEY, RANDOM, b"\xff\xfe", b"ww-kairos"))


@pytest.mark.parametrize(
    ("token", "key"), [("", AES_KEY), ("token", AES_KEY[:-1]), ("token", ""), ("token", "中" * 43)]
)
def test_keys_that_are_none_are_refused_when_they_are_configured(token: str, key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        CallbackKeys(token, key, "ww-kairos")


def test_keys_are_not_shown() -> None:
    assert AES_KEY not in repr(WECOM)
    assert WECOM.token not in repr(WECOM)
