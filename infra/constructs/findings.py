"""Findings of cdk-nag that are accepted, each with its reason, on the very resource that it is about."""

from collections.abc import Iterable

from aws_cdk import Acknowledgment, Aws, Validations
from constructs import IConstruct

from infra.permissions import Statement

_PSEUDO = (Aws.PARTITION, Aws.REGION, Aws.ACCOUNT_ID)
_WILDCARDS = frozenset("*?")


def accept(resource: IConstruct, rule: str, reason: str) -> None:
    """Accept what `rule` of the AWS Solutions pack finds on the resource."""
    Validations.of(resource).acknowledge(Acknowledgment(id=f"AwsSolutions-{rule}", reason=reason))


def accept_wildcards(role: IConstruct, statements: Iterable[Statement]) -> None:
    """Accept every wildcard that a statement gives its reason for; one without a reason stays a finding."""
    for statement in statements:
        for resource in statement.resources:
            if statement.why_star and not _WILDCARDS.isdisjoint(resource):
                accept(role, f"IAM5[Resource::{_as_reported(resource)}]", statement.why_star)


def _as_reported(resource: str) -> str:
    """Return an ARN as cdk-nag writes it, with `<AWS::Region>` for what is known only when it is deployed."""
    for pseudo, name in zip(_PSEUDO, ("Partition", "Region", "AccountId"), strict=True):
        resource = resource.replace(pseudo, f"<AWS::{name}>")
    return resource
