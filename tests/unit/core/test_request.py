"""Requests, good and hostile."""

import base64
import json
from typing import Any

import pytest

from crm.core.access import PUBLIC
from crm.core.errors import (
    BadRequestError,
    BodyTooLargeError,
    IdempotencyKeyInvalidError,
    IdempotencyKeyMissingError,
    InvalidPayloadError,
    UnsupportedMediaTypeError,
    VersionRequiredError,
)
from crm.core.request import BODY_LIMIT_BYTES, Request
from crm.core.spec import Http


def request(
    body: Any = None,
    headers: dict[str, str] | None = None,
    *,
    once: bool = False,
    versioned: bool = False,
    **event: Any,
) -> Request:
    http = Http(
        "POST", "/things", PUBLIC, 200, (), "application/json", versioned, once, paged=False, conditional=versioned
    )
    full: dict[str, Any] = {"headers": headers or {}, "requestContext": {"requestId": "request-1"}, **event}
    return Request(full | ({} if body is None else {"body": body}), http)


def read(body: Any, headers: dict[str, str] | None = None, **event: Any) -> str:
    read = request(body, headers, **event)
    read.read_body()
    assert read.event["isBase64Encoded"] is False
    return str(read.event["body"])


def test_plain_and_base64_bodies_are_alike() -> None:
    text = '{"name":"李雷"}'
    packed = base64.b64encode(text.encode()).decode()
    assert read(text) == read(packed, isBase64Encoded=True) == text


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "nonsense",
        '{"a":NaN}',
        '{"a":Infinity}',
        '{"a":-Infinity}',
        '{"a":1e999}',
        '{"a":[-1e999]}',
        '{"a":1' + "0" * 5000 + "}",
        "{'a':1}",
        '{"a":1}x',
        "[" * 100_000,
        '{"a":' * 20_000 + "1" + "}" * 20_000,
        '{"a":"\udcff"}',
        '{"a":"\\ud800"}',
        '{"\\uDFFF":1}',
    ],
)
def test_what_is_not_json_is_refused(body: str) -> None:
    with pytest.raises(BadRequestError):
        read(body)


def test_a_character_in_two_halves_is_whole() -> None:
    assert json.loads(read('{"a":"\\ud83d\\ude00"}')) == {"a": "😀"}


@pytest.mark.parametrize("raw", [b"\xff\xfe{}", b'{"a":"\xe6\x9d"}', "{}".encode("utf-16")])
def test_bad_utf_8_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRequestError):
        read(base64.b64encode(raw).decode(), isBase64Encoded=True)


def test_bad_base64_is_refused() -> None:
    with pytest.raises(BadRequestError):
        read("***", isBase64Encoded=True)


@pytest.mark.parametrize("body", ["[]", '[{"name":"x"}]', "null", "1", '"text"', "true"])
def test_what_is_no_object_is_refused(body: str) -> None:
    with pytest.raises(InvalidPayloadError):
        read(body)


def test_the_limit_counts_bytes_of_what_is_inside() -> None:
    filling = "李" * ((BODY_LIMIT_BYTES - len('{"a":""}')) // 3)
    body = json.dumps({"a": filling}, ensure_ascii=False, separators=(",", ":"))
    assert len(body.encode()) <= BODY_LIMIT_BYTES
    read(body)
    read(base64.b64encode(body.encode()).decode(), isBase64Encoded=True)
    with pytest.raises(BodyTooLargeError):
        read(json.dumps({"a": filling + "李"}, ensure_ascii=False))


@pytest.mark.parametrize("given", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_by_any_spelling(given: str) -> None:
    assert read("{}", {"content-type": given}) == "{}"


@pytest.mark.parametrize("given", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp", "a/b;c"])
def test_anything_but_json_is_refused(given: str) -> None:
    with pytest.raises(UnsupportedMediaTypeError):
        read("{}", {"content-type": given})


def test_no_body_is_left_to_the_payloads_rules() -> None:
    empty = request(None)
    empty.read_body()
    assert "body" not in empty.event


def test_a_key_is_demanded_where_the_call_counts_once() -> None:
    with pytest.raises(IdempotencyKeyMissingError):
        request(once=True).idempotency_key()
    assert request(headers={"idempotency-key": "k" * 8}, once=True).idempotency_key() == "k" * 8
    assert request(headers={"idempotency-key": "k" * 8}).idempotency_key() is None


@pytest.mark.parametrize(
    "key", ["short", "", "with a blank", "k" * 201, "键键键键键键键键", "tab\tinside", "newline\n!"]
)
def test_a_key_of_another_form_is_refused(key: str) -> None:
    with pytest.raises(IdempotencyKeyInvalidError):
        request(headers={"idempotency-key": key}, once=True).idempotency_key()


@pytest.mark.parametrize(("given", "version"), [("3", 3), ('"3"', 3), ('W/"12"', 12), (' "0" ', 0)])
def test_version(given: str, version: int) -> None:
    assert request(headers={"if-match": given}, versioned=True).expected_version() == version


@pytest.mark.parametrize("given", [None, "*", "", "v3", '"3","4"', "-1", "1.0", "9" * 10])
def test_an_edit_without_a_version_is_refused(given: str | None) -> None:
    headers = {} if given is None else {"if-match": given}
    with pytest.raises(VersionRequiredError):
        request(headers=headers, versioned=True).expected_version()


def test_a_command_may_leave_the_version_out() -> None:
    assert request().expected_version() is None
    assert request(headers={"if-match": "*"}).expected_version() is None


@pytest.mark.parametrize("given", ["abc-123-def", "Root=1-67891233-abcdef012345678912345678"])
def test_a_usable_correlation_id_is_kept(given: str) -> None:
    assert request(headers={"x-correlation-id": given}).correlation_id == given


@pytest.mark.parametrize("given", ["short", "x" * 101, "a b c d e f", "eight\r\nX-Evil: 1", "关联关联关联关联"])
def test_any_other_is_replaced(given: str) -> None:
    assert request(headers={"x-correlation-id": given}).correlation_id == "request-1"


def test_the_fingerprint_tells_requests_apart() -> None:
    asked = [
        request("{}", rawPath="/a", rawQueryString=""),
        request("{}", rawPath="/b", rawQueryString=""),
        request("{}", rawPath="/a", rawQueryString="x=1"),
        request('{"a":1}', rawPath="/a", rawQueryString=""),
        request(None, rawPath="/a", rawQueryString=""),
        request('{"a":"\udcff"}', rawPath="/a", rawQueryString=""),
    ]
    fingerprints = [each.fingerprint() for each in asked]
    assert len(set(fingerprints)) == len(asked)
    assert request("{}", rawPath="/a", rawQueryString="").fingerprint() == fingerprints[0]
