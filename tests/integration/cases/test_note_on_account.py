"""What happens to cases, noted on their account."""

from typing import Any

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import CASE, CASE_FORM, SOLVED, Desk


def activities(desk: Desk) -> list[dict[str, Any]]:
    items = desk.does("agent", "GET /accounts/acme/timeline")["items"]
    return [each["data"] for each in items if each["type"] == "AccountActivityNoted"]


def test_each_is_noted_once(desk: Desk) -> None:
    desk.later("2026-03-02T02:10:00+00:00")
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    newest, opened = activities(desk)
    assert (newest["kind"], opened["kind"]) == ("CaseResolved", "CaseOpened")
    assert (newest["subject_id"], newest["title"]) == (desk.case_id, f"{CASE} 无法登录")
    (event,) = desk.happened("CaseResolved")
    before = desk.stored()
    desk.invoke("note_on_account", event)
    assert desk.stored() == before


def test_escalations_and_reopenings_are_noted_too(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/escalations", {"level": 1, "reason": "x"})
    desk.does("supervisor", f"POST /cases/{CASE}/resolution", SOLVED)
    desk.does("agent", f"POST /cases/{CASE}/reopenings", {"reason": "x"})
    of_the_case = sorted(each["kind"] for each in activities(desk) if each["subject_id"] == desk.case_id)
    assert of_the_case == ["CaseEscalated", "CaseOpened", "CaseReopened", "CaseResolved"]


def test_a_case_without_an_account_is_noted_nowhere(desk: Desk) -> None:
    alone = {"contact_id": "alone", "name": "alone", "email": "alone@nowhere.example"}
    desk.does("admin", "POST /contacts", alone)
    desk.does("agent", "POST /cases", CASE_FORM | {"contact_id": "alone"})
    event = desk.happened("CaseOpened")[-1]
    before = desk.stored()
    desk.invoke("note_on_account", event)
    assert desk.stored() == before


def test_an_unknown_case_fails_loudly(desk: Desk) -> None:
    desk.does("agent", f"POST /cases/{CASE}/resolution", SOLVED)
    (event,) = desk.happened("CaseResolved")
    event["detail"]["aggregate_id"] = "case_none"
    with pytest.raises(NotFoundError):
        desk.invoke("note_on_account", event)
