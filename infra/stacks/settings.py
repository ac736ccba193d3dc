"""What every stack of a stage has in common."""

from typing import Any

from aws_cdk import Aws, Environment

from infra.assets import ASSETS_DIR
from infra.site import Site
from infra.stages import Stage


def site_of(stage: Stage, *, user_pool_id: str = "", cursor_key: str = "") -> Site:
    """Return the site of a stage; where it lies CloudFormation fills in."""
    prefix = f"kairos-{stage.name}"
    return Site(
        stage=stage.name,
        region=Aws.REGION,
        account=Aws.ACCOUNT_ID,
        partition=Aws.PARTITION,
        user_pool_id=user_pool_id,
        cursor_key=cursor_key,
        sender=stage.sender,
        portal_url=stage.portal_url,
        push=stage.push,
        settings={
            "ASSETS_DIR": ASSETS_DIR,
            "CACHE_SECONDS": str(stage.cache_seconds),
            "POWERTOOLS_SERVICE_NAME": prefix,
        },
    )


def stack_options(stage: Stage, domain: str, description: str) -> dict[str, Any]:
    """Return the options of a stack: where it goes, its tags, and whether it may be deleted."""
    place = Environment(account=stage.account or None, region=stage.region or None)
    return {
        "description": description,
        "env": place,
        "tags": {"kairos-stage": stage.name, "kairos-domain": domain},
        "termination_protection": stage.keep_data,
    }
