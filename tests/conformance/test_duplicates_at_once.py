"""A customer who submits the same five times in the same instant, on DynamoDB Local."""

import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from crm.core import clock, environment, secrets
from infra import catalog
from infra.local import demo, dynamodb_local
from infra.local import twin as twins
from infra.local.control import portal_token
from tests.conformance import at_once
from tests.conformance.at_once import Container
from tests.conformance.stage import sample_text

pytestmark = pytest.mark.conformance
SUBMIT = "cases.submit_case"
TIMES = 5


def _submit(container: Container, keys: dict[str, str], token: str, number: int) -> dict[str, Any]:
    clock.use(lambda: container.now)
    secrets._read = lambda: keys
    request = json.loads(sample_text(SUBMIT).replace("${customer_token}", token))
    request["headers"]["idempotency-key"] = f"container-{number:04d}"
    at_once._start.wait(timeout=120)
    answer = container.runs(SUBMIT, request)
    assert answer["statusCode"] == 201, answer["body"]
    shown: dict[str, Any] = json.loads(answer["body"])
    return shown


@pytest.mark.requirement("R-090", "R-091", "R-092")
def test_of_five_equal_cases_at_once_one_is_open_and_takes_four_in() -> None:
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(TIMES)
    with dynamodb_local.running() as url, twins.running(dynamodb_url=url) as twin:
        demo.found(twin)
        container, token = Container(twin.site, twin.clock.now()), portal_token(twin, "contact-b")
        with environment.only(twin.site.environment(catalog.specs()[SUBMIT])):
            name, key = secrets.signing_key()
        keys = {"current": name, name: key.decode()}
        with ProcessPoolExecutor(TIMES, spawn, at_once._ready, (start,)) as pool:
            submitted = [pool.submit(_submit, container, keys, token, each) for each in range(TIMES)]
            shown = [each.result() for each in submitted]
        twin.settle()
        (first,) = [each for each in shown if each["merged_into"] is None]
        rest = {each["number"] for each in shown} - {first["number"]}
        assert {each["merged_into"] for each in shown} == {None, first["number"]}
        for each in shown:
            case = twin.call(f"GET /cases/{each['number']}", user=demo.SUPERVISOR).json
            assert case["number"] == first["number"]
        assert {each["number"] for each in case["merged"]} == rest
        assert (len(rest), case["status"], case["risk"]) == (TIMES - 1, "in_progress", "suspected")
        mine = twin.call("GET /portal/cases", token=token).json["items"]
        assert sorted(each["status"] for each in mine) == ["in_progress", *["merged"] * (TIMES - 1)]
        (listed,) = twin.call("GET /risk/cases", user=demo.SUPERVISOR).json["items"]
        assert set(listed["inputs"]["numbers"]) == {each["number"] for each in shown}
        assert twin.pump.failures == []
