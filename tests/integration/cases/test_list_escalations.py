"""The escalations of a case."""

import pytest

from tests.integration.cases.conftest import CASE, READERS, Desk, only_for

ESCALATIONS = f"GET /cases/{CASE}/escalations"


def test_it_is_for_who_may_read_the_case(desk: Desk) -> None:
    only_for(desk, ESCALATIONS, None, *READERS)


@pytest.mark.requirement("R-033")
def test_they_come_in_order_reverted_ones_too(desk: Desk) -> None:
    assert desk.does("qa_supervisor", ESCALATIONS) == {"items": []}
    for level in (1, 2):
        desk.does("agent", f"POST /cases/{CASE}/escalations", {"level": level, "reason": f"第 {level} 级"})
    last = desk.does("agent", ESCALATIONS)["items"][1]["escalation_id"]
    desk.does("chief", f"POST /cases/{CASE}/escalations/{last}/revert", {"reason": "误操作"})
    steps = desk.does("qa_supervisor", ESCALATIONS)["items"]
    assert [(each["level"], each["handler_id"], each["to"], each["revert_reason"]) for each in steps] == [
        (1, "agent", "supervisor", None),
        (2, "supervisor", "chief", "误操作"),
    ]
    assert desk.case()["escalation_level"] == 1
