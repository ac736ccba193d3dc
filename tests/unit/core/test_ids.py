"""Identifiers."""

import re

from crm.core import ids
from tests.unit.core.conftest import Clock

FORM = re.compile(r"case_[0-9A-HJKMNP-TV-Z]{26}")


def test_new_ids_have_their_form_and_never_repeat() -> None:
    made = {ids.new_id("case") for _ in range(1000)}
    assert len(made) == 1000
    assert all(FORM.fullmatch(each) for each in made)


def test_new_ids_sort_by_time(standing_clock: Clock) -> None:
    earlier = ids.new_id("case")
    standing_clock.advance(milliseconds=1)
    assert earlier < ids.new_id("case")


def test_a_derived_id_follows_from_its_origin() -> None:
    assert ids.derived_id("case", "a", 1) == ids.derived_id("case", "a", 1)
    assert FORM.fullmatch(ids.derived_id("case", "a", 1))


def test_different_origins_give_different_ids() -> None:
    origins = [("a", 1), ("a", 2), ("b", 1), ("a1",), ("a", "1", ""), ("", "a1")]
    assert len({ids.derived_id("case", *origin) for origin in origins}) == len(origins)
