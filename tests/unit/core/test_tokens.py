"""Signed tokens: forged, expired, misused, and signed with a key that was replaced."""

import base64
import hmac
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core import cache, secrets, tokens
from tests.unit.core.conftest import START, Clock

LATER = START + timedelta(hours=1)
KEYS = {"current": "2", "1": "the old key", "2": "the new key"}


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    keys = dict(KEYS)
    monkeypatch.setattr(secrets, "_read", lambda: keys)
    return keys


def test_a_good_token_gives_its_claims() -> None:
    token = tokens.sign("portal", {"sub": "contact_1"}, LATER)
    assert tokens.verify("portal", token, START) == {"sub": "contact_1"}


def test_a_token_for_one_thing_opens_nothing_else() -> None:
    assert tokens.verify("survey", tokens.sign("portal", {"sub": "contact_1"}, LATER), START) is None


def test_a_token_expires() -> None:
    token = tokens.sign("portal", {"sub": "contact_1"}, LATER)
    assert tokens.verify("portal", token, LATER - timedelta(seconds=1)) is not None
    assert tokens.verify("portal", token, LATER) is None


def test_a_changed_payload_is_refused() -> None:
    name, payload, signature = tokens.sign("portal", {"sub": "contact_1"}, LATER).split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "contact_2"}).encode()).decode().rstrip("=")
    assert tokens.verify("portal", f"{name}.{forged}.{signature}", START) is None


def test_a_changed_or_missing_signature_is_refused() -> None:
    name, payload, signature = tokens.sign("portal", {"sub": "contact_1"}, LATER).split(".")
    for forged in ("", "A" * len(signature), signature[:-4]):
        assert tokens.verify("portal", f"{name}.{payload}.{forged}", START) is None


def test_old_signatures_hold_until_the_key_is_retired(keys: dict[str, str], standing_clock: Clock) -> None:
    keys["current"] = "1"
    token = tokens.sign("portal", {"sub": "contact_1"}, LATER)
    cache.forget_all()
    keys["current"] = "2"
    assert tokens.verify("portal", token, START) is not None
    cache.forget_all()
    del keys["1"]
    assert tokens.verify("portal", token, START) is None


def test_the_name_of_the_current_key_is_no_key() -> None:
    _, payload, _ = tokens.sign("portal", {"sub": "contact_1"}, LATER).split(".")
    digest = hmac.digest(b"2", f"portal\n{payload}".encode(), "sha256")  # the current key's name is «2», and known
    name, signature = (base64.urlsafe_b64encode(each).decode().rstrip("=") for each in (b"current", digest))
    assert tokens.verify("portal", f"{name}.{payload}.{signature}", START) is None


@settings(max_examples=200)
@given(st.text(max_size=80) | st.lists(st.text(max_size=20), min_size=3, max_size=3).map(".".join))
def test_garbage_is_refused(token: str) -> None:
    assert tokens.verify("portal", token, START) is None
    assert tokens.verify("portal", f"Mg.{token}.AAAA", START) is None
