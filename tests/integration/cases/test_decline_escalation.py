"""Recording that an escalation was not needed."""

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import Desk
from tests.integration.cases.test_check_escalation import breach, task


def test_an_unknown_case_fails_loudly(desk: Desk) -> None:
    with pytest.raises(NotFoundError):
        desk.invoke("decline_escalation", task(desk, case_id="case_none", reason="answered"))


def test_what_was_not_called_for_is_not_declined(desk: Desk) -> None:
    before = desk.stored()
    desk.invoke("decline_escalation", task(desk, reason="answered"))
    assert desk.stored() == before


@pytest.mark.requirement("R-030")
def test_it_is_recorded_once_and_called_for_no_more(desk: Desk) -> None:
    breach(desk)
    for _ in range(2):
        desk.invoke("decline_escalation", task(desk, reason="answered"))
    declined = [each for each in desk.events() if each["type"] == "EscalationDeclined"]
    assert [each["data"] for each in declined] == [{"milestone": "first_response", "instance": 1, "reason": "answered"}]
    assert desk.invoke("check_escalation", task(desk))["reason"] == "already_escalated"
    desk.twin.advance(minutes=30)
    assert desk.case()["assignee_id"] == "agent", "nor does anybody call again"
