"""By what mail is recognised, as a setting."""

import pytest
from pydantic import ValidationError

from crm.core.access import ADMIN
from crm.mail import reading
from crm.mail.settings import KINDS
from crm.mail.settings.receiving import Receiving
from crm.mail.settings.recognition import Recognition
from tests.unit.mail.conftest import RECEIVED_AT, written


def test_the_shipped_words_survive_being_stored() -> None:
    shipped = Recognition.shipped()["default"]
    assert Recognition.model_validate_json(shipped.model_dump_json()) == shipped
    assert Recognition.editors == (ADMIN,)


def test_every_kind_is_where_it_is_said_to_be() -> None:
    assert {each.kind: f"{each.__module__}:{each.__qualname__}" for each in (Receiving, Recognition)} == KINDS


@pytest.mark.parametrize(
    "members", [{"addresses": ["nobody"]}, {"addresses": ["Desk <a@b>"]}, {"nobody": [""]}, {"unknown": 1}]
)
def test_what_makes_no_sense_is_refused(members: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Recognition.model_validate(members)


def test_other_words_are_recognised_once_they_are_set() -> None:
    raw = written({"Subject": "Svar utan människa: Printer"})
    words = Recognition(auto_reply_subjects=("svar utan människa",))
    assert reading.read(raw, RECEIVED_AT, Recognition()).mail.decision.kind == "human"
    assert reading.read(raw, RECEIVED_AT, words).mail.decision.kind == "auto_reply"
