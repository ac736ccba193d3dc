"""Counting conflicts between followers."""

from typing import Any

import pytest

from infra.local import outbox
from tests.flows.conftest import Company

WISH = {
    "title": "与客户A通话",
    "expected_result": "确认续约意向",
    "priority": "low",
    "due_at": "2026-05-04T10:00:00Z",
    "subject": {"type": "account", "id": "customer-a"},
}


def contested(company: Company) -> str:
    """Let three follow 客户A; return the conflict."""
    for who in ("li-lei", "zhang-min", "duty-rd"):
        body = WISH if who == "duty-rd" else WISH | {"assignee_id": who}
        company.does(who if who == "duty-rd" else "wang-qiang", "POST /tasks", body)
    conflict_id: str = company.does("wang-qiang", "GET /accounts/customer-a/followers")["conflict_id"]
    return conflict_id


@pytest.mark.requirement("R-294")
def test_as_many_notices_as_the_log_has_by_week_and_team(company: Company) -> None:
    contested(company)
    log = [each for each in outbox.sent(company.twin) if each["template"].startswith("conflict_")]
    in_app = [each["to"] for each in log if each["channel"] == "in_app"]
    shown = company.does("qa", "GET /metrics/conflict_notices?by=team")
    assert shown["value"] == len(in_app) > 0
    teams = {"duty-rd": "cross-department"}
    counted = {each["key"]: each["value"] for each in shown["groups"]}
    assert counted == {
        team: sum(teams.get(to, "support") == team for to in in_app)
        for team in {teams.get(to, "support") for to in in_app}
    }
    weeks = company.does("qa", "GET /metrics/conflict_notices?by=week&from=2026-02-23&to=2026-03-08")["groups"]
    assert [(each["key"], each["value"]) for each in weeks] == [("2026-W09", 0), ("2026-W10", len(in_app))]


@pytest.mark.requirement("R-295")
def test_how_long_it_takes_to_resolve_one(company: Company) -> None:
    conflict_id = contested(company)
    assert company.does("qa", "GET /metrics/conflict_resolution_time")["value"] is None
    company.twin.advance(minutes=90)
    shown: Any = company.does("wang-qiang", f"POST /conflicts/{conflict_id}/resolve", {"primary_owner": "li-lei"})
    shown = company.does("qa", "GET /metrics/conflict_resolution_time?by=assignee")
    assert shown["value"] == pytest.approx(90, abs=0.5)
    assert shown["percentiles"]["p95"] == pytest.approx(shown["value"], rel=shown["percentiles"]["error"])
    assert [each["key"] for each in shown["groups"]] == ["li-lei"]
