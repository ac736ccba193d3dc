"""The library keeps its promises: every metric has its words, and a version never changes."""

import hashlib

import pytest

from crm.analytics.definitions import Definition
from crm.analytics.library import LIBRARY, at, find
from crm.analytics.subjects.every import SUBJECTS
from crm.analytics.views import MetricDefinition
from crm.analytics.vocabulary import SOURCES
from crm.core.errors import NotFoundError
from crm.core.i18n import LOCALES
from tests.unit.analytics.fingerprints import FINGERPRINTS


def test_it_is_in_order_and_each_version_is_there_once() -> None:
    keys = [(each.name, each.version) for each in LIBRARY]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("definition", LIBRARY, ids=lambda each: each.reference)
def test_a_definition_is_what_it_was(definition: Definition) -> None:
    shown = [MetricDefinition.of(definition, locale).model_dump_json() for locale in LOCALES]
    digest = hashlib.sha256("".join(shown).encode()).hexdigest()[:12]
    assert FINGERPRINTS.get(definition.reference) == digest, (
        f"{definition.reference} was counted by as it stood; another formula is another version"
    )
    assert at(definition.reference) is definition


def test_a_metric_is_shown_in_its_newest_version() -> None:
    assert find("task_acceptance_rate").version == 1
    for name, version in (("task_acceptance_rate", 9), ("no_such_metric", None)):
        with pytest.raises(NotFoundError):
            find(name, version)


def test_every_kind_of_subject_is_fed() -> None:
    assert set(SUBJECTS) == set(SOURCES)
    for kind, subject in SUBJECTS.items():
        assert SOURCES[kind] == f"crm.{subject.domain}"
        assert {f"crm.{each.__module__.split('.')[1]}" for each in subject.heard} == {SOURCES[kind]}
