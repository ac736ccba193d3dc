"""What is known when an instruction is read, and what is understood of it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.core.instants import Instant


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Colleague(_Frozen):
    """Somebody who may be mentioned."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    """Keys of `Instructions.roles`."""
    im_user_ids: tuple[str, ...] = ()
    """Who they are at the provider the message came from."""
    bot: bool = False


class Customer(_Frozen):
    """An account that may be meant."""

    id: str
    name: str
    code: str | None = None
    """What other systems call it (`Account.external_ref`)."""
    aliases: tuple[str, ...] = ()


Naming = Literal["im_id", "name", "role_and_name", "only_one_in_role"]
"""How a person was recognised."""

Misnaming = Literal["unknown", "ambiguous", "role_only", "not_in_roster", "everybody"]
"""Why a mention names nobody: no such name; several of it; a role that several have; an IM account nobody has; or it
calls a whole group, which is no mistake."""


class Named(_Frozen):
    """A mention that names somebody. `colleague_id` is None where the provider knows them and we do not."""

    written: str
    colleague_id: str | None
    im_user_id: str | None
    name: str
    bot: bool
    how: Naming
    role: str | None = None
    """The role's word that was written."""
    start: int
    end: int


class Misnamed(_Frozen):
    """A mention that names nobody, and who might have been meant."""

    written: str
    why: Misnaming
    candidates: tuple[str, ...] = ()
    start: int
    end: int


Matching = Literal["link", "code", "name", "close_name"]


class CustomerMatch(_Frozen):
    """The customer that is meant, by what, and who else came near."""

    customer_id: str
    name: str
    how: Matching
    written: str
    percent: int
    """How alike what was written and the name are; 100 but for a close name."""
    runners_up: tuple[str, ...] = ()
    start: int
    end: int


class Due(_Frozen):
    """When something is wanted."""

    at: Instant
    written: str
    start: int
    end: int


Urgency = Literal["low", "normal", "high", "urgent"]

Obstacle = Literal[
    "nobody_mentioned",
    "only_bots",
    "person_unknown",
    "person_ambiguous",
    "role_only",
    "person_not_in_roster",
    "no_customer",
    "customer_ambiguous",
    "customer_unclear",
    "due_unreadable",
    "due_past",
]
"""What was not understood."""


class Problem(_Frozen):
    """Something in the text that was not understood, and what might have been meant."""

    code: Obstacle
    written: str = ""
    candidates: tuple[str, ...] = ()
    """Ids of colleagues or customers."""


class Instruction(_Frozen):
    """What was understood of a message, and what was not.

    It is `understood` where it names somebody to act and one customer; then `problems` are what to tell beside the
    confirmation. Otherwise they say why there is no card, and everything else fills the form of the link.
    """

    understood: bool
    people: tuple[Named, ...]
    """Everybody mentioned, in order, bots too."""
    assignee_ids: tuple[str, ...]
    """The colleagues who are to act; the first is responsible, the others take part."""
    customer: CustomerMatch | None
    title: str
    subject: str
    """What it is about, without the customer; empty where nothing is said."""
    request: str
    """The text without the mentions."""
    due: Due | None
    urgency: Urgency
    urgency_written: str | None
    problems: tuple[Problem, ...]
    shown: str
    """The text with every mention by name."""
    settings: str
    """The version of the words it was read by, as `<name>@<version>`."""
