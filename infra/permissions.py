"""From grants to IAM: the only place that knows which AWS action a verb is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crm.core.grants import Grant
from crm.core.spec import Http, PageRoute, Spec, Step
from infra.site import Site

_TABLE_ACTIONS = {
    "get": "dynamodb:GetItem",
    "batch_get": "dynamodb:BatchGetItem",
    "query": "dynamodb:Query",
    "scan": "dynamodb:Scan",
    "put": "dynamodb:PutItem",
    "update": "dynamodb:UpdateItem",
    "delete": "dynamodb:DeleteItem",
    "check": "dynamodb:ConditionCheckItem",
}
_STREAM_ACTIONS = (
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
)
_USER_ACTIONS = (
    "cognito-idp:AdminAddUserToGroup",
    "cognito-idp:AdminCreateUser",
    "cognito-idp:AdminDisableUser",
    "cognito-idp:AdminEnableUser",
    "cognito-idp:AdminListGroupsForUser",
    "cognito-idp:AdminRemoveUserFromGroup",
    "cognito-idp:AdminUpdateUserAttributes",
)

_WHATEVER_FAILED = "a letter may come from any function, stream or workflow of the stage"


@dataclass(frozen=True)
class Statement:
    """One statement of a policy that allows."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: dict[str, dict[str, str]] = field(default_factory=dict)
    why_star: str = ""
    """Why a resource is named with a wildcard: AWS leaves no choice, or the rest of the name is made later."""


def statements(spec: Spec, site: Site) -> list[Statement]:
    """Return what a function's role allows: its grants, writing its own log, and leaving what it could not handle."""
    log_group = site.arn("logs", f"log-group:{site.log_group(spec.operation)}:*")
    named = "Lambda names the streams of a log group itself"
    found = [Statement(("logs:CreateLogStream", "logs:PutLogEvents"), (log_group,), why_star=named)]
    if not isinstance(spec.trigger, Http | PageRoute | Step):
        found.append(Statement(("sqs:SendMessage",), (site.arn("sqs", site.dead_letters(spec.domain)),)))
    for grant in spec.grants:
        found += _statements_of(grant, site)
    return found


def _statements_of(grant: Grant, site: Site) -> list[Statement]:
    try:
        rule = _RULES[grant.kind]
    except KeyError:
        raise ValueError(f"unknown resource {grant.resource}") from None
    return rule(grant, site)


def _table(grant: Grant, site: Site) -> list[Statement]:
    actions = tuple(sorted(_TABLE_ACTIONS[verb] for verb in grant.verbs))
    return [Statement(actions, (site.arn("dynamodb", f"table/{site.table(grant.name)}"),))]


def _index(grant: Grant, site: Site) -> list[Statement]:
    table, _, index = grant.name.partition("/")
    return [Statement(("dynamodb:Query",), (site.arn("dynamodb", f"table/{site.table(table)}/index/{index}"),))]


def _bus(_grant: Grant, site: Site) -> list[Statement]:
    return [Statement(("events:PutEvents",), (site.arn("events", f"event-bus/{site.bus}"),))]


def _secret(grant: Grant, site: Site) -> list[Statement]:
    secret = site.arn("secretsmanager", f"secret:{site.secret(grant.name)}-??????")
    named = "Secrets Manager adds six characters of its own to the name"
    return [Statement(("secretsmanager:GetSecretValue",), (secret,), why_star=named)]


def _none(_grant: Grant, _site: Site) -> list[Statement]:
    """Allow nothing: the grant only gives the function a name to know."""
    return []


def _users(_grant: Grant, site: Site) -> list[Statement]:
    return [Statement(_USER_ACTIONS, (site.arn("cognito-idp", f"userpool/{site.user_pool_id}"),))]


def _email(_grant: Grant, site: Site) -> list[Statement]:
    # SES checks SendRawEmail where the call SendEmail carries a raw message.
    # The identity's default configuration set counts as a resource of the call.
    identity = site.arn("ses", f"identity/{site.sender}")
    return [Statement(("ses:SendRawEmail",), (identity, site.arn("ses", f"configuration-set/{site.mail}")))]


