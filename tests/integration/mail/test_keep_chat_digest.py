"""Keeping with a case what was said about it in IM."""

import copy
import json
from typing import Any

import pytest

from infra import catalog
from tests.integration.mail.conftest import Mailbox

SAMPLE = json.loads((catalog.ROOT / "events" / "cases" / "keep_chat_digest.json").read_text(encoding="utf-8"))


def heard(mailbox: Mailbox, event: dict[str, Any]) -> None:
    mailbox.twin.functions.invoke("cases.keep_chat_digest", event)
    mailbox.twin.settle()


def digests(mailbox: Mailbox, case_id: str) -> list[dict[str, Any]]:
    items = mailbox.does(f"GET /cases/{case_id}/timeline")["items"][::-1]
    return [each["data"] for each in items if each["type"] == "ChatDigestAdded"]


@pytest.mark.requirement("R-224")
def test_the_timeline_shows_the_mail_thread_and_the_digest_of_the_chat(mailbox: Mailbox) -> None:
    mailbox.gets()
    (opened,) = mailbox.lists("opened")
    said = copy.deepcopy(SAMPLE)
    text = f"@李雷 {opened['case_number']} 客户今晚要结论"
    said["detail"]["data"]["context"]["messages"][0]["text"] = text
    said["detail"]["data"]["title"] = "跟进"
    for _ in range(2):
        heard(mailbox, said)
    (digest,) = digests(mailbox, opened["case_id"])
    assert [(each["author_id"], each["text"]) for each in digest["lines"]] == [("wang-qiang", text)]

    done = copy.deepcopy(said)
    done["detail-type"] = done["detail"]["type"] = "CardCompleted"
    done["detail"]["id"] = "evt_1SWW37KCSG4BEE8G7EQN13Z5M9"
    done["detail"]["data"] = {
        "result": "已换设备",
        "card_type": "service_support",
        "assignee_id": "li-lei",
        "source": "im",
        **dict.fromkeys(("created_at", "expected_at", "completed_at"), "2026-03-02T03:00:00Z"),
    }
    heard(mailbox, done)
    assert [each.get("result") for each in digests(mailbox, opened["case_id"])] == [None, "已换设备"]
    types = {each["type"] for each in mailbox.does(f"GET /cases/{opened['case_id']}/timeline")["items"]}
    assert {"MailTakenIn", "ChatDigestAdded"} <= types


def test_a_conversation_that_names_no_case_is_kept_nowhere(mailbox: Mailbox) -> None:
    said = copy.deepcopy(SAMPLE)
    said["detail"]["data"]["title"] = "跟进 C-999999"
    said["detail"]["data"]["context"]["messages"] = []
    heard(mailbox, said)
    assert mailbox.twin.pump.failures == []
