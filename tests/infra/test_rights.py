"""What each role allows: exactly what the handlers declare, and nothing that nobody gives a reason for."""

from collections.abc import Iterator

import pytest

from infra import catalog, permissions
from infra.local.resources import ACCOUNT, REGION
from infra.site import Site
from infra.stages import Stage
from tests.infra.templates import Cloud, Resource, statements

pytestmark = pytest.mark.cdk

STAR_ALLOWED = {
    "dynamodb:ListStreams",  # takes no resource
    # Step Functions' log deliveries take no resource either.
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}
"""The only actions that may be allowed on `*`: AWS knows no narrower resource for them."""


def site_of(cloud: Cloud) -> Site:
    stage = next(iter(cloud.templates)).split("-")[1]
    return Site(
        stage=stage,
        region=REGION,
        account=ACCOUNT,
        sender="service@kairos.example",
        user_pool_id=f"kairos-{stage}",
    )


def granted(role: Resource) -> list[dict[str, object]]:
    return [each for policy in role.properties["Policies"] for each in statements(policy["PolicyDocument"])]


def roles(cloud: Cloud) -> Iterator[Resource]:
    found = list(cloud.of("AWS::IAM::Role"))
    assert len(found) > len(catalog.specs())
    return iter(found)


def test_a_role_allows_exactly_what_its_handler_declares(cloud: Cloud) -> None:
    by_id = {(each.stack, each.id): each for each in roles(cloud)}
    site = site_of(cloud)
    for function in cloud.of("AWS::Lambda::Function"):
        operation = function.properties["Handler"].removeprefix("functions.").removesuffix(".handler")
        name = function.properties["Role"].removeprefix(f"arn:aws:iam::{ACCOUNT}:role/")
        expected = [
            {"Effect": "Allow", "Action": list(each.actions), "Resource": list(each.resources)}
            | ({"Condition": each.conditions} if each.conditions else {})
            for each in permissions.statements(catalog.specs()[operation], site)
        ]
        assert granted(by_id[function.stack, name]) == expected, operation


def test_no_role_has_a_managed_policy(cloud: Cloud) -> None:
    assert [each.id for each in roles(cloud) if each.properties.get("ManagedPolicyArns")] == []
    assert list(cloud.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) == []


def test_no_role_allows_a_wildcard_action(cloud: Cloud) -> None:
    actions = {action for role in roles(cloud) for each in granted(role) for action in each["Action"]}  # type: ignore[attr-defined]
    assert [action for action in actions if "*" in action or "?" in action] == []


def test_only_what_aws_forces_is_allowed_on_everything(cloud: Cloud) -> None:
    on_all = {
        action
        for role in roles(cloud)
        for each in granted(role)
        if "*" in each["Resource"]  # type: ignore[operator]
        for action in each["Action"]  # type: ignore[attr-defined]
    }
    assert on_all <= STAR_ALLOWED


def test_every_wildcard_in_a_grant_has_its_reason() -> None:
    site = Site(stage="dev", region=REGION, account=ACCOUNT)
    without = [
        (operation, resource)
        for operation, spec in catalog.specs().items()
        for statement in permissions.statements(spec, site)
        for resource in statement.resources
        if ("*" in resource or "?" in resource) and not statement.why_star
    ]
    assert without == []


def test_nobody_but_a_service_takes_a_role_on(cloud: Cloud) -> None:
    for role in roles(cloud):
        (trust,) = role.properties["AssumeRolePolicyDocument"]["Statement"]
        assert set(trust["Principal"]) == {"Service"}
        assert trust["Action"] == "sts:AssumeRole"


def test_policies_fit(cloud: Cloud) -> None:
    from tests.infra.templates import size  # noqa: PLC0415

    for role in roles(cloud):
        assert sum(size(each["PolicyDocument"]) for each in role.properties["Policies"]) < 10_240, role.id


def test_a_stages_own_prefix_is_on_everything_a_role_reaches(cloud: Cloud) -> None:
    prefix = next(iter(cloud.templates)).rsplit("-", 1)[0]
    strange = {
        resource
        for role in roles(cloud)
        for each in granted(role)
        for resource in each["Resource"]  # type: ignore[attr-defined]
        if resource != "*" and prefix not in resource and ":identity/" not in resource
    }
    assert strange == set()


def test_settings_of_a_stage_are_checked() -> None:
    with pytest.raises(ValueError, match="budget_usd"):
        Stage.model_validate({"name": "dev", "sender": "a@b.example", "portal_url": "x"})
