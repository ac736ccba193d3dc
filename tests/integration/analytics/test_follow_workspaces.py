"""Counting shared workspaces."""

import pytest

from tests.flows.conftest import Company
from tests.integration.analytics.test_follow_conflicts import contested


@pytest.mark.requirement("R-296", "R-290")
def test_of_two_workspaces_one_is_used_and_it_gets_better_by_week(company: Company) -> None:
    conflict_id = contested(company)
    first = company.does("wang-qiang", "POST /workspaces", {"account_id": "customer-a"})["workspace_id"]
    company.twin.advance(hours=3)
    company.does("wang-qiang", f"POST /conflicts/{conflict_id}/resolve", {"primary_owner": "li-lei"})
    company.twin.advance(days=7)
    company.does("wang-qiang", f"POST /workspaces/{first}/log", {"body": "太迟了"})
    second = company.does("wang-qiang", "POST /workspaces", {"account_id": "customer-b"})["workspace_id"]
    company.does("wang-qiang", f"POST /workspaces/{second}/log", {"body": "客户同意升级"})
    shown = company.does("qa", "GET /metrics/shared_log_use?by=week&from=2026-03-02&to=2026-03-15")
    assert (shown["value"], shown["numerator"], shown["denominator"]) == (0.5, 1, 2)
    assert [(each["key"], each["value"]) for each in shown["groups"]] == [("2026-W10", 0), ("2026-W11", 1)]
    times = company.does("qa", "GET /metrics/conflict_resolution_time?by=week&from=2026-03-02&to=2026-03-15")["groups"]
    assert [(each["key"], each["value"] is None) for each in times] == [("2026-W10", False), ("2026-W11", True)]
