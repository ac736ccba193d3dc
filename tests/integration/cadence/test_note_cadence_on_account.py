"""What happens on weekly lists, in the account's timeline."""

from tests.integration.cadence.conftest import SAID, Office


def test_it_is_noted_that_an_account_is_to_be_spoken_to_and_that_it_was(office: Office) -> None:
    (item,) = office.publishes()["items"]
    office.does("rep", f"POST /cadence-items/{item['item_id']}/feedback", SAID)
    rows = office.does("rep", "GET /accounts/hongda/timeline")["items"]
    noted = [each["data"] for each in rows if each["type"] == "AccountActivityNoted"][::-1]
    ours = [(each["kind"], each["title"]) for each in noted if each["subject_id"] == item["item_id"]]
    assert ours == [("CadenceItemPublished", "产品升级沟通"), ("CadenceItemDone", "产品升级沟通")]
