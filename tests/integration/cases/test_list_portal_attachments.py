"""The files of one's own case."""

import pytest

from tests.integration.cases.conftest import CASE, Desk, only_for_its_customer

LIST = f"GET /portal/cases/{CASE}/attachments"


def test_it_is_for_its_customer(desk: Desk) -> None:
    only_for_its_customer(desk, LIST)


@pytest.mark.requirement("R-017")
def test_customers_see_what_is_public(desk: Desk) -> None:
    theirs, ours = desk.attaches("buyer"), desk.attaches("agent")
    desk.attaches("agent", "内部分析.txt", visibility="internal")
    files = desk.does("buyer", LIST)["items"]
    assert [each["attachment_id"] for each in files] == [theirs, ours]
    assert desk.download(files[1]["url"]).body == b"12345"
    assert "内部" not in str(desk.does("buyer", f"GET /portal/cases/{CASE}/timeline"))
