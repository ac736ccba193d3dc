"""What starts a function: a route, a rule, a stream, a schedule."""

import json
from collections.abc import Mapping
from typing import Any

from aws_cdk import aws_apigatewayv2 as api
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler

from crm.core.spec import Http, OnEvent, OnSchedule, OnStream, OnUpload, PageRoute
from infra.constructs.action import Action
from infra.constructs.findings import accept
from infra.constructs.place import Place
from infra.constructs.timers import Timers

ASYNC_RETRIES = 2
"""How often Lambda runs a call that nobody waits for again, before it becomes a dead letter."""

_HOUR = 3600
STREAM_RETRIES = 9
_STREAM_BATCH = 100
_STREAM_HOURS = 6
"""A stream keeps records for 24 hours, and a dead letter only says where they are: what is left is for mending."""

_OWN_CHECK = {
    "customer": "a customer signs in with a token of our own, which the function verifies before anything else",
    "public": "it is for everybody: what it is handed is checked by the action itself, and answers tell nothing",
}


def on_route(action: Action, trigger: Http | PageRoute, invoker: str, place: Place) -> None:
    """Let its API call the function, in the role `invoker`: one for a domain saves a permission for each."""
    shared = place.shared
    api_id = shared.pages_api_id if isinstance(trigger, PageRoute) else shared.api_id
    integration = api.CfnIntegration(
        action,
        "Integration",
        api_id=api_id,
        integration_type="AWS_PROXY",
        integration_uri=action.arn,
        credentials_arn=invoker,
        payload_format_version="2.0",
    )
    signed_in = trigger.access.kind == "staff"
    route = api.CfnRoute(
        action,
        "Route",
        api_id=api_id,
        route_key=f"{trigger.method} {trigger.path}",
        target=f"integrations/{integration.ref}",
        authorization_type="JWT" if signed_in else "NONE",
        authorizer_id=shared.authorizer_id if signed_in else None,
    )
    if not signed_in:
        accept(route, "APIG4", _OWN_CHECK[trigger.access.kind])


def on_event(action: Action, trigger: OnEvent, letters: str, place: Place) -> None:
    """Call the function for events on the suite's bus."""
    _rule(action, trigger.pattern, place.site.bus, letters, place)


def on_upload(action: Action, trigger: OnUpload, letters: str, place: Place) -> None:
    """Call the function for files that arrive in a bucket: S3 tells the account's default bus."""
    _rule(action, place.site.upload_pattern(trigger), None, letters, place)


def _rule(action: Action, pattern: Mapping[str, Any], bus: str | None, letters: str, place: Place) -> None:
    target = events.CfnRule.TargetProperty(
        id="function",
        arn=action.arn,
        retry_policy=events.CfnRule.RetryPolicyProperty(maximum_event_age_in_seconds=_HOUR),
        dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=letters),
    )
    rule = events.CfnRule(
        action,
        "Rule",
        name=place.site.function(action.spec.operation),
        event_bus_name=bus,
        event_pattern=dict(pattern),
        targets=[target],
    )
    lambda_.CfnPermission(
        action,
        "Permission",
        function_name=action.arn,
        action="lambda:InvokeFunction",
        principal="events.amazonaws.com",
        source_arn=rule.attr_arn,
    )


def on_schedule(action: Action, trigger: OnSchedule, timers: Timers, letters: str) -> None:
    """Call the function at fixed times."""
    target = scheduler.CfnSchedule.TargetProperty(
        arn=action.arn,
        role_arn=timers.role.arn,
        input="{}",
        dead_letter_config=scheduler.CfnSchedule.DeadLetterConfigProperty(arn=letters),
        retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
            maximum_event_age_in_seconds=_HOUR, maximum_retry_attempts=5
        ),
    )
    scheduler.CfnSchedule(
        action,
        "Schedule",
        name=action.spec.name,
        group_name=timers.group.ref,
        schedule_expression=trigger.expression,
        flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
        target=target,
    )


def on_stream(action: Action, trigger: OnStream, stream: str, letters: str) -> None:
    """Call the function for changes of the table; a record that fails again and again keeps no other waiting."""
    if trigger.domain != action.spec.domain:
        raise ValueError(f"{action.spec.operation} reads another domain's stream: let it react to events instead")
    failure = lambda_.CfnEventSourceMapping.OnFailureProperty(destination=letters)
    pattern = lambda_.CfnEventSourceMapping.FilterProperty(pattern=json.dumps(trigger.pattern))
    lambda_.CfnEventSourceMapping(
        action,
        "Stream",
        function_name=action.arn,
        event_source_arn=stream,
        starting_position="TRIM_HORIZON",
        batch_size=_STREAM_BATCH,
        filter_criteria=lambda_.CfnEventSourceMapping.FilterCriteriaProperty(filters=[pattern]),
        function_response_types=["ReportBatchItemFailures"],
        bisect_batch_on_function_error=True,
        maximum_retry_attempts=STREAM_RETRIES,
        maximum_record_age_in_seconds=_STREAM_HOURS * _HOUR,
        destination_config=lambda_.CfnEventSourceMapping.DestinationConfigProperty(on_failure=failure),
    )


def report_failures(action: Action, letters: str) -> None:
    """Let Lambda run calls that nobody waits for again, and write down what fails all the same."""
    failure = lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=letters)
    lambda_.CfnEventInvokeConfig(
        action,
        "Calls",
        function_name=action.function.ref,
        qualifier="$LATEST",
        maximum_retry_attempts=ASYNC_RETRIES,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(on_failure=failure),
    )
