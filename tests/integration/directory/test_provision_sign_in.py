"""Sign-ins follow the directory."""

from collections.abc import Callable
from typing import Any

from infra.local import resources
from infra.local.twin import Answer, Twin

AddUser = Callable[..., str]
Edit = Callable[..., Answer]


def sign_in(twin: Twin, user: str) -> dict[str, Any]:
    """Return what the user pool knows of a colleague."""
    cognito, pool = resources.client("cognito-idp"), twin.site.user_pool_id
    found = cognito.admin_get_user(UserPoolId=pool, Username=user)
    groups = cognito.admin_list_groups_for_user(UserPoolId=pool, Username=user)["Groups"]
    attributes = {each["Name"]: each["Value"] for each in found["UserAttributes"]}
    return {
        "email": attributes["email"],
        "enabled": found["Enabled"],
        "groups": sorted(group["GroupName"] for group in groups),
    }


def test_a_new_colleague_can_sign_in(twin: Twin, add_user: AddUser) -> None:
    user = add_user("sign-in-1", "agent", "knowledge_manager")
    assert sign_in(twin, user) == {
        "email": "sign-in-1@kairos.example",
        "enabled": True,
        "groups": ["agent", "knowledge_manager"],
    }
    assert twin.sign_in(user)


def test_the_groups_follow_the_roles(twin: Twin, add_user: AddUser, edit: Edit) -> None:
    user = add_user("sign-in-2", "agent", "admin")
    edit(user, roles=["agent", "supervisor"])
    twin.settle()
    assert sign_in(twin, user)["groups"] == ["agent", "supervisor"]


def test_the_address_follows(twin: Twin, add_user: AddUser, edit: Edit) -> None:
    user = add_user("sign-in-3", "agent")
    edit(user, email="new@kairos.example")
    twin.settle()
    assert sign_in(twin, user)["email"] == "new@kairos.example"


def test_who_is_deactivated_cannot_sign_in(twin: Twin, add_user: AddUser, edit: Edit) -> None:
    user = add_user("sign-in-4", "agent")
    edit(user, active=False)
    twin.settle()
    assert sign_in(twin, user)["enabled"] is False
    edit(user, active=True)
    twin.settle()
    assert sign_in(twin, user)["enabled"] is True


def test_late_and_double_deliveries_apply_what_holds_now(twin: Twin, add_user: AddUser, edit: Edit) -> None:
    user = add_user("sign-in-5", "agent")
    created = twin.call(f"GET /users/{user}/timeline", user="admin").json["items"][-1]
    edit(user, roles=["supervisor"], email="sign-in-5-new@kairos.example")
    twin.settle()
    for _ in range(2):
        twin.functions.invoke("directory.provision_sign_in", {"detail": created})
    assert sign_in(twin, user) == {
        "email": "sign-in-5-new@kairos.example",
        "enabled": True,
        "groups": ["supervisor"],
    }


def test_an_event_of_somebody_unknown_is_passed_over(twin: Twin, add_user: AddUser) -> None:
    user = add_user("sign-in-6", "agent")
    created = twin.call(f"GET /users/{user}/timeline", user="admin").json["items"][-1]
    twin.functions.invoke("directory.provision_sign_in", {"detail": created | {"aggregate_id": "nobody-here"}})
