"""The closed words of surveys, one word for one thing."""

from typing import Literal

Kind = Literal["csat", "nps", "ces", "text"]
"""What is asked: how satisfied (1–5), whether one would recommend us (0–10), how easy it was (1–7), or words alone."""

SCALES: dict[Kind, tuple[int, int] | None] = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7), "text": None}
"""From which score to which; none where only words are asked for."""

Channel = Literal["email", "phone", "im"]
"""How somebody was asked: `email` by an invitation, the others by a colleague who wrote down what was said."""

Trigger = Literal["resolved", "closed"]

Status = Literal["waiting", "sent", "answered", "expired", "skipped", "cancelled"]
"""How the asking about a resolution stands: `waiting` for its time, `skipped` by a rule, `cancelled` by reopening."""

SkipReason = Literal[
    "switched_off",
    "resolved_by_machine",
    "excluded_tag",
    "excluded_channel",
    "contact_unknown",
    "contact_inactive",
    "no_address",
    "consent_withdrawn",
    "quiet_window",
    "followed_up",
    "not_solved_any_more",
    "reopened",
]
"""Why nobody was asked, or not any more."""

BY_POLICY: frozenset[str] = frozenset(
    {
        "switched_off",
        "resolved_by_machine",
        "excluded_tag",
        "excluded_channel",
        "quiet_window",
        "followed_up",
        "not_solved_any_more",
    }
)
"""The reasons for which no invitation was due: reach does not count them. The others are invitations that failed."""

Flag = Literal["machine", "too_fast", "burst"]
"""Why an answer is not counted: sent by a program, within seconds of the invitation, or as one of many at once."""

Mood = Literal["satisfied", "neutral", "dissatisfied"]
"""What a score comes to: for CSAT from 4, 3, below; for NPS from 9, from 7, below; for CES from 5, 4, below."""

Round = Literal["invite", "remind", "expire"]
"""What is due about a survey."""

Verdict = Literal["invite", "remind", "expire", "skip", "nothing"]
"""What the workflow is to do once it has looked again."""

Trend = Literal["up", "flat", "down"]
ReviewStatus = Literal["open", "completed"]
Priority = Literal["urgent", "high", "medium", "low"]
