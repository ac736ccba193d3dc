"""Recording that a file has arrived."""

from typing import Any

import pytest

from crm.core.errors import NotFoundError
from tests.integration.cases.conftest import CASE, Desk

FILE = {"file_name": "log.txt", "content_type": "text/plain", "size_bytes": 5}


def arrived(key: str, size: int = 5) -> dict[str, Any]:
    return {"source": "aws.s3", "detail-type": "Object Created", "detail": {"object": {"key": key, "size": size}}}


@pytest.fixture
def key(desk: Desk) -> str:
    """The key of a file that was announced and has not arrived."""
    ticket = desk.does("agent", f"POST /cases/{CASE}/attachments", FILE)
    return str(ticket["fields"]["key"])


def test_it_is_recorded_once_with_the_size_that_came(desk: Desk, key: str) -> None:
    desk.invoke("register_attachment", arrived(key, 4))
    (file,) = desk.does("agent", f"GET /cases/{CASE}/attachments")["items"]
    assert (file["size_bytes"], key.endswith(file["attachment_id"])) == (4, True)
    added = desk.events()[-1]
    assert (added["type"], added["actor"]["kind"], added["data"]["size_bytes"]) == ("AttachmentAdded", "system", 4)
    before = desk.stored()
    desk.invoke("register_attachment", arrived(key, 4))
    assert desk.stored() == before


@pytest.mark.parametrize("key", ["case_none/file_none", "nothing", "C-000001/file_none"])
def test_what_nobody_announced_fails_loudly(desk: Desk, key: str) -> None:
    before = desk.stored()
    with pytest.raises(NotFoundError):
        desk.invoke("register_attachment", arrived(key))
    assert desk.stored() == before


def test_a_file_that_comes_after_the_end_is_kept(closed: Desk) -> None:
    closed.attaches("agent")
    assert closed.case()["status"] == "closed"
    assert len(closed.does("agent", f"GET /cases/{CASE}/attachments")["items"]) == 1
