"""Announcing a file."""

import base64
import json
from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import AGENTS, CASE, KEY, Desk, names_bad, only_for

ANNOUNCE = f"POST /cases/{CASE}/attachments"
FILE = {"file_name": "log.txt", "content_type": "text/plain", "size_bytes": 5}


def test_it_is_for_who_handles_cases(desk: Desk) -> None:
    only_for(desk, ANNOUNCE, FILE, *AGENTS)


@pytest.mark.parametrize(
    ("member", "value"),
    [("file_name", ""), ("size_bytes", 0), ("size_bytes", "many"), ("visibility", "secret"), ("key", "x/y")],
)
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "agent", ANNOUNCE, FILE | {member: value}, member)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("content_type", "text/html"),
        ("content_type", "text/plain; charset=utf-8"),
        ("content_type", "image/svg+xml"),
        ("size_bytes", 20 * 1024 * 1024 + 1),
    ],
)
def test_what_the_desk_does_not_take_is_refused(desk: Desk, member: str, value: Any) -> None:
    refused = problem(desk.call("agent", ANNOUNCE, FILE | {member: value}), 422, "attachment_not_accepted")
    assert refused["facts"]["field"] == member


def test_what_the_desk_takes_is_its_own_to_say(desk: Desk) -> None:
    desk.set("cases.handling", attachment_types=["image/svg+xml"], attachment_limit_bytes=4)
    for body in (FILE, FILE | {"content_type": "image/svg+xml"}):
        problem(desk.call("agent", ANNOUNCE, body), 422, "attachment_not_accepted")
    desk.does("agent", ANNOUNCE, FILE | {"content_type": "image/svg+xml", "size_bytes": 4})


def test_a_repeated_call_gets_the_same_form(desk: Desk) -> None:
    first, again = (desk.call("agent", ANNOUNCE, FILE, **KEY) for _ in range(2))
    assert (first.status, again.json, again.headers["Idempotent-Replayed"]) == (201, first.json, "true")
    problem(desk.call("agent", ANNOUNCE, FILE | {"size_bytes": 6}, **KEY), 409, "idempotency_key_reused")


@pytest.mark.requirement("R-111")
def test_the_form_uploads_this_file_and_no_other(desk: Desk) -> None:
    ticket = desk.does("agent", ANNOUNCE, FILE)
    assert ticket["expires_at"] == "2026-03-02T02:15:00Z"
    key = f"{desk.case_id}/{ticket['attachment_id']}"
    assert ticket["fields"]["key"] == key
    wider = json.loads(base64.b64decode(ticket["fields"]["policy"]))
    wider["conditions"] = [each for each in wider["conditions"] if not isinstance(each, list)]
    forged = base64.b64encode(json.dumps(wider).encode()).decode()
    for content, changed in (
        (b"123456", {}),
        (b"", {}),
        (b"12345", {"Content-Type": "text/html"}),
        (b"12345", {"key": "another/place"}),
        (b"123456", {"policy": forged}),
        (b"12345", {"x-amz-signature": "0" * 64}),
    ):
        assert desk.upload(ticket, content, **changed).status == 403
    assert desk.does("agent", f"GET /cases/{CASE}/attachments")["items"] == [], "announced is not there"
    assert desk.upload(ticket, b"12345").status == 204
    (file,) = desk.does("agent", f"GET /cases/{CASE}/attachments")["items"]
    assert (file["file_name"], file["size_bytes"], file["visibility"]) == ("log.txt", 5, "public")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("a\x00b\r\nc.txt", "a_b_c.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("two\u2028lines.txt", "twolines.txt"),
        ('say "hi";.txt', "say _hi_;.txt"),
        (" .. ", "file"),
        ("日志 2026.txt", "日志 2026.txt"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_names_are_made_harmless(desk: Desk, given: str, kept: str) -> None:
    desk.attaches("agent", given)
    (file,) = desk.does("agent", f"GET /cases/{CASE}/attachments")["items"]
    assert file["file_name"] == kept
    disposition = desk.download(file["url"]).headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.isascii()
    assert disposition.isprintable()
