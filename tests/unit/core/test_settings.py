"""Reading settings: what is in force, what once was, what came with the code."""

import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self

import pytest

from crm.core import dynamodb, settings
from crm.core.errors import NotFoundError
from crm.core.settings import CURRENT, DOMAINS, Setting, at_reference, at_version, current, kind_named, kinds_of
from tests.unit.core.conftest import Clock


class Colour(Setting):
    """What is painted how."""

    kind: ClassVar[str] = "things.colour"

    colour: str
    gloss: bool = False

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        return {"default": cls(colour="red")}


class Store:
    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.reads = 0

    def put(self, name: str, version: int, colour: str) -> None:
        item = {"version": {"N": str(version)}, "document": {"S": json.dumps({"colour": colour})}}
        self.items[f"SETTING#things.colour#{name}", f"VERSION#{version:06d}"] = item
        self.items[f"SETTING#things.colour#{name}", CURRENT] = item

    def get_raw(self, _domain: str, pk: str, sk: str) -> dict[str, Any] | None:
        self.reads += 1
        return self.items.get((pk, sk))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, given: Callable[..., None], standing_clock: Clock) -> Store:
    store = Store()
    monkeypatch.setattr(dynamodb, "get_raw", store.get_raw)
    return store


def test_what_came_with_the_code_is_version_0(store: Store) -> None:
    found = current(Colour)
    assert (found.version, found.value.colour, found.reference) == (0, "red", "default@0")


def test_what_is_stored_is_in_force(store: Store) -> None:
    store.put("default", 1, "blue")
    assert current(Colour).reference == "default@1"
    assert current(Colour).value == Colour(colour="blue")


def test_a_version_never_changes(store: Store) -> None:
    store.put("default", 1, "blue")
    store.put("default", 2, "green")
    assert [at_version(Colour, "default", version).value.colour for version in (0, 1, 2)] == ["red", "blue", "green"]
    assert at_reference(Colour, "default@1").value.colour == "blue"


def test_a_name_may_hold_an_at_sign(store: Store) -> None:
    store.put("team@north", 3, "blue")
    assert at_reference(Colour, "team@north@3").value.colour == "blue"


def test_what_there_is_not(store: Store) -> None:
    with pytest.raises(NotFoundError):
        current(Colour, "none")
    with pytest.raises(NotFoundError):
        at_version(Colour, "none", 0)


def test_a_change_is_felt_when_the_cache_is_too_old(store: Store, standing_clock: Clock) -> None:
    assert current(Colour).version == 0
    store.put("default", 1, "blue")
    standing_clock.advance(seconds=59)
    assert current(Colour).version == 0
    assert store.reads == 1
    standing_clock.advance(seconds=1)
    assert current(Colour).version == 1


def test_the_shipped_version_needs_no_request(store: Store) -> None:
    at_version(Colour, "default", 0)
    assert store.reads == 0


@pytest.mark.parametrize(
    "kind", ["", "nonsense", "core.settings", "cases", "cases.", "no_such_domain.x", "../cases.x", "cases.x.y"]
)
def test_an_unknown_kind_is_none(kind: str) -> None:
    assert kind_named(kind) is None


def kinds() -> list[str]:
    return [kind for domain in DOMAINS for kind in kinds_of(domain)]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_what_it_says(kind: str) -> None:
    class_ = kind_named(kind)
    assert class_ is not None
    assert class_.kind == kind
    assert class_.__doc__
    assert class_.editors


@pytest.mark.parametrize("kind", kinds())
def test_what_is_shipped_holds_and_can_be_brought_back(kind: str) -> None:
    class_ = kind_named(kind)
    assert class_ is not None
    for name, document in class_.shipped().items():
        assert class_.model_validate_json(document.model_dump_json()) == document
        assert document.prepared() == document
        for other_kind, other_name in document.references():
            other = kind_named(other_kind)
            assert other is not None, f"{kind} {name} relies on {other_kind}"
            assert other_name in other.shipped()


def test_settings_of_the_tests_do_not_leak() -> None:
    assert "things" not in settings.DOMAINS
