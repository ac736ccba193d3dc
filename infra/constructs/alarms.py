"""Alarms: what rings, and why.

Those on outcomes always ring: work was lost, refused or late. Those on causes, one for each function, stream and queue,
ring where the stage asks for them (`every_alarm`): each costs 0.10 USD a month beyond the account's first ten.
What each means and what to do is told in docs/operating.md, under the alarm's own name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from crm.core.metrics import NAMESPACE
from crm.core.spec import Http, OnStream, PageRoute, Spec
from infra.constructs.place import Place
from infra.site import Site
from infra.stages import Stage
from infra.workflows import Workflow

_PERIOD_SECONDS = 300
_STREAM_LATE_MS = 5 * 60 * 1000
_SLOW_MS = 3000
_HOUR = 3600


@dataclass(frozen=True)
class Watch:
    """A metric that rings above a threshold."""

    name: str
    why: str
    namespace: str
    metric: str
    dimensions: Mapping[str, str]
    statistic: str = "Sum"
    threshold: float = 0
    periods: int = 1
    period_seconds: int = _PERIOD_SECONDS


def ring(scope: Construct, watch: Watch, site: Site, subject: str = "") -> None:
    """Add the alarm `<prefix>-[<subject>-]<name>`."""
    percentile = watch.statistic.startswith("p")
    topic = site.arn("sns", site.alarms)
    dimension = cloudwatch.CfnAlarm.DimensionProperty
    dimensions = [dimension(name=name, value=value) for name, value in watch.dimensions.items()]
    cloudwatch.CfnAlarm(
        scope,
        f"Alarm-{subject}-{watch.name}",
        alarm_name="-".join(part for part in (site.prefix, subject, watch.name) if part),
        alarm_description=f"{watch.why} What to do: docs/operating.md, {watch.name}.",
        namespace=watch.namespace,
        metric_name=watch.metric,
        dimensions=dimensions or None,
        statistic=None if percentile else watch.statistic,
        extended_statistic=watch.statistic if percentile else None,
        evaluate_low_sample_count_percentile="ignore" if percentile else None,
        period=watch.period_seconds,
        evaluation_periods=watch.periods,
        threshold=watch.threshold,
        comparison_operator="GreaterThanThreshold",
        treat_missing_data="notBreaching",
        alarm_actions=[topic],
        ok_actions=[topic],
    )


def watch_domain(
    scope: Construct, domain: str, specs: Iterable[Spec], workflows: Sequence[Workflow], place: Place
) -> None:
    """Add the alarms of a domain's stack."""
    site = place.site
    for workflow in workflows:
        for watch in workflow_failed(workflow, site):
            ring(scope, watch, site, workflow.name)
    if place.stage.every_alarm:
        ring(scope, dead_letters(domain, site), site, domain)
        for spec in specs:
            for watch in _causes(spec, site):
                ring(scope, watch, site, spec.operation.replace(".", "-"))


def dead_letters(domain: str, site: Site) -> Watch:
    """Ring as long as something lies in the domain's queue: sooner than the count of all of them, and by name."""
    return Watch(
        "dead-letters",
        f"Something that {domain} had to do was tried again and again and is not done.",
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        {"QueueName": site.dead_letters(domain)},
        statistic="Maximum",
    )


def workflow_failed(workflow: Workflow, site: Site) -> tuple[Watch, ...]:
    """Ring when a run of the workflow fails or takes too long."""
    dimensions = {"StateMachineArn": site.arn("states", f"stateMachine:{site.workflow(workflow.name)}")}
    failed = f"A run of {workflow.name} gave up: what it was to do is not done, and nothing runs it again."
    late = f"A run of {workflow.name} took longer than it may and was stopped."
    return (
        Watch("workflow-failed", failed, "AWS/States", "ExecutionsFailed", dimensions),
        Watch("workflow-timed-out", late, "AWS/States", "ExecutionsTimedOut", dimensions),
    )


def _causes(spec: Spec, site: Site) -> Iterable[Watch]:
    dimensions = {"FunctionName": site.function(spec.operation)}
    if not isinstance(spec.trigger, Http | PageRoute):
        why = f"{spec.operation} fails again and again: what it was to do becomes a dead letter."
        yield Watch("function-errors", why, "AWS/Lambda", "Errors", dimensions, threshold=2, periods=2)
    if isinstance(spec.trigger, OnStream):
        why = f"{spec.operation} is behind the changes of its table: events, messages or timers come late."
        yield Watch("stream-late", why, "AWS/Lambda", "IteratorAge", dimensions, "Maximum", _STREAM_LATE_MS)


def watch_foundation(scope: Construct, api_id: str, site: Site, stage: Stage) -> None:
    """Add the alarms on what all domains share."""
    for watch in (*_api(api_id, stage), _throttled(), *_counted(site)):
        ring(scope, watch, site)


def _api(api_id: str, stage: Stage) -> Iterable[Watch]:
    dimensions = {"ApiId": api_id}
    failing = "The API answers 5xx: a function crashed, ran out of time, was throttled or met a fault of ours."
    yield Watch("api-failing", failing, "AWS/ApiGateway", "5xx", dimensions, threshold=2)
    if stage.every_alarm:
        slow = "One request in a hundred takes longer than three seconds."
        yield Watch("api-slow", slow, "AWS/ApiGateway", "Latency", dimensions, "p99", _SLOW_MS, periods=3)


def _throttled() -> Watch:
    """Ring for the whole region: the limit that is reached is the account's, whoever reaches it."""
    why = "Lambda refuses to start functions: the account's concurrency in this region is used up."
    return Watch("throttled", why, "AWS/Lambda", "Throttles", {}, threshold=5)


def _counted(site: Site) -> Iterable[Watch]:
    dimensions = {"service": site.prefix}
    letters = "Something that was to be done was tried again and again and is not done."
    yield Watch("dead-letters", letters, NAMESPACE, "DeadLetters", dimensions, statistic="Maximum")
    failure = "Requests met a fault of ours; each was answered with its correlation id and is logged with the cause."
    yield Watch("failures", failure, NAMESPACE, "Failure", dimensions, threshold=2)
    lost = "Timers were found overdue by the sweep: their schedules were lost, or what they called failed."
    yield Watch("schedule-lost", lost, NAMESPACE, "ScheduleLost", dimensions, period_seconds=_HOUR)
    unsure = "It is not known whether a message left, and it is not sent again before somebody looks."
    yield Watch("message-uncertain", unsure, NAMESPACE, "MessageUncertain", dimensions)
