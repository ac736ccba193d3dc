"""What every provider's check is made of: equality that takes the same time, and a window against replays."""

import hmac
import re
from datetime import datetime

from crm.im.errors import StaleWebhookError

MILLISECONDS = 1000
_DIGITS = re.compile(r"[0-9]{1,15}")


def same(given: str, expected: str) -> bool:
    """Compare in a time that depends on neither text. `given` may be anything, half characters included."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass"))


def require_fresh(timestamp: str, now: datetime, tolerance_seconds: int, per_second: int = 1) -> None:
    """Refuse a time (in seconds since 1970, or in `per_second` parts of one) too far from now, to either side."""
    if _DIGITS.fullmatch(timestamp) is None:
        raise StaleWebhookError
    if abs(int(timestamp) / per_second - now.timestamp()) > tolerance_seconds:
        raise StaleWebhookError
