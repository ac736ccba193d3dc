"""Structured logs: one JSON line an occurrence, carrying the correlation id through events and workflows.

No personal data goes in: ids, codes, counts and durations only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


class _Formatter(LambdaPowertoolsFormatter):
    """Tells of what does not validate where it stands and which rule it breaks, and not what it is."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's own name
        told = super().formatException(ei)
        error: BaseException | None = ei[1]
        while error is not None:
            faults = getattr(error, "errors", None)
            if callable(faults):
                told = told.replace(str(error), "; ".join(f"{each['loc']}: {each['type']}" for each in faults()))
            error = error.__cause__ or error.__context__
        return told


logger = Logger(service="kairos", logger_formatter=_Formatter(serialize_stacktrace=False))


@contextmanager
def about(**keys: str | None) -> Iterator[None]:
    """Put `keys` on every line logged inside."""
    with logger.append_context_keys(**{key: value for key, value in keys.items() if value is not None}):
        yield
