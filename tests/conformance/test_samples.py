"""Every function's sample invocation works on the demo company."""

import json
from typing import Any

import jsonschema_rs
import pytest

from crm.core.spec import Http, OnEvent, OnStream, PageRoute
from infra import catalog
from infra.openapi import events
from tests.conformance.stage import NEEDS, SCENES, Stage, over_http, sample_text

OPERATIONS = sorted(catalog.specs(), key=lambda each: (NEEDS.get(each, ""), each))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_sample_works(stage: Stage, operation: str) -> None:
    stage.enter(stage.scene_of(operation))
    sample = stage.sample(operation)
    answer = stage.twin.functions.invoke(operation, sample)
    trigger = catalog.specs()[operation].trigger
    if isinstance(trigger, Http):
        assert answer["statusCode"] == trigger.status, answer["body"]
    if isinstance(trigger, PageRoute):
        assert answer["statusCode"] in {200, 303}, answer["body"]
    if isinstance(trigger, OnStream):
        assert answer == {"batchItemFailures": []}
    stage.twin.settle()
    assert stage.twin.pump.failures == []


@pytest.mark.parametrize(
    "operation", [name for name, spec in catalog.specs().items() if isinstance(spec.trigger, OnEvent)]
)
def test_a_sample_event_is_one_that_its_rule_lets_through(operation: str) -> None:
    sample: dict[str, Any] = json.loads(sample_text(operation))
    trigger = catalog.specs()[operation].trigger
    assert isinstance(trigger, OnEvent)
    assert sample["detail-type"] == sample["detail"]["type"]
    if trigger.types:
        assert sample["source"] == trigger.source
        assert sample["detail-type"] in trigger.types
    jsonschema_rs.validate(events.schemas()[sample["detail-type"]], sample["detail"])


@pytest.mark.parametrize("operation", over_http())
def test_a_sample_request_is_as_the_gateway_sends_it(operation: str) -> None:
    sample: dict[str, Any] = json.loads(sample_text(operation))
    context = sample["requestContext"]
    assert (context["http"]["path"], context["routeKey"]) == (sample["rawPath"], sample["routeKey"])
    assert all(name == name.lower() for name in sample["headers"])
    assert ("jwt" in context.get("authorizer", {})) is (over_http()[operation].access.kind == "staff")
    if "body" in sample:
        assert isinstance(json.loads(sample["body"]), dict)


def test_every_scene_is_played() -> None:
    before = {scene for scene, _ in SCENES.values() if scene}
    assert set(SCENES) == {*NEEDS.values(), *before}
    assert set(NEEDS) < set(OPERATIONS)
