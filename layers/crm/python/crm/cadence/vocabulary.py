"""The closed words of cadence, one word for one thing."""

from typing import Literal

ListStatus = Literal["draft", "published", "rejected"]

ItemStatus = Literal["planned", "done", "resting"]
"""`resting`: the account is listed, but its next contact was agreed for a later week."""

ChosenBy = Literal["rated_key_account", "score_above_threshold"]
"""Which rule put an account on a list."""

Outcome = Literal["achieved", "partly", "not_achieved"]
"""What a talk came to, measured by the item's goal."""

HealthSignal = Literal["improved", "steady", "worsened"]
"""How the customer seemed to whoever talked to them."""

SurveyMood = Literal["satisfied", "neutral", "dissatisfied"]
"""How satisfied somebody of the account was when they were asked."""

Cause = Literal["feedback", "talked", "survey", "silence", "overdue_renewal", "renewed", "rules_changed"]
"""Why an account's health changed."""

NO_TEAM = "-"
"""The team of those who have none: they have their rhythm too."""
