"""Mail: the sender's identity in SES, and how mail leaves."""

from aws_cdk import aws_ses as ses
from constructs import Construct

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
