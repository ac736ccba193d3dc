"""What logs tell: where and by which rule something failed, never what people have written."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from aws_lambda_powertools.event_handler.openapi.exceptions import ResponseValidationError
from pydantic import BaseModel, ValidationError

from crm.core import log
from crm.core.errors import NotFoundError, StaleVersionError
from crm.core.events import Event
from crm.core.repository import Aggregate
from crm.core.settings import Setting

PRIVATE = "13800138000"


class Letter(BaseModel):
    words: int


@pytest.fixture
def told() -> Iterator[Callable[[], str]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log.logger.registered_formatter)
    powertools = logging.getLogger("kairos")
    powertools.addHandler(handler)
    yield stream.getvalue
    powertools.removeHandler(handler)


def fail() -> None:
    Letter.model_validate({"words": PRIVATE + "x"})


def fail_on() -> None:
    try:
        fail()
    except ValidationError as error:
        raise ResponseValidationError(error.errors()) from error


@pytest.mark.parametrize("failing", [fail, fail_on])
def test_what_does_not_validate_is_not_quoted(failing: Callable[[], None], told: Callable[[], str]) -> None:
    try:
        failing()
    except (ValidationError, ResponseValidationError):
        log.logger.exception("failed")
    line = json.loads(told())
    assert line["message"] == "failed"
    assert "('words',): int_parsing" in line["exception"]
    assert "test_log.py" in line["exception"]
    assert PRIVATE not in told()


def miss() -> None:
    raise NotFoundError("case", "C-000001")


def test_other_failures_are_told_as_they_are(told: Callable[[], str]) -> None:
    try:
        miss()
    except NotFoundError:
        log.logger.exception("failed")
    assert "C-000001" in json.loads(told())["exception"]


def test_a_refusal_does_not_quote_the_state_it_brings() -> None:
    refusal = StaleVersionError(expected=1, actual=2, current={"phone": PRIVATE})
    assert PRIVATE not in str(refusal)
    assert "'actual': 2" in str(refusal)
    assert refusal.facts["current"] == {"phone": PRIVATE}


@pytest.mark.parametrize("base", [Aggregate, Event, Setting])
def test_what_is_kept_and_sent_never_quotes_what_does_not_fit(base: type[BaseModel]) -> None:
    """A failure that nobody catches is logged by Lambda itself, as the exception words it."""

    class Kept(base):  # type: ignore[valid-type, misc]
        words: int

    with pytest.raises(ValidationError) as caught:
        Kept.model_validate({"id": "x", "words": PRIVATE + "x"})
    assert PRIVATE not in str(caught.value)
