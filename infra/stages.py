"""The stages: what `cdk.json` says of each of them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from crm.messaging.recipients import Platform

DEFAULT = "dev"

Text = Annotated[str, Field(min_length=1)]
PlatformApplication = Annotated[str, Field(pattern=r"^arn:[^:]+:sns:[^:]+:[0-9]{12}:app/(APNS|APNS_SANDBOX|GCM)/.+$")]


class UnknownStageError(Exception):
    """`cdk.json` has no stage of that name."""


class Throttle(BaseModel):
    """How many requests the API takes: steadily, and at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate_per_second: Annotated[int, Field(ge=1)]
    burst: Annotated[int, Field(ge=1)]


class Stage(BaseModel):
    """The settings of a stage; `docs/operating.md` tells what each is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{1,9}$")]
    """Short: it stands in every name, and a function's name has 64 characters."""
    region: str = ""
    account: str = ""
    """Where to deploy; empty for wherever the AWS command line points to."""
    sender: Annotated[str, Field(pattern=r"^[^@<> ]+@[^@<> ]+$")]
    """The bare address that mail comes from: the identity in SES is exactly it."""
    receives: tuple[Annotated[str, Field(pattern=r"^([^@<> ]+@)?[A-Za-z0-9.-]+$")], ...] = ()
    """The addresses, or whole domains, whose mail SES takes in for the suite; none where it takes in nothing. Their MX
    record points to SES, in a region where SES receives."""
    mail_keep_days: Annotated[int, Field(ge=30, le=3650)] = 400
    """How long mail is kept as it came; what cases took of it stays with them."""
    portal_url: Text
    """Where a customer's link leads: to an app with the token behind `#`, to our pages with it where `{token}` is."""
    cors_origins: tuple[Text, ...] = ()
    cache_seconds: Annotated[int, Field(ge=0, le=300)] = 60
    log_retention_days: int = 30
    alarm_email: str = ""
    budget_usd: Annotated[int, Field(ge=1)]
    api_throttle: Throttle
    pages_throttle: Throttle = Throttle(rate_per_second=50, burst=100)
    customer_managed_keys: bool = False
    """Encrypt with a key of the company's own (1 USD a month) instead of AWS's."""
    keep_data: bool = True
    """Protect tables, buckets, users and keys against deletion, also when their stack goes."""
    every_alarm: bool = False
    """Alarms on causes as well as on outcomes (0.10 USD a month each beyond the account's first ten)."""
    require_mfa: bool = False
    threat_protection: bool = False
    """Cognito's Plus plan: compromised passwords and unusual sign-ins are refused (0.02 USD a user and month)."""
    streams: dict[str, str] = Field(default_factory=dict)
    """By domain, the stream's ARN of a table that was restored: CloudFormation still knows the one before."""
    push: dict[Platform, PlatformApplication] = Field(default_factory=dict)
    """By platform, the SNS platform application that reaches the app on phones: CloudFormation cannot make one."""
    sign_in_mail_by_ses: bool = False
    """Invitations leave through SES instead of Cognito, which sends 50 a day; verify the sender first."""


def read(name: str, stages: Any) -> Stage:
    """Return the stage called `name` of the context's `stages`; raise `UnknownStageError` where there is none."""
    if name not in (stages or {}):
        raise UnknownStageError(f"{name} is not among the stages of cdk.json: {', '.join(sorted(stages or {}))}")
    return Stage.model_validate({**stages[name], "name": name})
