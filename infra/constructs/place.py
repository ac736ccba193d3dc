"""Where a domain's parts are put: what all of them need to know."""

from dataclasses import dataclass

from aws_cdk import CfnResource, RemovalPolicy

from infra.assets import Layers
from infra.site import Site
from infra.stages import Stage


@dataclass(frozen=True)
class Shared:
    """What AWS names itself: the only things that the foundation hands on."""

    api_id: str
    pages_api_id: str
    authorizer_id: str
    user_pool_id: str
    key_arn: str | None
    """The customer managed key, where the stage has one."""


@dataclass(frozen=True)
class Place:
    """A stack's site, its stage, and what it shares with the others."""

    site: Site
    stage: Stage
    shared: Shared
    layers: Layers


def keep_or_destroy(resource: CfnResource, stage: Stage) -> None:
    """Let the resource outlive its stack where the stage says so, else let it go with it."""
    resource.apply_removal_policy(RemovalPolicy.RETAIN if stage.keep_data else RemovalPolicy.DESTROY)
