"""Connecting to a provider."""

import json
from typing import Any

import pytest

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import CREDENTIALS, VENDORS, done

ROUTE = "POST /im/connections"


def test_it_is_for_administrators(twin: Twin) -> None:
    body = {"name": "Slack", "credentials": CREDENTIALS["slack"]}
    problem(twin.call(ROUTE, body), 401, "not_signed_in")
    problem(twin.call(ROUTE, body, user="wang-qiang"), 403, "not_allowed")


@pytest.mark.parametrize(
    ("vendor", "members"),
    [
        ("wecom", {"encoding_aes_key": "short"}),
        ("wecom", {"token": ""}),
        ("feishu", {"encrypt_key": None, "verification_token": None}),
        ("dingtalk", {"app_secret": "with blank"}),
        ("slack", {"signing_secret": "汉字汉字汉字汉字"}),
        ("slack", {"vendor": "telegram"}),
    ],
)
def test_credentials_that_prove_nothing_are_refused_and_not_repeated(
    twin: Twin, vendor: str, members: dict[str, Any]
) -> None:
    body = {"name": vendor, "credentials": CREDENTIALS[vendor] | members}
    document = problem(twin.call(ROUTE, body, user="admin"), 422, "invalid_payload")
    assert all(each["field"].startswith("credentials") for each in document["errors"])
    for secret in ("robot-secret", "feishu-app-secret", "wecom-secret", "xoxb-kairos"):
        assert secret not in json.dumps(document)


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_secret_is_kept_and_never_shown(twin: Twin, vendor: str) -> None:
    answer = twin.call(ROUTE, {"name": vendor, "credentials": CREDENTIALS[vendor]}, user="admin")
    made = done(answer)
    assert (made["vendor"], made["active"], made["version"]) == (vendor, True, 1)
    assert made["webhook_path"] == f"/webhooks/im/{made['connection_id']}"
    twin.settle()
    shown = twin.call(f"GET /im/connections/{made['connection_id']}", user="admin")
    published = json.dumps([each for each in twin.pump.events if each["aggregate_id"] == made["connection_id"]])
    assert "ConnectionCreated" in published
    secrets = {name: value for name, value in CREDENTIALS[vendor].items() if name not in _KNOWN}
    assert secrets
    for secret in secrets.values():
        assert secret not in answer.body + shown.body + published


_KNOWN = {"vendor", "corp_id", "agent_id", "app_id", "app_key", "robot_code"}
