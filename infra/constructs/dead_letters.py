"""The queue of what a domain's functions could not handle."""

from collections.abc import Sequence

from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.findings import accept
from infra.constructs.place import Place
from infra.constructs.policies import document, let_service, refuse_plain_http

_KEPT_SECONDS = 14 * 24 * 3600


class DeadLetters(Construct):
    """A queue that keeps letters for 14 days. `POST /dead-letters/replays` hands them over again.

    Its encryption is SQS's own, also where the stage has a customer managed key: a queue of last resort must not
    refuse a letter because of a key's policy. It goes with its stack: a letter is of use to its function only.
    """

    def __init__(self, scope: Construct, domain: str, rules: Sequence[str], place: Place) -> None:
        super().__init__(scope, "DeadLetters")
        self.queue = sqs.CfnQueue(
            self,
            "Queue",
            queue_name=place.site.dead_letters(domain),
            message_retention_period=_KEPT_SECONDS,
            sqs_managed_sse_enabled=True,
        )
        accept(self.queue, "SQS3", "it is a dead-letter queue itself")
        statements = [refuse_plain_http("sqs:*", self.arn)]
        if rules:
            sent_by_us = {"ArnEquals": {"aws:SourceArn": list(rules)}}
            statements.append(let_service("events", "sqs:SendMessage", self.arn, sent_by_us))
        sqs.CfnQueuePolicy(self, "Policy", queues=[self.queue.ref], policy_document=document(*statements))

    @property
    def arn(self) -> str:
        """The queue's ARN."""
        return self.queue.attr_arn
