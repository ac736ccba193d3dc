"""The table of a card's life, and the setting that says what may be asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cards import transitions
from crm.cards.settings.policy import CardPolicy
from crm.cards.transitions import OPEN, TRANSITIONS, CardWrongStatusError, after, allows, possible
from crm.cards.vocabulary import Status
from crm.core.settings_store import kind_of


@given(st.sampled_from(sorted(TRANSITIONS)), st.sampled_from(["done", "cancelled", "rejected"]))
def test_what_is_over_stays_over(action: transitions.Action, status: Status) -> None:
    with pytest.raises(CardWrongStatusError):
        after(action, status)
    assert not allows(action, status)
    assert possible(status) == []


def test_whatever_is_open_can_come_to_an_end() -> None:
    for status in OPEN:
        assert {"complete", "decline", "cancel", "reassign"} <= set(possible(status))
    assert possible("declined") == ["reassign", "cancel"]


def test_what_waits_for_approval_is_not_worked_on() -> None:
    assert possible("pending_approval") == ["approve", "reject", "cancel"]


SHIPPED = CardPolicy.shipped()["default"]


def test_the_shipped_policy_survives_being_stored() -> None:
    assert kind_of("cards.policy") is CardPolicy
    assert CardPolicy.model_validate_json(SHIPPED.model_dump_json()) == SHIPPED
    assert SHIPPED.references() == {("directory.calendar", "office")}


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"types": [SHIPPED.types[0].model_dump()] * 2}, "type_twice"),
        ({"instruction_type": "gardening"}, "instruction_type_unknown"),
        ({"expected_seconds": {"urgent": 3600}}, "priorities_incomplete"),
        ({"types": [SHIPPED.types[0].model_dump() | {"label": {"en": "Service"}}]}, "both_languages"),
    ],
)
def test_what_does_not_agree_with_itself_is_refused(members: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        CardPolicy.model_validate(SHIPPED.model_dump() | members)


def test_the_board_is_spread_over_no_fewer_partitions() -> None:
    more = SHIPPED.model_copy(update={"board_shards": 8})
    more.succeed(SHIPPED)
    with pytest.raises(ValueError, match="board_shards_lowered"):
        SHIPPED.succeed(more)


def test_people_are_shown_where_a_card_is() -> None:
    assert SHIPPED.url_of("card_1") == "/collab-cards/card_1"
    page = SHIPPED.model_copy(update={"card_url": "https://crm.example.com/cards/{card_id}"})
    assert page.url_of("card_1") == "https://crm.example.com/cards/card_1"
