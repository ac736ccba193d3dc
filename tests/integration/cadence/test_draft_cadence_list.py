"""Making an owner's list of a week."""

from typing import Any

import pytest

from tests.integration.cadence.conftest import Office

TASK = {"owner_id": "rep", "team_id": "sales", "week": "2026-W11", "policy": "default@0", "scoring": "default@0"}


def draft(office: Office, **members: Any) -> Any:
    return office.invoke("draft_cadence_list", {"task": TASK | members, "correlation_id": "test"})


def test_an_owner_without_key_accounts_gets_none(office: Office) -> None:
    before = office.stored()
    drafted = draft(office, owner_id="peer")
    assert (drafted["listed"], drafted["key_accounts"], drafted["approver_id"]) == (0, 0, None)
    assert office.stored() == before


@pytest.mark.requirement("R-269")
def test_a_second_run_of_the_same_week_changes_nothing(office: Office) -> None:
    first = draft(office)
    assert (first["listed"], first["key_accounts"], first["approver_id"]) == (1, 1, "lead")
    before = office.stored()
    assert draft(office) == first
    assert office.stored() == before
    office.twin.settle()
    assert office.weekly()["items"][0]["remind_at"] == ["2026-03-09T01:30:00Z", "2026-03-11T01:30:00Z"]


def test_inactive_accounts_are_left_out(office: Office) -> None:
    office.does("boss", "PATCH /accounts/hongda", {"active": False}, If_Match="1")
    assert draft(office)["key_accounts"] == 0


def test_many_accounts_are_read_page_by_page(office: Office) -> None:
    office.set_policy(list_size=3)
    for number in range(105):
        office.takes_on(f"key-{number:03d}", key_account=True)
    drafted = draft(office, policy="default@1")
    assert (drafted["listed"], drafted["key_accounts"]) == (3, 106)


def test_without_approval_it_is_published_at_once(office: Office) -> None:
    office.set_policy(approval_required=False)
    assert draft(office, policy="default@1")["approver_id"] is None
    office.twin.settle()
    assert (office.weekly()["status"], len(office.inbox())) == ("published", 1)
