"""Keeping in mind when contracts are to be renewed."""

from tests.integration.cadence.conftest import Office


def test_it_is_as_the_account_says_now(office: Office) -> None:
    assert office.health()["renews_on"] == "2026-12-31"
    before = office.stored()
    old = {"before": None, "after": {"renews_on": "2025-01-01"}}
    office.hears("follow_contracts", "crm.customers", "AccountContractChanged", "hongda", old)
    assert office.stored() == before, "an event that comes late tells nothing new"


def test_a_contract_that_ended_is_not_overdue(office: Office) -> None:
    office.takes_on("late", contract={"renews_on": "2026-01-01"})
    assert office.health("late")["parts"]["overdue_renewal"] == -35
    office.does("boss", "PATCH /accounts/late", {"contract": None}, If_Match="1")
    assert office.health("late")["parts"]["overdue_renewal"] == 0
