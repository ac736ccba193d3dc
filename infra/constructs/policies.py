"""Policies as documents: what a role allows, and who may take it on."""

from collections.abc import Iterable, Mapping
from typing import Any

from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.findings import accept_wildcards
from infra.permissions import Statement

Condition = Mapping[str, Mapping[str, Any]]


def document(*statements: Mapping[str, Any]) -> dict[str, Any]:
    """Return a policy document."""
    return {"Version": "2012-10-17", "Statement": [dict(each) for each in statements]}


def allow(statement: Statement) -> dict[str, Any]:
    """Return a statement as it stands in a document."""
    allowed: dict[str, Any] = {
        "Effect": "Allow",
        "Action": list(statement.actions),
        "Resource": list(statement.resources),
    }
    return allowed | ({"Condition": statement.conditions} if statement.conditions else {})


def let_service(service: str, action: str, resource: str, condition: Condition) -> dict[str, Any]:
    """Return a statement of a resource's policy that lets an AWS service act on the resource."""
    principal = {"Service": f"{service}.amazonaws.com"}
    return {
        "Effect": "Allow",
        "Principal": principal,
        "Action": action,
        "Resource": resource,
        "Condition": {operator: dict(each) for operator, each in condition.items()},
    }


def refuse_plain_http(action: str, *resources: str) -> dict[str, Any]:
    """Return a statement of a resource's policy that refuses whatever does not come over TLS."""
    return {
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": list(resources),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def _trust(service: str, condition: Condition | None) -> dict[str, Any]:
    principal = {"Service": f"{service}.amazonaws.com"}
    trust = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return trust | ({"Condition": condition} if condition else {})


class ServiceRole(Construct):
    """A role that one AWS service takes on, with one policy of its own and no managed one."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        service: str,
        description: str,
        statements: Iterable[Statement],
        role_name: str | None = None,
        condition: Condition | None = None,
    ) -> None:
        super().__init__(scope, name)
        allowed = list(statements)
        granted = document(*(allow(each) for each in allowed))
        self.role = iam.CfnRole(
            self,
            "Role",
            role_name=role_name,
            description=description[:1000],
            assume_role_policy_document=document(_trust(service, condition)),
            policies=[iam.CfnRole.PolicyProperty(policy_name="grants", policy_document=granted)],
        )
        accept_wildcards(self.role, allowed)

    @property
    def arn(self) -> str:
        """The role's ARN."""
        return self.role.attr_arn
