"""The open tasks on a customer."""

import pytest

from tests.conftest import problem
from tests.integration.tasks.conftest import ABOUT_ACME, Office

LIST = "GET /accounts/acme/tasks"


def test_an_unknown_customer_is_not_found(office: Office) -> None:
    problem(office.call(None, LIST), 401, "not_signed_in")
    refused = problem(office.call("rep", "GET /accounts/nobody/tasks"), 404, "not_found")
    assert refused["facts"] == {"kind": "account", "id": "nobody"}


@pytest.mark.requirement("R-230")
def test_every_teams_open_tasks_are_there_each_with_one_owner(office: Office) -> None:
    of_rep = office.gives(**ABOUT_ACME)
    of_contact = office.gives(to="peer", subject={"type": "contact", "id": "buyer"}, due_at="2026-03-03T10:00:00Z")
    of_case = office.gives(
        by="outsider",
        to=None,
        subject={"type": "case", "id": "case_1"},
        account_id="acme",
        due_at="2026-03-04T10:00:00Z",
    )
    done = office.gives(**ABOUT_ACME)
    office.act("rep", done, "complete", {"result": "好"})
    rows = office.does("rep", LIST)["items"]
    owners = [(each["task_id"], each["assignee_id"]) for each in rows]
    assert owners == [(of_rep, "rep"), (of_contact, "peer"), (of_case, "outsider")]


def test_what_one_may_not_read_is_masked(office: Office) -> None:
    office.gives(**ABOUT_ACME)
    office.gives(sensitivity="sensitive", due_at="2026-03-03T10:00:00Z", **ABOUT_ACME)
    seen = {
        who: [each["masked"] for each in office.does(who, LIST)["items"]] for who in ("rep", "peer", "qa", "outsider")
    }
    assert seen == {"rep": [False, False], "peer": [False, True], "qa": [False, True], "outsider": [True, True]}


def test_it_comes_in_pages(office: Office) -> None:
    given = sorted(office.gives(**ABOUT_ACME) for _ in range(3))
    first = office.does("rep", f"{LIST}?limit=2")
    rest = office.does("rep", f"{LIST}?limit=2&cursor={first['next_cursor']}")
    assert [each["task_id"] for each in first["items"] + rest["items"]] == given
    assert rest["next_cursor"] is None
