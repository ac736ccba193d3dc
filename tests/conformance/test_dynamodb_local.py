"""What only real conditional transactions prove, and the seed's flows on DynamoDB Local."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.local import demo, dynamodb_local
from infra.local import twin as twins
from infra.local.twin import Twin
from tests.conformance.at_once import Container, open_at_once
from tests.flows import test_seed_001
from tests.flows.conftest import Company

pytestmark = pytest.mark.conformance
SEED = (test_seed_001.test_用例_A_1_工单自动派单, test_seed_001.test_用例_B_1_SLA_超时升级)
CAPACITY = 10
AGENTS = tuple(f"agent-{number}" for number in range(1, 6))


@pytest.fixture
def real() -> Iterator[Twin]:
    """A twin with the demo company on a DynamoDB Local of its own."""
    with dynamodb_local.running() as url, twins.running(dynamodb_url=url) as twin:
        demo.found(twin)
        yield twin


def staffed(twin: Twin) -> None:
    """Let five agents with room for ten cases each be there, and nobody else."""
    for user_id in ("li-lei", "zhang-min", "zhang-san", "duty-rd"):
        done(twin, user_id, f"PUT /users/{user_id}/presence", {"presence": "offline"})
    for user_id in AGENTS:
        user = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example", "roles": ["agent"]}
        done(twin, "admin", "POST /users", user | {"team_id": "support", "capacity": CAPACITY})
        done(twin, "admin", f"PUT /users/{user_id}/presence", {"presence": "online"})


def done(twin: Twin, who: str, route: str, body: Any = None) -> Any:
    """Do something that works; nothing follows from it."""
    answer = twin.call(route, body, user=who)
    assert answer.status in {200, 201}, answer.body
    return answer.json


@pytest.mark.requirement("R-116")
def test_a_hundred_cases_at_once_fill_five_agents_and_no_more(real: Twin) -> None:
    staffed(real)
    opened = open_at_once(Container(real.site, real.clock.now()), containers=10, each=10)
    cases = [done(real, "qa", f"GET /cases/{case_id}") for case_id in opened]
    assert len({case["number"] for case in cases}) == len(set(opened)) == 100
    found = Counter(case["assignee_id"] for case in cases)
    assert found == dict.fromkeys(AGENTS, CAPACITY) | {None: 50}
    assert {case["queue_id"] for case in cases if case["assignee_id"] is None} == {"manual_dispatch"}
    loads = [done(real, "wang-qiang", f"GET /users/{each}/load")["active"] for each in AGENTS]
    assert loads == [CAPACITY] * len(AGENTS)


@pytest.mark.parametrize("story", SEED, ids=lambda story: story.__name__)
def test_the_seed_on_dynamodb_local(real: Twin, story: Callable[[Company], None]) -> None:
    story(Company(real))
    assert real.pump.failures == []
