"""The company's own key, where a stage asks for one."""

from typing import Any

from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.constructs.place import keep_or_destroy
from infra.constructs.policies import document
from infra.site import Site
from infra.stages import Stage

_SERVICES = ("dynamodb", "s3", "secretsmanager", "sns")


class Key(Construct):
    """A key that turns every year, used by whoever may use what is encrypted with it: as with AWS's own keys.

    So functions need no right on the key, and what a function may read is decided in one place, its grants.
    """

    def __init__(self, scope: Construct, stage: Stage, site: Site) -> None:
        super().__init__(scope, "Key")
        key = kms.CfnKey(
            self,
            "Key",
            description=f"What {site.prefix} keeps.",
            enable_key_rotation=True,
            key_policy=_policy(site),
            pending_window_in_days=30,
        )
        keep_or_destroy(key, stage)
        kms.CfnAlias(self, "Alias", alias_name=f"alias/{site.prefix}", target_key_id=key.attr_key_id)
        self.arn = key.attr_arn


def _policy(site: Site) -> dict[str, Any]:
    ours = {
        "kms:CallerAccount": site.account,
        "kms:ViaService": [f"{each}.{site.region}.amazonaws.com" for each in _SERVICES],
    }
    using = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:CreateGrant"]
    telling = {"Service": ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]}
    return document(
        # Without this the key could be managed by nobody; it gives rights to no one by itself.
        _let({"AWS": site.arn("iam", "root", regional=False)}, ["kms:*"]),
        _let({"AWS": "*"}, using) | {"Condition": {"StringEquals": ours}},
        # They tell the topic of the alarms, and its own policy says for which account.
        _let(telling, ["kms:Decrypt", "kms:GenerateDataKey"]),
        # SES lays mail into the inbox.
        _let({"Service": "ses.amazonaws.com"}, ["kms:Decrypt", "kms:GenerateDataKey"])
        | {"Condition": {"StringEquals": {"aws:SourceAccount": site.account}}},
    )


def _let(principal: dict[str, Any], actions: list[str]) -> dict[str, object]:
    return {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": "*"}
