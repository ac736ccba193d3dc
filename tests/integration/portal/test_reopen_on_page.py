"""Opening a case again on its page."""

import pytest

from tests.browsing import Browser
from tests.integration.cases.conftest import CASE, Desk

PAGE = f"/p/cases/{CASE}"


def test_a_reason_is_needed(closed: Desk, buyer: Browser) -> None:
    shown = buyer.send(buyer.get(PAGE).form(f"/p/cases/{closed.case_id}/reopenings"), reason="")
    assert shown.status == 422
    assert "<details open>" in shown.answer.body, "the part of the page that was refused is open"
    assert closed.case()["status"] == "closed"


def test_too_late_says_so_and_keeps_the_reason(closed: Desk, buyer: Browser) -> None:
    form = buyer.get(PAGE).form(f"/p/cases/{closed.case_id}/reopenings")
    days = closed.does("admin", "GET /settings/cases.handling/default")["document"]["reopen_within_days"]
    assert days > 0
    closed.set("cases.handling", reopen_within_days=0)
    closed.later("2026-03-02T09:00:00+00:00")
    shown = buyer.send(form, reason="还是不行")
    assert shown.status == 409
    assert shown.form(form.action).fields["reason"] == "还是不行"


@pytest.mark.requirement("R-214")
def test_work_goes_on(closed: Desk, buyer: Browser) -> None:
    form = buyer.get(PAGE).form(f"/p/cases/{closed.case_id}/reopenings")
    assert "工单重新打开" in buyer.send(form, reason="还是不行").text
    closed.twin.settle()
    assert closed.case()["status"] in {"new", "in_progress"}
