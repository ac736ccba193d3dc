"""Who calls, and who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from crm.core import dynamodb, secrets, tokens
from crm.core.access import ADMIN, AGENT, CUSTOMER, EVERYONE, PUBLIC, SUPERVISOR, Access, Caller, staff
from crm.core.errors import NotAllowedError, NotSignedInError
from crm.core.identity import PORTAL, identify, require_role
from tests.unit.core.conftest import START, Clock


@pytest.fixture(autouse=True)
def directory(
    monkeypatch: pytest.MonkeyPatch, given: Callable[..., None], standing_clock: Clock
) -> dict[str, dict[str, Any]]:
    users: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(dynamodb, "get_raw", lambda _domain, pk, _sk: users.get(pk))
    monkeypatch.setattr(secrets, "_read", lambda: {"current": "1", "1": "key"})
    return users


def user(*roles: str, active: bool = True, **members: Any) -> dict[str, Any]:
    listed = {"L": [{"S": role} for role in roles]}
    return {"kind": {"S": "user"}, "active": {"BOOL": active}, "roles": listed, "locale": {"S": "en"}, **members}


def signed_in(user_id: str, groups: str) -> dict[str, Any]:
    claims = {"username": user_id, "cognito:groups": groups}
    return {"headers": {}, "requestContext": {"authorizer": {"jwt": {"claims": claims}}}}


def call(access: Access, event: dict[str, Any]) -> Caller:
    caller = identify(access, event, START, "zh-CN")
    require_role(access, caller)
    return caller


def test_anybody_is_public() -> None:
    assert call(PUBLIC, {}).kind == "public"


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"headers": {}, "requestContext": {}},
        {"requestContext": {"authorizer": {"jwt": {"claims": {}}}}},
        {"requestContext": {"authorizer": {"jwt": {"claims": {"username": ""}}}}},
    ],
)
def test_without_a_token_nobody_is_a_colleague(event: dict[str, Any]) -> None:
    with pytest.raises(NotSignedInError):
        call(staff(*EVERYONE), event)


def test_roles_are_those_that_token_and_directory_agree_on(directory: dict[str, Any]) -> None:
    directory["li-lei"] = user("agent", "supervisor", team_id={"S": "support"})
    caller = call(staff(AGENT, ADMIN), signed_in("li-lei", "[agent admin]"))
    assert caller.roles == {"agent"}
    assert (caller.locale, caller.team_id, caller.kind) == ("en", "support", "staff")
    assert caller.has(AGENT)
    assert not caller.has(ADMIN, SUPERVISOR)


@pytest.mark.parametrize(
    ("token", "record"), [("[agent]", ["supervisor"]), ("[supervisor]", ["agent"]), ("", ["supervisor"])]
)
def test_a_role_that_one_of_them_lacks_is_none(directory: dict[str, Any], token: str, record: list[str]) -> None:
    directory["li-lei"] = user(*record)
    with pytest.raises(NotAllowedError) as refused:
        call(staff(SUPERVISOR), signed_in("li-lei", token))
    assert refused.value.facts == {"roles": ["supervisor"]}


def test_who_was_deactivated_is_not_signed_in(directory: dict[str, Any]) -> None:
    directory["li-lei"] = user("admin", active=False)
    with pytest.raises(NotSignedInError):
        call(staff(ADMIN), signed_in("li-lei", "[admin]"))


def test_only_an_administrator_comes_in_before_the_directory_knows_them() -> None:
    assert call(staff(ADMIN), signed_in("stranger", "[admin agent]")).roles == {"admin"}
    with pytest.raises(NotAllowedError):
        call(staff(AGENT), signed_in("stranger", "[agent]"))


def test_a_team_is_no_colleague(directory: dict[str, Any]) -> None:
    directory["support"] = {"kind": {"S": "team"}}
    with pytest.raises(NotAllowedError):
        call(staff(AGENT), signed_in("support", "[agent]"))


def test_a_stranger_is_not_remembered_as_one(directory: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedError):
        call(staff(AGENT), signed_in("new", "[agent]"))
    directory["new"] = user("agent")
    assert call(staff(AGENT), signed_in("new", "[agent]")).roles == {"agent"}


def test_a_role_taken_away_is_gone_when_the_cache_is_too_old(directory: dict[str, Any], standing_clock: Clock) -> None:
    directory["li-lei"] = user("agent")
    call(staff(AGENT), signed_in("li-lei", "[agent]"))
    directory["li-lei"] = user("supervisor")
    standing_clock.advance(seconds=60)
    with pytest.raises(NotAllowedError):
        call(staff(AGENT), signed_in("li-lei", "[agent]"))


def contact(*, active: bool = True) -> dict[str, Any]:
    return {"kind": {"S": "contact"}, "active": {"BOOL": active}, "locale": {"S": "en"}}


def test_a_customer_comes_with_a_portal_token(directory: dict[str, Any]) -> None:
    directory["contact_1"] = contact()
    token = tokens.sign(PORTAL, {"sub": "contact_1", "account": "acct_1"}, START + timedelta(hours=1))
    caller = call(CUSTOMER, {"headers": {"authorization": f"Bearer {token}"}})
    assert (caller.kind, caller.id, caller.account_id, caller.roles) == ("customer", "contact_1", "acct_1", frozenset())
    assert caller.locale == "en", "the contact's own language, unless the request asks for another"
    headers = {"authorization": f"Bearer {token}", "accept-language": "zh"}
    assert call(CUSTOMER, {"headers": headers}).locale == "zh-CN"


def test_a_token_of_a_contact_who_was_deactivated_is_no_sign_in(directory: dict[str, Any]) -> None:
    token = tokens.sign(PORTAL, {"sub": "contact_1"}, START + timedelta(hours=1))
    for record in ({}, {"contact_1": contact(active=False)}):
        directory.update(record)
        with pytest.raises(NotSignedInError):
            call(CUSTOMER, {"headers": {"authorization": f"Bearer {token}"}})


def test_a_token_for_something_else_is_no_sign_in() -> None:
    token = tokens.sign("survey", {"sub": "contact_1"}, START + timedelta(hours=1))
    with pytest.raises(NotSignedInError):
        call(CUSTOMER, {"headers": {"authorization": f"Bearer {token}"}})


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "abc"])
def test_anything_else_is_no_customer(header: str) -> None:
    with pytest.raises(NotSignedInError):
        call(CUSTOMER, {"headers": {"authorization": header}})


def test_a_colleague_is_no_customer(directory: dict[str, Any]) -> None:
    directory["li-lei"] = user("admin")
    with pytest.raises(NotSignedInError):
        call(CUSTOMER, signed_in("li-lei", "[admin]"))
