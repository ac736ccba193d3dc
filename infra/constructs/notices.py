"""Who is told: the topic of the alarms, and the stage's budget."""

from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_sns as sns
from constructs import Construct

from infra.constructs.policies import document, let_service, refuse_plain_http
from infra.site import Site
from infra.stages import Stage

_PERCENT = (("ACTUAL", 80), ("FORECASTED", 100))


class Notices(Construct):
    """One topic for everything that is wrong; `alarm_email` gets it by mail."""

    def __init__(self, scope: Construct, stage: Stage, site: Site, key: str | None) -> None:
        super().__init__(scope, "Notices")
        self.topic = sns.CfnTopic(self, "Topic", topic_name=site.alarms, kms_master_key_id=key)
        ours = {"StringEquals": {"aws:SourceAccount": site.account}}
        sns.CfnTopicPolicy(
            self,
            "Policy",
            topics=[self.topic.ref],
            policy_document=document(
                *(let_service(each, "sns:Publish", self.topic.ref, ours) for each in ("cloudwatch", "budgets")),
                refuse_plain_http("sns:Publish", self.topic.ref),
            ),
        )
        if stage.alarm_email:
            sns.CfnSubscription(self, "Mail", topic_arn=self.topic.ref, protocol="email", endpoint=stage.alarm_email)
        self._add_budget(stage, site)

    def _add_budget(self, stage: Stage, site: Site) -> None:
        budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=site.prefix,
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=stage.budget_usd, unit="USD"),
                cost_filters={"TagKeyValue": [f"user:kairos-stage${stage.name}"]},
            ),
            notifications_with_subscribers=[self._notice(kind, percent) for kind, percent in _PERCENT],
        )

    def _notice(self, kind: str, percent: int) -> budgets.CfnBudget.NotificationWithSubscribersProperty:
        above = budgets.CfnBudget.NotificationProperty(
            notification_type=kind,
            comparison_operator="GREATER_THAN",
            threshold=percent,
            threshold_type="PERCENTAGE",
        )
        told = budgets.CfnBudget.SubscriberProperty(subscription_type="SNS", address=self.topic.ref)
        return budgets.CfnBudget.NotificationWithSubscribersProperty(notification=above, subscribers=[told])
