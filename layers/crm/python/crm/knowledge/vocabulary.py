"""The words of knowledge."""

from typing import Literal

Status = Literal["draft", "in_review", "published", "re_review", "archived"]
Part = Literal["summary", "steps"]
"""What of an article is put into a reply."""
FeedbackKind = Literal["helpful", "not_applicable", "outdated", "improve"]
WorkReason = Literal["unpopular", "low_score", "outdated"]
"""Why an article is to be worked on."""
ScoreCause = Literal["satisfaction", "helpful", "not_applicable", "outdated", "improve"]
