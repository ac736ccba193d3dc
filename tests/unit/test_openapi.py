"""What is generated: the API document, the event schemas, the table of actions."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from pydantic import BaseModel

from crm.core import settings_store
from crm.core.endpoint import Endpoint
from crm.core.spec import Http
from infra import catalog
from infra.catalog import CatalogError
from infra.openapi import EVENT_SCHEMAS, events, files
from infra.openapi.components import Components, tidied
from infra.openapi.document import build

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return build()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            yield path, method, item[method]


def https() -> dict[str, Http]:
    return {spec.name: spec.trigger for spec in catalog.specs().values() if isinstance(spec.trigger, Http)}


def test_what_is_committed_is_what_is_generated() -> None:
    generated = files()
    kept = {path for path in EVENT_SCHEMAS.glob("*.json") if path not in generated}
    assert kept == set(), "make openapi"
    for path, text in generated.items():
        assert path.exists(), f"{path.name} is missing: make openapi"
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date: make openapi"


def test_it_is_the_same_every_time(document: dict[str, Any]) -> None:
    assert json.dumps(build()) == json.dumps(document)


def test_it_is_openapi_3_1(document: dict[str, Any]) -> None:
    schema = schemathesis.openapi.from_dict(document)
    schema.validate()
    assert len([result.ok() for result in schema.get_all_operations()]) == len(https())


def test_every_component_is_a_json_schema(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}), name


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for each in node.values():
            yield from references(each)
    elif isinstance(node, list):
        for each in node:
            yield from references(each)


def test_every_reference_leads_somewhere_and_every_component_is_used(document: dict[str, Any]) -> None:
    used = set(references(document))
    for reference in used:
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
    for kind in ("schemas", "responses", "parameters", "headers"):
        assert {f"#/components/{kind}/{name}" for name in document["components"][kind]} - used == set()


def test_every_action_is_there_under_its_own_name(document: dict[str, Any]) -> None:
    found = {each["operationId"]: (path, method) for path, method, each in operations(document)}
    assert found == {name: (http.path, http.method.lower()) for name, http in https().items()}


def test_every_operation_says_what_it_is_for(document: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in document["tags"]}
    for path, method, each in operations(document):
        assert each["summary"], path
        assert set(each["tags"]) <= tags
        http = https()[each["operationId"]]
        assert next(iter(each["responses"])) == str(http.status), (path, method)
        for role in http.access.roles:
            assert f"`{role}`" in each["description"]


def resolved(document: dict[str, Any], name: str, status: int) -> dict[str, Any]:
    (found,) = [each for _, _, each in operations(document) if each["operationId"] == name]
    reference = found["responses"][str(status)]["$ref"].rpartition("/")[2]
    response: dict[str, Any] = document["components"]["responses"][reference]
    return response


def codes(document: dict[str, Any], name: str) -> dict[int, list[str]]:
    (found,) = [each for _, _, each in operations(document) if each["operationId"] == name]
    refusals = {int(status): each["$ref"] for status, each in found["responses"].items() if "$ref" in each}
    schemas = {
        status: resolved(document, name, status)["content"]["application/problem+json"]["schema"] for status in refusals
    }
    return {status: schema["allOf"][1]["properties"]["code"]["enum"] for status, schema in schemas.items()}


def test_a_post_documents_its_refusals(document: dict[str, Any]) -> None:
    assert codes(document, "create_user") == {
        400: ["bad_request", "idempotency_key_invalid", "idempotency_key_missing"],
        401: ["not_signed_in"],
        403: ["not_allowed"],
        409: ["already_exists", "idempotency_key_reused"],
        413: ["body_too_large"],
        415: ["unsupported_media_type"],
        422: ["invalid_payload", "reporting_loop", "unknown_colleague"],
        500: ["internal"],
        503: ["busy"],
    }


def test_an_edit_documents_its_version(document: dict[str, Any]) -> None:
    found = codes(document, "edit_team")
    assert (found[404], found[409], found[428]) == (["not_found"], ["stale_version"], ["version_required"])
    edit = document["paths"]["/teams/{team_id}"]["patch"]
    assert {"$ref": "#/components/parameters/IfMatch"} in edit["parameters"]
    assert "ETag" in edit["responses"]["200"]["headers"]


def test_what_is_public_asks_for_nobody(document: dict[str, Any]) -> None:
    health = document["paths"]["/health"]["get"]
    assert health["security"] == []
    assert "401" not in health["responses"]
    assert document["paths"]["/users"]["get"]["security"] == [{"staff": []}]


def test_refusals_are_told_in_both_languages(document: dict[str, Any]) -> None:
    description = resolved(document, "edit_team", 428)["description"]
    assert "版本" in description
    assert "version" in description


def test_a_setting_may_be_any_of_its_kinds(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert schemas["PutSetting"]["properties"]["document"] == {"$ref": "#/components/schemas/SettingDocument"}
    named = {each["$ref"].rpartition("/")[2] for each in schemas["SettingDocument"]["anyOf"]}
    assert named == set(settings_store.kinds())
    assert schemas["directory.calendar"]["additionalProperties"] is False


def test_two_models_of_one_name_are_refused() -> None:
    components = Components()
    components.add_all({"Thing": {"type": "object"}}, "one.action")
    components.add_all({"Thing": {"type": "object"}}, "another.action")
    with pytest.raises(CatalogError, match=r"one\.action and third\.action"):
        components.add_all({"Thing": {"type": "string"}}, "third.action")


def test_a_name_that_had_to_be_bent_is_refused() -> None:
    with pytest.raises(CatalogError, match="two models of one name"):
        Components().add_all({"crm__cases__views__Thing": {}}, "an.action")


def test_the_parts_of_a_setting_carry_its_name() -> None:
    class Part(BaseModel):
        size: int

    class Whole(BaseModel):
        parts: list[Part]

    components = Components()
    assert components.add_model("a.kind", Whole) == {"$ref": "#/components/schemas/a.kind"}
    parts = components.schemas["a.kind"]["properties"]["parts"]
    assert parts["items"] == {"$ref": "#/components/schemas/a.kind.Part"}
    assert "a.kind.Part" in components.schemas


def test_members_called_title_survive_tidying() -> None:
    schema = {"type": "object", "title": "X", "properties": {"title": {"type": "string", "title": "Title"}}}
    assert tidied(schema) == {"type": "object", "properties": {"title": {"type": "string"}}}


def test_whole_bounds_are_whole() -> None:
    assert json.dumps(tidied({"type": "integer", "maximum": 100.0, "multipleOf": 0.5})) == (
        '{"type": "integer", "maximum": 100, "multipleOf": 0.5}'
    )


def test_every_handler_behind_a_route_is_an_endpoint() -> None:
    handlers = catalog.handlers().values()
    assert all(isinstance(each, Endpoint) for each in handlers if isinstance(each.spec.trigger, Http))


@pytest.mark.parametrize("name", sorted(events.event_types()))
def test_every_event_has_a_schema(name: str) -> None:
    schema = events.schemas()[name]
    jsonschema_rs.meta.validate(schema)
    assert re.fullmatch(r"[A-Z][A-Za-z]+", name)
    assert schema["description"]
    assert schema["properties"]["type"] == {"const": name}
    assert schema["x-source"].startswith("crm.")


def test_the_table_names_every_action() -> None:
    table = next(text for path, text in files().items() if path.name == "actions.md")
    for operation, spec in catalog.specs().items():
        assert f"| `{spec.name}`: " in table, operation
