"""Recording what a page of owners came to, and asking for what is left."""

from collections.abc import Callable, Iterator

import pytest

from infra.local.functions import AwsCall
from tests.integration.cadence.conftest import WEEK, Office

OWNERS = "cadence.list_cadence_owners"
DRAFT = "cadence.draft_cadence_list"


@pytest.fixture
def fails_for(office: Office) -> Iterator[Callable[[str | None], None]]:
    """Let the lists of an owner fail from now on, or of nobody."""
    unlucky: list[str | None] = [None]

    def watch(call: AwsCall) -> None:
        if call.operation == DRAFT and unlucky[0] is not None and f'"{unlucky[0]}"' in call.body:
            raise RuntimeError("no luck")

    def fail(owner_id: str | None) -> None:
        unlucky[0] = owner_id

    office.twin.functions.watchers.append(watch)
    yield fail
    office.twin.functions.watchers.remove(watch)


def due(office: Office) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return which pages of the sales team the workflow was started for: number, attempt, owners named."""
    started = (each["data"] for each in office.happened("CadenceWeekDue") if each["data"]["team_id"] == "sales")
    return [(each["page"], each["attempt"], tuple(each["owner_ids"])) for each in started]


def test_a_page_that_is_recorded_is_not_recorded_again(office: Office) -> None:
    office.week_begins()
    before = office.stored()
    outcome = {"owner_id": "rep", "listed": 9, "key_accounts": 9}
    task = {"team_id": "sales", "week": WEEK, "page": 1, "next": None, "outcomes": [outcome]}
    office.invoke("record_cadence_page", {"task": task, "correlation_id": "test"})
    assert office.stored() == before


def test_who_is_to_approve_is_told_how_many(office: Office) -> None:
    office.takes_on("other", "peer", key_account=True)
    office.week_begins()
    (told,) = office.told("lead", "cadence_approval")
    assert "2 份" in told["subject"]


def test_an_owner_who_fails_is_tried_again_alone(office: Office, fails_for: Callable[[str | None], None]) -> None:
    office.takes_on("other", "peer", key_account=True)
    fails_for("peer")
    office.week_begins()
    assert len(office.does("boss", f"GET /cadence-lists?owner=rep&week={WEEK}")["items"]) == 1
    assert office.does("boss", f"GET /cadence-lists?owner=peer&week={WEEK}")["items"] == []
    shown = office.does("boss", "GET /cadence-coverage?team=sales")
    assert (shown["finished"], shown["key_accounts"]) == (False, 1)

    fails_for(None)
    office.twin.advance(minutes=6)
    assert due(office) == [(1, 1, ()), (2, 1, ("peer",))]
    assert len(office.weekly("peer")["items"]) == 1
    shown = office.does("boss", "GET /cadence-coverage?team=sales")
    assert (shown["finished"], shown["key_accounts"], shown["listed"], shown["left_out"]) == (True, 2, 2, [])
    assert len(office.happened("CadenceListDrafted")) == 2


def test_who_fails_for_ever_is_left_out_and_shown(office: Office, fails_for: Callable[[str | None], None]) -> None:
    fails_for("rep")
    office.week_begins()
    office.twin.advance(hours=4)
    assert [attempt for _, attempt, _ in due(office)] == [1, 1, 2, 3, 4, 5]
    assert office.does("boss", "GET /cadence-coverage?team=sales")["left_out"] == ["rep"]
    (left_out,) = office.happened("CadenceOwnersLeftOut")
    assert left_out["data"]["owner_ids"] == ["rep"]


def test_a_page_that_was_lost_is_asked_for_again(office: Office) -> None:
    def fail(call: AwsCall) -> None:
        if call.operation == OWNERS:
            raise RuntimeError("no luck")

    office.twin.functions.watchers.append(fail)
    office.week_begins()
    office.twin.functions.watchers.remove(fail)
    assert office.does("boss", f"GET /cadence-lists?owner=rep&week={WEEK}")["items"] == []
    office.twin.advance(hours=1)
    assert due(office) == [(1, 1, ()), (1, 2, ())]
    assert len(office.weekly()["items"]) == 1
