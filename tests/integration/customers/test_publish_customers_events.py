"""From the table to the bus."""

from collections.abc import Collection
from typing import Any

from infra.local.pump import Killed
from infra.local.twin import Twin
from tests.integration.customers.conftest import Add


def test_record_delivered_again_carries_the_same_ids(
    twin: Twin, add_account: Add, bus: Collection[dict[str, Any]]
) -> None:
    def kill(operation: str, action: str) -> None:
        if (operation, action) == ("customers.publish_customers_events", "events:PutEvents"):
            twin.functions.after_call = calm
            raise Killed

    calm = twin.functions.after_call
    twin.functions.after_call = kill
    add_account("acme")
    twin.settle()
    published = [event for event in bus if event["aggregate_id"] == "acme"]
    assert [event["type"] for event in published] == ["AccountCreated", "AccountCreated"]
    assert published[0] == published[1]
