"""The closed words of knowledge."""

from typing import Literal

Status = Literal["draft", "in_review", "published", "re_review", "archived"]
"""How the text at hand stands. What was published before stays in use until it is replaced or archived."""
Part = Literal["summary", "steps"]
"""What of an article is put into a reply."""
Reason = Literal["tags", "category", "text"]
"""Why an article is recommended."""
