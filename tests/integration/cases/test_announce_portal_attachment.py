"""Announcing a file for one's own case."""

from typing import Any

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, KEY, Desk, names_bad, only_for_its_customer

ANNOUNCE = f"POST /portal/cases/{CASE}/attachments"
FILE = {"file_name": "log.txt", "content_type": "text/plain", "size_bytes": 5}


def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, ANNOUNCE, FILE)


@pytest.mark.parametrize(("member", "value"), [("file_name", " "), ("size_bytes", -1), ("case_id", "x")])
def test_bad_member_is_named(desk: Desk, member: str, value: Any) -> None:
    names_bad(desk, "buyer", ANNOUNCE, FILE | {member: value}, member)


def test_what_the_desk_does_not_take_is_refused(desk: Desk) -> None:
    refused = problem(
        desk.call("buyer", ANNOUNCE, FILE | {"content_type": "text/html"}), 422, "attachment_not_accepted"
    )
    assert "text/plain" in refused["facts"]["accepted"]


def test_a_repeated_call_gets_the_same_form(desk: Desk) -> None:
    first, again = (desk.call("buyer", ANNOUNCE, FILE, **KEY) for _ in range(2))
    assert (first.status, again.json, again.headers["Idempotent-Replayed"]) == (201, first.json, "true")
    problem(desk.call("buyer", ANNOUNCE, FILE | {"size_bytes": 6}, **KEY), 409, "idempotency_key_reused")


def test_what_customers_upload_is_always_public_and_can_be_written_with(desk: Desk) -> None:
    file = desk.attaches("buyer", visibility="internal")
    (shown,) = desk.does("agent", f"GET /cases/{CASE}/attachments")["items"]
    assert (shown["attachment_id"], shown["visibility"]) == (file, "public")
    desk.does("buyer", f"POST /portal/cases/{CASE}/replies", {"body": "日志", "attachment_ids": [file]})
    entries = desk.does("buyer", f"GET /portal/cases/{CASE}")["entries"]
    assert [(each["kind"], each["attachment_ids"]) for each in entries[:2]] == [("wrote", [file]), ("file", [])]
