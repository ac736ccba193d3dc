"""Structured logs: one JSON line an occurrence, carrying the correlation id through events and workflows.

No personal data goes in: ids, codes, counts and durations only.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from aws_lambda_powertools import Logger

logger = Logger(service="kairos", serialize_stacktrace=False)


@contextmanager
def about(**keys: str | None) -> Iterator[None]:
    """Put `keys` on every line logged inside."""
    with logger.append_context_keys(**{key: value for key, value in keys.items() if value is not None}):
        yield
