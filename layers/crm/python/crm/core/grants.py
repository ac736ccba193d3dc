"""What a function may touch, as values that its decorator lists.

A grant says resource and verbs in the domain's words. Only `infra/permissions.py` knows which IAM action a
verb is, and only a grant puts the resource's name into the function's environment.

Resources: `table:<name>`, `index:<table>/<index>`, `stream:<table>`, `bus`, `timers:<domain>.<function>`,
`bucket:<name>`, `secret:<name>`, `email`, `mailbox`, `push`, `push-platforms`, `users`, `portal-links`; and, for
repairing what failed in whatever domain, `dead-letters`, `functions`, `streams`, `workflows`.
"""

from dataclasses import dataclass
from typing import Literal

Verb = Literal[
    "get", "batch_get", "query", "scan", "put", "update", "delete", "check",  # tables
    "publish",  # bus
    "schedule",  # timers
    "read", "sign_upload", "write",  # secrets, buckets
    "send",  # email, push
    "provision",  # sign-in users
    "count", "receive", "invoke", "start",  # dead letters, functions, workflows
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grant:
    """Verbs on one resource."""

    resource: str
    verbs: tuple[Verb, ...]

    @property
    def kind(self) -> str:
        """The part of the resource before the colon, such as `table` or `bus`."""
        return self.resource.partition(":")[0]

    @property
    def name(self) -> str:
        """The part of the resource after the colon, empty where there is only one of its kind."""
        return self.resource.partition(":")[2]


def table(name: str, *verbs: Verb) -> Grant:
    """Grant `verbs` on the items of a domain's table."""
    return Grant(f"table:{name}", verbs)


def index(name: str, *indexes: str) -> tuple[Grant, ...]:
    """Grant queries on the named indexes of a domain's table."""
    return tuple(Grant(f"index:{name}/{each}", ("query",)) for each in indexes)


PUBLISH = Grant("bus", ("publish",))
READ_SETTINGS = table("platform", "get")
READ_SIGNING_KEYS = Grant("secret:signing", ("read",))
