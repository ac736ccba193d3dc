"""People who begin to follow a customer at the same instant, on DynamoDB Local; and the seed's cases there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.local import demo, dynamodb_local
from infra.local import twin as twins
from infra.local.twin import Twin
from tests.conformance.at_once import Container, react_at_once
from tests.flows import test_seed_000_conflicts
from tests.flows.conftest import Company

pytestmark = pytest.mark.conformance
SEED = (test_seed_000_conflicts.test_用例_D_1_多成员冲突提醒, test_seed_000_conflicts.test_用例_D_2_冲突提醒白名单)
FOLLOWERS = ("li-lei", "zhang-min", "zhang-san", "duty-rd")


@pytest.fixture
def real() -> Iterator[Twin]:
    """A twin with the demo company on a DynamoDB Local of its own."""
    with dynamodb_local.running() as url, twins.running(dynamodb_url=url) as twin:
        demo.found(twin)
        yield twin


def _created(assignee_id: str) -> dict[str, Any]:
    """Return the event of a task that somebody was given about 客户A."""
    data = {
        "title": "跟进客户",
        "expected_result": "回访",
        "priority": "low",
        "assignee_id": assignee_id,
        "creator_id": demo.SUPERVISOR,
        "account_id": "customer-a",
        "source": "manual",
        "policy": "default@0",
        **dict.fromkeys(("due_at", "sla_due_at", "begins_at", "ends_at"), "2026-03-02T10:00:00Z"),
    }
    detail = {
        "id": f"evt_{assignee_id}",
        "type": "TaskCreated",
        "aggregate_id": f"task_{assignee_id}",
        "aggregate_version": 1,
        "actor": {"kind": "staff", "id": demo.SUPERVISOR},
        "occurred_at": "2026-03-02T02:00:00Z",
        "schema_version": 1,
        "correlation_id": "at-once",
        "cause_id": None,
        "data": data,
    }
    return {"source": "crm.tasks", "detail": detail}


def test_four_who_begin_at_the_same_instant_raise_one_conflict(real: Twin) -> None:
    container = Container(real.site, real.clock.now())
    react_at_once(container, "conflicts.follow_tasks", [_created(each) for each in FOLLOWERS])
    real.settle()
    followers = real.call("GET /accounts/customer-a/followers", user=demo.ADMINISTRATOR).json
    assert sorted(each["user_id"] for each in followers["followers"]) == sorted(FOLLOWERS)
    (conflict,) = real.call("GET /conflicts?account=customer-a", user=demo.ADMINISTRATOR).json["items"]
    assert (conflict["conflict_id"], conflict["status"]) == (followers["conflict_id"], "open")
    assert sorted(each["user_id"] for each in conflict["participants"]) == sorted(FOLLOWERS)
    assert len([each for each in real.pump.events if each["type"] == "ConflictOpened"]) == 1
    assert len([each for each in real.pump.events if each["type"] == "ConflictTold"]) == 1


@pytest.mark.parametrize("story", SEED, ids=lambda story: story.__name__)
def test_the_seed_on_dynamodb_local(real: Twin, story: Callable[[Company], None]) -> None:
    story(Company(real))
    assert real.pump.failures == []
