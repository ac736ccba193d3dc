"""Hearing of accounts through their cases."""

import json
from typing import Any

from tests.conformance.stage import sample_text
from tests.integration.cadence.conftest import Office


def opened(office: Office, account_id: str | None, at: str) -> None:
    """Let a case of an account be opened."""
    sample: dict[str, Any] = json.loads(sample_text("cadence.follow_cases"))["detail"]
    office.hears(
        "follow_cases", "crm.cases", "CaseOpened", "case_1", sample["data"] | {"account_id": account_id}, occurred_at=at
    )


def test_a_case_without_an_account_is_none_of_ours(office: Office) -> None:
    before = office.stored()
    opened(office, None, "2026-03-08T15:00:00Z")
    assert office.stored() == before


def test_an_account_that_opens_a_case_is_not_quiet(office: Office) -> None:
    opened(office, "small", "2026-03-08T15:00:00Z")
    shown = office.health("small")
    assert (shown["heard_of"], shown["heard_at"]) == ("CaseOpened", "2026-03-08T15:00:00Z")
    before = office.stored()
    opened(office, "small", "2026-03-07T15:00:00Z")
    assert office.stored() == before, "what is older says nothing new"
