"""Lifting a block before its time."""

import pytest

from tests.conftest import problem
from tests.integration.cases.conftest import Desk
from tests.integration.cases.duplicates import bursts, decides, submits

LIFT = "DELETE /risk/blocks/block_none"


def test_it_is_for_supervisors(desk: Desk) -> None:
    problem(desk.call(None, LIFT), 401, "not_signed_in")
    problem(desk.call("agent", LIFT), 403, "not_allowed")
    assert problem(desk.call("supervisor", LIFT), 404, "not_found")["facts"] == {"kind": "block", "id": "block_none"}


@pytest.mark.requirement("R-023")
def test_what_is_sent_is_taken_in_again(desk: Desk) -> None:
    number = bursts(desk)[0]
    decides(desk, number, "block")
    for block in desk.does("supervisor", "GET /risk/blocks")["items"]:
        assert desk.call("supervisor", f"DELETE /risk/blocks/{block['block_id']}").status == 204
        problem(desk.call("supervisor", f"DELETE /risk/blocks/{block['block_id']}"), 404, "not_found")
    submits(desk, title="别的问题")
    lifted = [each for each in desk.events(number) if each["type"] == "SenderUnblocked"]
    assert len(lifted) == 2
