"""Mail: the sender's identity in SES, how mail leaves, and how it comes in."""

from aws_cdk import aws_ses as ses
from constructs import Construct

from crm.mail import storage
from infra.constructs.keeping import Bucket
from infra.constructs.place import keep_or_destroy
from infra.site import Site
from infra.stages import Stage


class Mail(Construct):
    """The sender. SES writes to the address, and whoever reads it confirms it; over TLS or not at all.

    Addresses that bounced or complained are not written to again: SES keeps the list.
    """

    def __init__(self, scope: Construct, stage: Stage, site: Site) -> None:
        super().__init__(scope, "Mail")
        leaving = ses.CfnConfigurationSet(
            self,
            "Leaving",
            name=site.mail,
            delivery_options=ses.CfnConfigurationSet.DeliveryOptionsProperty(tls_policy="REQUIRE"),
            reputation_options=ses.CfnConfigurationSet.ReputationOptionsProperty(reputation_metrics_enabled=True),
            suppression_options=ses.CfnConfigurationSet.SuppressionOptionsProperty(
                suppressed_reasons=["BOUNCE", "COMPLAINT"]
            ),
        )
        identity = ses.CfnEmailIdentity(
            self,
            "Sender",
            email_identity=stage.sender,
            configuration_set_attributes=ses.CfnEmailIdentity.ConfigurationSetAttributesProperty(
                configuration_set_name=leaving.ref
            ),
        )
        keep_or_destroy(identity, stage)


class Inbox(Construct):
    """What SES does with mail that comes in: over TLS only, scanned for spam and viruses, laid into the inbox.

    SES has one active rule set an account and region, and CloudFormation cannot make it the active one: an operator
    does so once. Without addresses to receive for, there is no rule.
    """

    def __init__(self, scope: Construct, inbox: Bucket, stage: Stage, site: Site) -> None:
        super().__init__(scope, "Inbox")
        if not stage.receives:
            return
        rules = ses.CfnReceiptRuleSet(self, "Rules", rule_set_name=site.mail)
        store = ses.CfnReceiptRule.S3ActionProperty(bucket_name=inbox.bucket.ref, object_key_prefix=storage.RAW)
        rule = ses.CfnReceiptRule(
            self,
            "Rule",
            rule_set_name=rules.ref,
            rule=ses.CfnReceiptRule.RuleProperty(
                name=f"{site.mail}-inbox",
                enabled=True,
                recipients=list(stage.receives),
                scan_enabled=True,
                tls_policy="Require",
                actions=[ses.CfnReceiptRule.ActionProperty(s3_action=store)],
            ),
        )
        rule.add_dependency(inbox.policy)
