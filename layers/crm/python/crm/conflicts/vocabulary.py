"""The closed words of conflicts, one word for one thing."""

from typing import Literal

Status = Literal["open", "resolved", "dissolved", "whitelisted"]
"""How a conflict stands: `dissolved` when fewer followed than make one, `whitelisted` when many may follow."""
Listed = Literal["open", "closed"]
SuggestionKind = Literal["share", "primary_owner", "meeting", "workspace"]
Because = Literal["account_owner", "follows_longest"]
"""Why somebody is proposed as primary owner."""
Role = Literal["primary_owner", "collaborator", "observer"]
OtherRole = Literal["collaborator", "observer"]
Who = Literal["participant", "account_owner", "supervisor"]
"""Who may decide something about the followers of an account."""
Priority = Literal["urgent", "high", "medium", "low"]
"""Of the task that an unresolved conflict is put before somebody with."""
Notice = Literal["opened", "digest"]
Badge = Literal["whitelisted"]
