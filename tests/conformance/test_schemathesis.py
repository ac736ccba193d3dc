"""The API document against what the API does: schemathesis makes up requests, right and wrong, and checks each answer.

A few examples of each action, the same every time; `make fuzz` tries many more, and others each time.
"""

import json
import os
import zlib
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from requests.adapters import BaseAdapter
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    missing_required_header,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from urllib3 import HTTPResponse

from infra import catalog
from infra.local.twin import Answer, match_route
from infra.openapi import OUTPUTS
from tests.conformance.stage import Stage, over_http

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
SCHEMA = schemathesis.openapi.from_dict(json.loads(OUTPUTS[0].read_text(encoding="utf-8")))
SCHEMA.config.generation.update(modes=list(GenerationMode), with_security_parameters=False)
SCHEMA.config.phases.coverage.enabled = bool(EXAMPLES)
SCHEMA.config.phases.coverage.unexpected_methods = set()  # what has no route never comes to an action
SCHEMA.config.checks.missing_required_header.expected_statuses = ["400", "401", "404", "413", "415", "422", "428"]
OF_ANSWERS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
CHECKS = [*OF_ANSWERS, missing_required_header]
OPERATIONS = {operation.partition(".")[2]: operation for operation in over_http()}
GATEWAY = "http://kairos.example"


class Gateway(BaseAdapter):
    """Hands requests to the twin, signed in as somebody who may call the action."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Answer a request as API Gateway and the function behind it would."""
        parts = urlsplit(str(request.url))
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        found = match_route(str(request.method), parts.path)
        assert found is not None, f"no route for {request.method} {parts.path}"
        access = over_http()[found[0]].access
        claims = None
        if access.kind == "staff":
            claims = self._stage.twin.claims(f"only-{access.roles[-1]}")
        elif access.kind == "customer":
            headers["authorization"] = f"Bearer {self._stage.names['customer_token']}"
        body = request.body.encode() if isinstance(request.body, str) else request.body
        answer = self._stage.twin.request(str(request.method), f"{parts.path}?{parts.query}", headers, body, claims)
        return _response(request, answer)

    def close(self) -> None:
        """Nothing is held open."""


def _response(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.headers)
    response.raw = HTTPResponse(headers=answer.headers)
    response._content = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
    response.request, response.url = request, str(request.url)
    return response


@pytest.fixture(scope="module")
def session(stage: Stage) -> requests.Session:
    session = requests.Session()
    session.mount(GATEWAY, Gateway(stage))
    return session


entered: list[str] = []


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES or 8,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_documented(case: schemathesis.Case, stage: Stage, session: requests.Session) -> None:
    operation = OPERATIONS[case.operation.definition.raw["operationId"]]
    if entered[-1:] != [operation]:
        stage.enter(stage.scene_of(operation))
        entered.append(operation)
    _aim(case, stage.sample(operation))
    answer = case.call(base_url=GATEWAY, session=session)
    case.validate_response(answer, checks=CHECKS)


def _aim(case: schemathesis.Case, sample: Any) -> None:
    """Let three of four requests be about something that exists, in the version that it has."""
    if not case.path_parameters or zlib.crc32(repr(case.path_parameters).encode()) % 4 == 0:
        return
    case.path_parameters = dict(sample["pathParameters"])
    if "If-Match" in case.headers and "if-match" in sample["headers"]:
        case.headers["If-Match"] = sample["headers"]["if-match"]


@pytest.mark.parametrize("described", [each.ok() for each in SCHEMA.get_all_operations()], ids=lambda each: each.label)
def test_what_is_answered_when_all_is_well_is_as_documented(described: Any, stage: Stage) -> None:
    """By the sample, so that no action is known by its refusals alone."""
    operation = OPERATIONS[described.definition.raw["operationId"]]
    stage.enter(stage.scene_of(operation))
    sample = stage.sample(operation)
    answer = stage.twin.functions.invoke(operation, sample)
    request = requests.Request(described.method, GATEWAY + sample["rawPath"]).prepare()
    assert answer["statusCode"] == over_http()[operation].status
    case = described.Case(method=described.method, path_parameters=sample.get("pathParameters", {}))
    case.validate_response(
        _response(request, Answer(answer["statusCode"], answer["headers"], answer["body"])), checks=OF_ANSWERS
    )


def test_every_operation_is_tried() -> None:
    tried = {each.ok().definition.raw["operationId"] for each in SCHEMA.get_all_operations()}
    assert tried == {spec.name for operation, spec in catalog.specs().items() if operation in over_http()}
