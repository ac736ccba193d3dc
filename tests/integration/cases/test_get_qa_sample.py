"""One sample of cases."""

from crm.core.access import EVERYONE
from tests.conftest import problem
from tests.integration.cases.conftest import Desk


def test_it_is_for_supervisors(desk: Desk) -> None:
    problem(desk.call(None, "GET /qa/samples/sample_1"), 401, "not_signed_in")
    for role in set(EVERYONE) - {"supervisor", "qa_supervisor"}:
        problem(desk.call(role, "GET /qa/samples/sample_1"), 403, "not_allowed")


def test_what_is_no_sample_is_not_there(desk: Desk) -> None:
    for sought in ("sample_1", desk.case_id):
        problem(desk.call("supervisor", f"GET /qa/samples/{sought}"), 404, "not_found")


def test_it_is_shown_as_it_was_drawn(desk: Desk) -> None:
    body = {
        "tag": "发票",
        "opened_from_at": "2026-03-01T00:00:00Z",
        "opened_before_at": "2026-03-03T00:00:00Z",
        "seed": "x",
        "percent": 50,
    }
    desk.opens(tags=["发票"])
    drawn = desk.does("supervisor", "POST /qa/samples", body)
    assert desk.does("qa_supervisor", f"GET /qa/samples/{drawn['sample_id']}") == drawn
