"""A workflow: its state machine, and the rule that starts it."""

from aws_cdk import aws_events as events
from aws_cdk import aws_logs as logs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from infra.constructs.findings import accept
from infra.constructs.place import Place
from infra.constructs.policies import ServiceRole
from infra.permissions import Statement
from infra.site import Site
from infra.workflows import Workflow

_HOUR = 3600
_LOG_DELIVERY = Statement(
    (
        "logs:CreateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:DescribeLogGroups",
        "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:UpdateLogDelivery",
    ),
    ("*",),
    why_star="log deliveries, with which Step Functions writes its log, take no resource narrower than *",
)


class WorkflowMachine(Construct):
    """A state machine that may call exactly the functions its definition names."""

    def __init__(self, scope: Construct, workflow: Workflow, letters: str, place: Place) -> None:
        super().__init__(scope, workflow.name)
        self.machine = sfn.CfnStateMachine(
            self,
            "Machine",
            state_machine_name=place.site.workflow(workflow.name),
            state_machine_type=workflow.kind,
            definition_string=workflow.definition(place.site),
            role_arn=self._role(workflow, place.site),
            logging_configuration=self._log(workflow, place),
        )
        accept(self.machine, "SF1", "every step is logged by its function; what else would be logged holds case data")
        accept(self.machine, "SF2", "the correlation id in every log line tells what tracing would, at no cost")
        self._start_by_event(workflow, letters, place)

    def _role(self, workflow: Workflow, site: Site) -> str:
        calls = Statement(("lambda:InvokeFunction",), tuple(map(site.function_arn, workflow.steps)))
        purpose = f"The functions that the workflow {workflow.name} calls."
        allowed = [calls, _LOG_DELIVERY]
        return ServiceRole(self, "Grants", service="states", description=purpose, statements=allowed).arn

    def _log(self, workflow: Workflow, place: Place) -> sfn.CfnStateMachine.LoggingConfigurationProperty:
        log = logs.CfnLogGroup(
            self,
            "Log",
            log_group_name=f"/aws/vendedlogs/states/{place.site.workflow(workflow.name)}",
            retention_in_days=place.stage.log_retention_days,
        )
        group = sfn.CfnStateMachine.CloudWatchLogsLogGroupProperty(log_group_arn=log.attr_arn)
        return sfn.CfnStateMachine.LoggingConfigurationProperty(
            level="ERROR",
            include_execution_data=False,
            destinations=[sfn.CfnStateMachine.LogDestinationProperty(cloud_watch_logs_log_group=group)],
        )

    def _start_by_event(self, workflow: Workflow, letters: str, place: Place) -> None:
        start = Statement(("states:StartExecution",), (self.machine.ref,))
        role = ServiceRole(
            self,
            "Starter",
            service="events",
            description=f"Starting the workflow {workflow.name}.",
            statements=[start],
        )
        target = events.CfnRule.TargetProperty(
            id="function",
            arn=self.machine.ref,
            role_arn=role.arn,
            retry_policy=events.CfnRule.RetryPolicyProperty(maximum_event_age_in_seconds=_HOUR),
            dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=letters),
        )
        events.CfnRule(
            self,
            "Rule",
            name=place.site.workflow(workflow.name),
            event_bus_name=place.site.bus,
            event_pattern=workflow.trigger.pattern,
            targets=[target],
        )
