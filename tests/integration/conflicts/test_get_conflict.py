"""A conflict as it is shown."""

import pytest

from tests.conftest import problem
from tests.integration.conflicts.conftest import Floor


def test_an_unknown_one_is_not_found(floor: Floor) -> None:
    problem(floor.call(None, "GET /conflicts/conflict_1"), 401, "not_signed_in")
    refused = problem(floor.call("rep", "GET /conflicts/conflict_1"), 404, "not_found")
    assert refused["facts"] == {"kind": "conflict", "id": "conflict_1"}


@pytest.mark.requirement("R-283")
def test_it_suggests_to_share_to_name_an_owner_and_to_open_a_workspace(floor: Floor) -> None:
    found = floor.conflict(floor.contested())
    kinds = [each["kind"] for each in found["suggestions"]]
    assert kinds == ["share", "primary_owner", "meeting", "workspace"]
    owner = found["suggestions"][1]
    assert (owner["user_id"], owner["because"]) == ("care", "follows_longest")
    assert "care" in owner["text"]


def test_it_is_told_in_the_readers_language(floor: Floor) -> None:
    conflict_id = floor.contested()
    chinese, english = floor.conflict(conflict_id), floor.does("guest", f"GET /conflicts/{conflict_id}")
    assert english["why"] == "3 people followed this customer at the same time; more than 2 are a conflict."
    assert chinese["suggestions"][3]["text"] == "请创建共享工作区，集中记录沟通与任务。"
    assert english["suggestions"][3]["text"] == "Open a shared workspace that gathers log and tasks."


def test_who_answers_for_the_customer_is_proposed_if_they_follow_it(floor: Floor) -> None:
    found = floor.conflict(floor.contested("rep", "care", "owner"))
    assert (found["suggestions"][1]["user_id"], found["suggestions"][1]["because"]) == ("owner", "account_owner")


def test_it_suggests_what_the_policy_says(floor: Floor) -> None:
    floor.set_policy(suggestions=["meeting"])
    found = floor.conflict(floor.contested())
    assert ([each["kind"] for each in found["suggestions"]], found["policy"]) == (["meeting"], "default@1")
