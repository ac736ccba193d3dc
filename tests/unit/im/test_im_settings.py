"""The words of instructions as a setting."""

import pytest
from pydantic import ValidationError

from crm.core.access import ADMIN
from crm.im.settings import KINDS
from crm.im.settings.instructions import Instructions
from crm.im.settings.policy import ImPolicy


def test_the_shipped_words_survive_being_stored() -> None:
    shipped = Instructions.shipped()["default"]
    assert Instructions.model_validate_json(shipped.model_dump_json()) == shipped
    assert Instructions.editors == (ADMIN,)


def test_every_kind_is_where_it_is_said_to_be() -> None:
    assert {each.kind: f"{each.__module__}:{each.__qualname__}" for each in (Instructions, ImPolicy)} == KINDS


@pytest.mark.parametrize(
    "members", [{"day_ends": "24:00"}, {"close_at_percent": 20}, {"unknown": 1}, {"everybody": [""]}]
)
def test_what_makes_no_sense_is_refused(members: dict[str, object]) -> None:
    shipped = Instructions.shipped()["default"].model_dump()
    with pytest.raises(ValidationError):
        Instructions.model_validate({**shipped, **members})
