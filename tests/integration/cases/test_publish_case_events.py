"""From the table to the bus."""

from infra.local.pump import Killed
from tests.integration.cases.conftest import CASE, Desk


def test_a_record_delivered_again_carries_the_same_ids_and_tells_nobody_twice(desk: Desk) -> None:
    def kill(operation: str, action: str) -> None:
        if (operation, action) == ("cases.publish_case_events", "events:PutEvents"):
            desk.twin.functions.after_call = calm
            raise Killed

    calm = desk.twin.functions.after_call
    desk.twin.functions.after_call = kill
    desk.answers()
    published = [each["detail"] for each in desk.happened("CaseReplied")]
    assert len(published) == 2
    assert published[0] == published[1]
    assert published[0]["aggregate_id"] == desk.case_id
    assert len(desk.told("buyer", "case_reply", "email")) == 1
    assert len(desk.mails("buyer@acme.example")) == 1
    desk.twin.pump.failures.clear()


def test_what_happened_together_is_told_in_order_with_the_messages_it_wants(desk: Desk) -> None:
    desk.in_queue()
    desk.twin.pump.events.clear()
    desk.does("colleague", f"POST /cases/{CASE}/replies", {"body": "我来"})
    types = [each["type"] for each in desk.twin.pump.events if each["aggregate_id"] == desk.case_id]
    assert types == ["CaseAccepted", "CaseReplied", "MessageRequested"]
    ids = [each["id"] for each in desk.twin.pump.events]
    assert len(ids) == len(set(ids))
