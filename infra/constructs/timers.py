"""What a domain's schedules need: their group, and the role in which they call."""

from collections.abc import Sequence

from aws_cdk import aws_scheduler as scheduler
from constructs import Construct

from infra.constructs.place import Place
from infra.constructs.policies import ServiceRole
from infra.permissions import Statement


class Timers(Construct):
    """The group of a domain's schedules, recurring and one-time; they may call `operations` and no other."""

    def __init__(self, scope: Construct, domain: str, operations: Sequence[str], letters: str, place: Place) -> None:
        super().__init__(scope, "Timers")
        site = place.site
        group = site.timer_group(domain)
        self.group = scheduler.CfnScheduleGroup(self, "Group", name=group)
        ours = {"aws:SourceAccount": site.account, "aws:SourceArn": site.arn("scheduler", f"schedule-group/{group}")}
        self.role = ServiceRole(
            self,
            "Caller",
            service="scheduler",
            role_name=site.timer_role(domain),
            description=f"What the timers of {domain} call.",
            condition={"StringEquals": ours},
            statements=[
                Statement(("lambda:InvokeFunction",), tuple(map(site.function_arn, operations))),
                Statement(("sqs:SendMessage",), (letters,)),
            ],
        )
