"""Parting somebody in IM from the colleague they were."""

from infra.local.twin import Twin
from tests.conftest import problem
from tests.integration.im.conftest import Connect, heard, link, say


def test_what_is_refused(twin: Twin, connect: Connect) -> None:
    identity_id = link(twin, connect("slack"), "U_1", "li-lei")
    problem(twin.call(f"DELETE /im/identities/{identity_id}", user="li-lei"), 403, "not_allowed")
    problem(twin.call("DELETE /im/identities/imid_none", user="admin"), 404, "not_found")
    headers = {"If-Match": '"5"'}
    problem(twin.call(f"DELETE /im/identities/{identity_id}", user="admin", headers=headers), 409, "stale_version")


def test_from_then_on_they_are_nobody_and_may_be_linked_anew(twin: Twin, connect: Connect) -> None:
    connection_id = connect("slack", known=False)
    identity_id = link(twin, connection_id, "U_WANG", "wang-qiang")
    assert twin.call(f"DELETE /im/identities/{identity_id}", user="admin").status == 204
    problem(twin.call(f"DELETE /im/identities/{identity_id}", user="admin"), 404, "not_found")
    say(twin, connection_id, "slack", "@客服-张敏 客户B 售后", "1772417000.000001")
    assert [each["reason"] for each in heard(twin, "InstructionRefused", connection_id)] == ["not_linked"]
    assert link(twin, connection_id, "U_WANG", "li-lei") == identity_id
    say(twin, connection_id, "slack", "@客服-张敏 客户B 售后", "1772417000.000002")
    (card,) = heard(twin, "CardRequested", connection_id)
    assert card["requested_by"] == "li-lei"
