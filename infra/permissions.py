"""From grants to IAM: the only place that knows which AWS action a verb is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from crm.core.grants import Grant
from crm.core.spec import Spec
from infra.site import Site

_TABLE_ACTIONS = {
    "get": "dynamodb:GetItem",
    "batch_get": "dynamodb:BatchGetItem",
    "query": "dynamodb:Query",
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


@dataclass(frozen=True)
class Statement:
    """One statement of a policy that allows."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: dict[str, dict[str, str]] = field(default_factory=dict)
    why_star: str = ""
    """Why a resource must be `*`, where AWS leaves no choice."""


def statements(spec: Spec, site: Site) -> list[Statement]:
    """Return what a function's role allows: its grants, and writing its own log."""
    log_group = site.arn("logs", f"log-group:/aws/lambda/{site.function(spec.operation)}:*")
    found = [Statement(("logs:CreateLogStream", "logs:PutLogEvents"), (log_group,))]
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
    # Secrets Manager adds six characters of its own to the name.
    name = f"secret:{site.secret(grant.name)}-??????"
    return [Statement(("secretsmanager:GetSecretValue",), (site.arn("secretsmanager", name),))]


def _users(_grant: Grant, site: Site) -> list[Statement]:
    return [Statement(_USER_ACTIONS, (site.arn("cognito-idp", f"userpool/{site.user_pool_id}"),))]


def _email(_grant: Grant, site: Site) -> list[Statement]:
    return [Statement(("ses:SendEmail",), (site.arn("ses", f"identity/{site.sender}"),))]


def _dead_letters(_grant: Grant, site: Site) -> list[Statement]:
    actions = ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage")
    return [Statement(actions, (site.arn("sqs", site.dead_letters("*")),))]


def _functions(_grant: Grant, site: Site) -> list[Statement]:
    return [Statement(("lambda:InvokeFunction",), (site.arn("lambda", f"function:{site.prefix}-*"),))]


def _stream(grant: Grant, site: Site) -> list[Statement]:
    stream = site.arn("dynamodb", f"table/{site.table(grant.name)}/stream/*")
    listing = Statement(
        ("dynamodb:ListStreams",), ("*",), why_star="dynamodb:ListStreams takes no resource narrower than *"
    )
    failures = Statement(("sqs:SendMessage",), (site.arn("sqs", site.dead_letters(grant.name)),))
    return [Statement(_STREAM_ACTIONS, (stream,)), listing, failures]


def _timers(grant: Grant, site: Site) -> list[Statement]:
    domain = grant.name.partition(".")[0]
    schedules = site.arn("scheduler", f"schedule/{site.timer_group(domain)}/*")
    role = site.arn("iam", f"role/{site.timer_role(domain)}", regional=False)
    return [
        Statement(("scheduler:CreateSchedule", "scheduler:DeleteSchedule"), (schedules,)),
        Statement(("iam:PassRole",), (role,), {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}),
    ]


def _bucket(grant: Grant, site: Site) -> list[Statement]:
    actions = {"sign_upload": "s3:PutObject", "read": "s3:GetObject"}
    objects = f"arn:{site.partition}:s3:::{site.bucket(grant.name)}/*"
    return [Statement(tuple(sorted(actions[verb] for verb in grant.verbs)), (objects,))]


_RULES: dict[str, Callable[[Grant, Site], list[Statement]]] = {
    "bucket": _bucket,
    "bus": _bus,
    "dead-letters": _dead_letters,
    "email": _email,
    "functions": _functions,
    "index": _index,
    "secret": _secret,
    "stream": _stream,
    "table": _table,
    "timers": _timers,
    "users": _users,
}