def _push(_grant: Grant, site: Site) -> list[Statement]:
    if not site.push:
        return []
    applications = tuple(sorted(site.push.values()))
    devices = tuple(f"{each.replace(':app/', ':endpoint/', 1)}/*" for each in applications)
    named = "SNS names a device when it is first told something"
    return [
        Statement(("sns:CreatePlatformEndpoint",), applications),
        Statement(("sns:DeleteEndpoint", "sns:Publish"), devices, why_star=named),
    ]


def _dead_letters(grant: Grant, site: Site) -> list[Statement]:
    actions = {
        "count": ("sqs:GetQueueAttributes", "sqs:GetQueueUrl"),
        "receive": ("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"),
        "delete": ("sqs:DeleteMessage",),
    }
    allowed = sorted(action for verb in grant.verbs for action in actions[verb])
    return [Statement(tuple(allowed), (site.arn("sqs", site.dead_letters("*")),), why_star=_WHATEVER_FAILED)]


def _functions(_grant: Grant, site: Site) -> list[Statement]:
    functions = site.arn("lambda", f"function:{site.prefix}-*")
    return [Statement(("lambda:InvokeFunction",), (functions,), why_star=_WHATEVER_FAILED)]


def _streams(_grant: Grant, site: Site) -> list[Statement]:
    streams = site.arn("dynamodb", f"table/{site.table('*')}/stream/*")
    reading = ("dynamodb:GetRecords", "dynamodb:GetShardIterator")
    return [Statement(reading, (streams,), why_star=_WHATEVER_FAILED)]


def _workflows(_grant: Grant, site: Site) -> list[Statement]:
    workflows = site.arn("states", f"stateMachine:{site.workflow('*')}")
    return [Statement(("states:StartExecution",), (workflows,), why_star=_WHATEVER_FAILED)]


def _stream(grant: Grant, site: Site) -> list[Statement]:
    stream = site.arn("dynamodb", f"table/{site.table(grant.name)}/stream/*")
    reading = Statement(_STREAM_ACTIONS, (stream,), why_star="a stream is named by the moment it was made")
    listing = Statement(
        ("dynamodb:ListStreams",), ("*",), why_star="dynamodb:ListStreams takes no resource narrower than *"
    )
    return [reading, listing]


def _timers(grant: Grant, site: Site) -> list[Statement]:
    domain = grant.name.partition(".")[0]
    schedules = site.arn("scheduler", f"schedule/{site.timer_group(domain)}/*")
    named = "a schedule is named after the aggregate that waits"
    role = site.arn("iam", f"role/{site.timer_role(domain)}", regional=False)
    return [
        Statement(("scheduler:CreateSchedule", "scheduler:DeleteSchedule"), (schedules,), why_star=named),
        Statement(("iam:PassRole",), (role,), {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}),
    ]


def _bucket(grant: Grant, site: Site) -> list[Statement]:
    actions = {"sign_upload": "s3:PutObject", "write": "s3:PutObject", "read": "s3:GetObject"}
    objects = f"arn:{site.partition}:s3:::{site.bucket(grant.name)}/*"
    allowed = tuple(sorted({actions[verb] for verb in grant.verbs}))
    return [Statement(allowed, (objects,), why_star="objects are named when they are announced")]


_RULES: dict[str, Callable[[Grant, Site], list[Statement]]] = {
    "bucket": _bucket,
    "bus": _bus,
    "dead-letters": _dead_letters,
    "email": _email,
    "functions": _functions,
    "index": _index,
    "mailbox": _none,
    "portal-links": _none,
    "push": _push,
    "push-platforms": _none,
    "secret": _secret,
    "stream": _stream,
    "streams": _streams,
    "table": _table,
    "timers": _timers,
    "users": _users,
    "workflows": _workflows,
}
