"""A site: one deployment of the suite, and what everything in it is called.

Names are fixed by stage, so that stacks need no exports for them; only what AWS names itself (the user pool)
is handed in. In CDK region and account are tokens, in the twin they are plain.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crm.core.grants import Grant
from crm.core.spec import OnUpload, Spec
from crm.messaging.recipients import Platform
from infra import catalog

EVERYWHERE = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""What all functions are told: pydantic has no plugins here, and looking for them takes a container a while."""


@dataclass(frozen=True)
class Site:
    """Where a stage lives."""

    stage: str
    region: str
    account: str
    partition: str = "aws"
    user_pool_id: str = ""
    cursor_key: str = ""
    sender: str = ""
    portal_url: str = ""
    push: Mapping[Platform, str] = field(default_factory=dict)
    """By platform (`ios`, `android`), the SNS platform application that reaches its devices."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Variables that every function gets: `CACHE_SECONDS` and the like."""

    @property
    def prefix(self) -> str:
        """What every name begins with."""
        return f"kairos-{self.stage}"

    @property
    def bus(self) -> str:
        """The event bus."""
        return self.prefix

    @property
    def mail(self) -> str:
        """The configuration set that mail leaves with."""
        return self.prefix

    @property
    def alarms(self) -> str:
        """The topic of those who are told when something is wrong."""
        return f"{self.prefix}-alarms"

    def table(self, domain: str) -> str:
        """The table of a domain."""
        return f"{self.prefix}-{domain}"

    def function(self, operation: str) -> str:
        """The Lambda function of an action: at most 64 characters."""
        return f"{self.prefix}-{operation.replace('.', '-')}"

    def layer(self, domain: str, name: str) -> str:
        """One of the layers of a domain's functions."""
        return f"{self.prefix}-{domain}-{name}"

    def log_group(self, operation: str) -> str:
        """The log of an action's function."""
        return f"/aws/lambda/{self.function(operation)}"

    def bucket(self, name: str) -> str:
        """A bucket: its name is unique in the world, so it carries account and region."""
        return f"{self.prefix}-{name}-{self.account}-{self.region}"

    def upload_pattern(self, trigger: OnUpload) -> dict[str, Any]:
        """Return what S3 tells the account's default bus when a file has arrived."""
        detail: dict[str, Any] = {"bucket": {"name": [self.bucket(trigger.bucket)]}}
        if trigger.prefix:
            detail["object"] = {"key": [{"prefix": trigger.prefix}]}
        return {"source": ["aws.s3"], "detail-type": ["Object Created"], "detail": detail}

    def secret(self, name: str) -> str:
        """A secret."""
        return f"{self.prefix}-{name}"

    def timer_group(self, domain: str) -> str:
        """The schedule group of a domain's timers."""
        return f"{self.prefix}-{domain}"

    def timer_role(self, domain: str) -> str:
        """The role with which a domain's schedules call their function."""
        return f"{self.prefix}-{domain}-timers"

    def dead_letters(self, domain: str) -> str:
        """The queue of what a domain's functions could not handle."""
        return f"{self.prefix}-{domain}-dead-letters"

    def workflow(self, name: str) -> str:
        """A state machine."""
        return f"{self.prefix}-{name}"

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """The ARN of something of ours."""
        region = self.region if regional else ""
        return f"arn:{self.partition}:{service}:{region}:{self.account}:{resource}"

    def function_arn(self, operation: str) -> str:
        """The ARN of an action's function."""
        return self.arn("lambda", f"function:{self.function(operation)}")

    def environment(self, spec: Spec) -> dict[str, str]:
        """Return the variables of a function: what its grants give it, and nothing more."""
        given: dict[str, str] = {}
        for grant in spec.grants:
            given |= self._given_by(grant)
        if getattr(spec.trigger, "seals", False):
            given["CURSOR_KEY"] = self.cursor_key
        return {**EVERYWHERE, **self.settings, **given}

    def _given_by(self, grant: Grant) -> dict[str, str]:
        name = grant.name.partition("/")[0]
        given: dict[str, Callable[[], dict[str, str]]] = {
            "bucket": lambda: {f"BUCKET_{name.upper()}": self.bucket(name)},
            "bus": lambda: {"BUS": self.bus},
            "dead-letters": lambda: {
                "DEAD_LETTERS": self.dead_letters("{domain}"),
                "DOMAINS": ",".join(catalog.domains()),
            },
            "email": lambda: {"SENDER": self.sender},
            "index": lambda: {f"TABLE_{name.upper()}": self.table(name)},
            "mailbox": lambda: {"SENDER": self.sender},
            "portal-links": lambda: {"PORTAL_URL": self.portal_url},
            "push": self._push,
            "push-platforms": self._push,
            "secret": lambda: {f"SECRET_{name.upper()}": self.secret(name)},
            "table": lambda: {f"TABLE_{name.upper()}": self.table(name)},
            "timers": lambda: self._timers(name),
            "users": lambda: {"USER_POOL": self.user_pool_id},
        }
        return given[grant.kind]() if grant.kind in given else {}

    def _push(self) -> dict[str, str]:
        return {f"PUSH_{platform.upper()}": application for platform, application in self.push.items()}

    def _timers(self, operation: str) -> dict[str, str]:
        domain = operation.partition(".")[0]
        queue = self.dead_letters(domain)
        return {
            "TIMER_GROUP": self.timer_group(domain),
            "TIMER_TARGET": self.function_arn(operation),
            "TIMER_ROLE": self.arn("iam", f"role/{self.timer_role(domain)}", regional=False),
            "TIMER_DEAD_LETTERS": self.arn("sqs", queue),
        }
