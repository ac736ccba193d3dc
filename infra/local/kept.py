"""Coming back to a company whose tables DynamoDB Local has kept.

Only tables and the clock are kept: files, the outbox and workflow runs end with the process. Sign-ins are set up
anew, waiting cases and users are found by their sweeps, as when a schedule is lost on AWS.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from infra import tables
from infra.local.demo import ADMINISTRATOR
from infra.local.dynamodb_local import KEPT
from infra.local.resources import client
from infra.local.twin import Twin
from infra.site import Site

_CLOCK = KEPT / "clock"
_PAGE = 100


def clock() -> datetime | None:
    """Return where the clock stood when the twin last stopped; None before the first time."""
    return datetime.fromisoformat(_CLOCK.read_text()) if _CLOCK.exists() else None


def keep_clock(now: datetime) -> None:
    """Note where the clock stands."""
    _CLOCK.write_text(now.isoformat())


def holds_a_company(site: Site) -> bool:
    """Say whether anybody has been here before."""
    return bool(client("dynamodb").scan(TableName=site.table("directory"), Limit=1)["Items"])


def come_back(twin: Twin) -> None:
    """Let everybody of the kept directory sign in again."""
    twin.add_administrator(ADMINISTRATOR)
    for user in list(_colleagues(twin)):
        if user["active"] and user["user_id"] != ADMINISTRATOR:
            twin.add_sign_in(user["user_id"], user["roles"])


def _colleagues(twin: Twin) -> Iterator[Any]:
    cursor = ""
    while True:
        page = twin.call(f"GET /users?limit={_PAGE}{cursor}", user=ADMINISTRATOR).json
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = f"&cursor={page['next_cursor']}"


def clear(site: Site) -> None:
    """Drop the tables: the next twin begins with nothing."""
    for domain in tables.table_specs():
        client("dynamodb").delete_table(TableName=site.table(domain))
