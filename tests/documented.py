"""Every answer that any test gets from an action, held against the API document: its status, and a refusal's code."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from crm.core.problem import MEDIA_TYPE
from infra.openapi import OUTPUTS


def require(operation: str, answer: Mapping[str, Any]) -> None:
    """Assert that an action may answer so; one that only a test knows may answer as it likes."""
    known = _answers().get(operation.partition(".")[2])
    if known is None:
        return
    refused = answer["headers"].get("Content-Type") == MEDIA_TYPE
    code = json.loads(answer["body"])["code"] if refused else None
    assert (str(answer["statusCode"]), code) in known, f"{operation} does not document {answer['statusCode']} {code}"


@lru_cache(maxsize=1)
def _answers() -> dict[str, set[tuple[str, str | None]]]:
    document = json.loads(OUTPUTS[0].read_text(encoding="utf-8"))
    codes = {name: _codes(response) for name, response in document["components"]["responses"].items()}
    found: dict[str, set[tuple[str, str | None]]] = {}
    for methods in document["paths"].values():
        for operation in methods.values():
            found[operation["operationId"]] = {
                (status, code)
                for status, response in operation["responses"].items()
                for code in codes.get(response.get("$ref", "").rpartition("/")[2], [None])
            }
    return found


def _codes(response: Mapping[str, Any]) -> list[str | None]:
    return list(response["content"][MEDIA_TYPE]["schema"]["allOf"][1]["properties"]["code"]["enum"])
