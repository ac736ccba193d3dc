"""The files of a case."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

LIST = f"GET /cases/{CASE}/attachments"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, LIST, None, *READERS)


@pytest.mark.requirement("R-121")
def test_each_has_a_link_and_can_be_sent_to_the_customer(desk: Desk) -> None:
    first = desk.attaches("agent", "日志.txt")
    internal = desk.attaches("agent", visibility="internal")
    files = desk.does("qa_supervisor", LIST)["items"]
    assert [(each["attachment_id"], each["visibility"]) for each in files] == [
        (first, "public"),
        (internal, "internal"),
    ]
    assert files[0]["url_expires_at"] == "2026-03-02T02:05:00Z"
    got = desk.download(files[0]["url"])
    assert (got.status, got.body, got.headers["Content-Type"]) == (200, b"12345", "text/plain")
    assert got.headers["Content-Disposition"] == (
        "attachment; filename=\"__.txt\"; filename*=UTF-8''%E6%97%A5%E5%BF%97.txt"
    )
    assert desk.download(files[0]["url"].partition("?")[0]).status == 403, "not without a signature"

    reply = f"POST /cases/{CASE}/replies"
    refused = problem(
        desk.call("agent", reply, {"body": "x", "attachment_ids": [first, internal]}), 422, "unknown_attachment"
    )
    assert refused["facts"]["id"] == internal
    desk.does("agent", reply, {"body": "见附件", "attachment_ids": [first]})
    assert desk.events()[-1]["data"]["attachment_ids"] == [first]


def test_a_file_of_another_case_is_not_this_cases(desk: Desk) -> None:
    file = desk.attaches("agent")
    other = desk.opens()["number"]
    answer = desk.call("agent", f"POST /cases/{other}/replies", {"body": "x", "attachment_ids": [file]})
    problem(answer, 422, "unknown_attachment")
    assert desk.does("agent", f"GET /cases/{other}/attachments") == {"items": []}


def test_what_was_only_announced_cannot_be_sent(desk: Desk) -> None:
    body = {"file_name": "log.txt", "content_type": "text/plain", "size_bytes": 5}
    ticket = desk.does("agent", f"POST /cases/{CASE}/attachments", body)
    sent = {"body": "x", "attachment_ids": [ticket["attachment_id"]]}
    problem(desk.call("agent", f"POST /cases/{CASE}/replies", sent), 422, "unknown_attachment")
