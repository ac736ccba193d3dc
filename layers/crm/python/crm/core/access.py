"""Who calls, and who may: roles per action, declared on the handler.

Roles come from the Cognito groups in the token. Row scope is not decided here: the domain that owns the rows
applies it in its queries and answers 404 for what the caller may not see.
"""

from dataclasses import dataclass, field
from typing import Literal

from crm.core.i18n import DEFAULT, Locale

Role = Literal["agent", "supervisor", "qa_supervisor", "knowledge_manager", "admin", "integration"]

AGENT: Role = "agent"
SUPERVISOR: Role = "supervisor"
QA_SUPERVISOR: Role = "qa_supervisor"
KNOWLEDGE_MANAGER: Role = "knowledge_manager"
ADMIN: Role = "admin"
INTEGRATION: Role = "integration"
"""A system of the company's own, such as the web shop that signs its customers in to the portal."""

EVERYONE: tuple[Role, ...] = (AGENT, SUPERVISOR, QA_SUPERVISOR, KNOWLEDGE_MANAGER, ADMIN, INTEGRATION)


@dataclass(frozen=True, slots=True)
class Access:
    """Which kind of caller an action is for, and with which roles."""

    kind: Literal["staff", "customer", "public"]
    roles: tuple[Role, ...] = ()


def staff(*roles: Role) -> Access:
    """Let signed-in colleagues with any of `roles` call the action."""
    return Access("staff", roles)


CUSTOMER = Access("customer")
"""A customer with a signed portal token, who sees only what is their own."""

PUBLIC = Access("public")
"""Anybody: the action itself checks what it is handed."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, as the kernel has established it; services trust it."""

    kind: Literal["staff", "customer", "public", "system"]
    id: str
    roles: frozenset[str] = field(default_factory=frozenset)
    locale: Locale = DEFAULT
    team_id: str | None = None
    account_id: str | None = None

    def has(self, *roles: Role) -> bool:
        """Say whether the caller has any of `roles`."""
        return not self.roles.isdisjoint(roles)


SYSTEM = Caller("system", "system-agent")
"""The actor of everything that timers, events and workflows do (R-011)."""
