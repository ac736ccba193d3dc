"""Coming back to a company whose tables DynamoDB Local has kept.

Beside the tables a note is kept: where the clock stood and how far the streams were read when everything had last been
delivered. Files, dead letters and workflow runs end with the process. Sign-ins are set up anew; waiting cases and
users are found by their sweeps, as when a schedule is lost on AWS.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from infra import tables
from infra.catalog import ROOT
from infra.local.demo import ADMINISTRATOR
from infra.local.resources import client
from infra.local.twin import Twin

FOLDER = ROOT / ".twin"
_PAGE = 100


@dataclass(frozen=True)
class Kept:
    """A folder that a company is kept in."""

    folder: Path

    def tables(self) -> Path:
        """Return where DynamoDB Local has its data; what a founding that was cut short has left is thrown away."""
        path = self.folder / "dynamodb"
        if self.clock() is None:
            shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def clock(self) -> datetime | None:
        """Return where the clock stood; None as long as there is no company."""
        return datetime.fromisoformat(json.loads(self._note.read_text())["now"]) if self._note.exists() else None

    def note(self, twin: Twin) -> None:
        """Note where a settled twin stands; whoever is killed meanwhile comes back to the note before."""
        written = self._note.with_suffix(".new")
        written.write_text(json.dumps({"now": twin.clock.now().isoformat(), "streams": twin.pump.read_so_far()}))
        written.replace(self._note)

    def come_back(self, twin: Twin) -> None:
        """Read on where the streams were left, and let everybody of the kept directory sign in again."""
        twin.pump.read_on(json.loads(self._note.read_text())["streams"])
        twin.add_administrator(ADMINISTRATOR)
        for user in list(_colleagues(twin)):
            if user["active"] and user["user_id"] != ADMINISTRATOR:
                twin.add_sign_in(user["user_id"], user["roles"])

    def clear(self, twin: Twin) -> None:
        """Drop the tables: the next twin begins with nothing."""
        self._note.unlink(missing_ok=True)
        for domain in tables.table_specs():
            client("dynamodb").delete_table(TableName=twin.site.table(domain))

    @property
    def _note(self) -> Path:
        return self.folder / "note.json"


def _colleagues(twin: Twin) -> Iterator[Any]:
    cursor = ""
    while True:
        page = twin.call(f"GET /users?limit={_PAGE}{cursor}", user=ADMINISTRATOR).json
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = f"&cursor={page['next_cursor']}"
