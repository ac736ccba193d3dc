"""What is said to people is said in both languages."""

import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from pydantic import ValidationError

import crm
from crm.core import i18n, problem
from crm.core.errors import CrmError
from crm.core.i18n import LOCALES, Locale
from crm.directory.requests import SetAbsence

CRM = Path(__file__).parents[2] / "layers" / "crm" / "python" / "crm"
DOMAINS = sorted(path.parent.name for path in CRM.glob("*/locales"))
PLACEHOLDER = re.compile(r"\{(\w*)\}")


def refusals() -> list[type[CrmError]]:
    for module in walk_packages(crm.__path__, "crm."):
        import_module(module.name)
    return sorted(below(CrmError), key=lambda kind: (kind.__module__, kind.__name__))


def below(kind: type[CrmError]) -> set[type[CrmError]]:
    found = {child for child in kind.__subclasses__() if child.__module__.startswith("crm.")}
    return found.union(*(below(child) for child in kind.__subclasses__()))


def texts(domain: str, locale: Locale) -> dict[str, str]:
    """Return every text of a domain by its dotted key."""

    def leaves(prefix: str, node: Any) -> dict[str, str]:
        if not isinstance(node, dict):
            return {prefix: node}
        found: dict[str, str] = {}
        for name, each in node.items():
            found |= leaves(f"{prefix}.{name}" if prefix else name, each)
        return found

    return leaves("", json.loads((CRM / domain / "locales" / f"{locale}.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_says_what_is_wrong_and_what_to_do(kind: type[CrmError], locale: Locale) -> None:
    error = kind.__new__(kind)
    error.facts = {}
    for part in ("title", "remedy"):
        assert problem.text(error, part, locale).strip()


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_status_a_code_and_a_reason(kind: type[CrmError]) -> None:
    assert 400 <= kind.status < 600
    assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.code)
    assert kind.__doc__
    assert kind.__name__.endswith("Error")


def test_a_code_means_one_thing() -> None:
    meanings: dict[str, list[str]] = {}
    for kind in refusals():
        if "code" in vars(kind):
            meanings.setdefault(kind.code, []).append(f"{kind.__module__}.{kind.__name__}")
    assert {code: kinds for code, kinds in meanings.items() if len(kinds) > 1} == {}


def test_no_text_speaks_of_a_refusal_that_there_is_not() -> None:
    codes = {kind.code for kind in refusals()} | {"internal"}
    for domain in DOMAINS:
        named = {key.split(".")[1] for key in texts(domain, "en") if key.startswith("errors.")}
        assert named - codes == set(), domain


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_texts(domain: str) -> None:
    chinese, english = (texts(domain, locale) for locale in LOCALES)
    assert set(chinese) == set(english)


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_speak_of_the_same_facts(domain: str) -> None:
    chinese, english = (texts(domain, locale) for locale in LOCALES)
    for key, text in english.items():
        assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(chinese[key])), key


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_can_be_filled(domain: str, locale: Locale) -> None:
    for key, text in texts(domain, locale).items():
        assert isinstance(text, str), key
        assert text.strip(), key
        assert i18n.find(domain, key, locale) is not None
        if locale == "zh-CN":
            assert re.search(r"[\u4e00-\u9fff]", text) or not re.search(r"[a-z]{3}", PLACEHOLDER.sub("", text)), key


def rules() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Return every rule of ours about a payload: its domain, its name, and the facts that come with it."""
    for path in sorted(CRM.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "broken":
                domain, rule = (ast.literal_eval(each) for each in call.args)
                yield domain, rule, frozenset(str(each.arg) for each in call.keywords)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("domain", "rule", "facts"), sorted(set(rules())))
def test_every_rule_about_a_payload_is_told(domain: str, rule: str, facts: frozenset[str], locale: Locale) -> None:
    text = texts(domain, locale)[f"validation.{rule}"]
    assert set(PLACEHOLDER.findall(text)) == facts


def test_no_text_speaks_of_a_rule_that_there_is_not() -> None:
    for domain in set(DOMAINS) - {"core"}:  # the kernel tells of pydantic's own rules too
        named = {key.split(".")[1] for key in texts(domain, "en") if key.startswith("validation.")}
        assert named == {rule for where, rule, _ in rules() if where == domain}, domain


def test_what_requests_and_settings_refuse_is_told_in_both_languages() -> None:
    """By `crm.core.rules.broken`: the text of a ValueError has one language."""
    raising = [
        str(path.relative_to(CRM))
        for path in sorted(CRM.rglob("*.py"))
        if {"requests", "settings", "requests.py"} & set(path.parts) and "raise ValueError" in path.read_text()
    ]
    assert raising == []


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh-CN", "必须先开始后结束：until_at 须晚于 from_at"),
        ("en", "must end after it begins: until_at after from_at"),
    ],
)
def test_a_rule_of_ours_is_told_in_the_callers_language(locale: Locale, message: str) -> None:
    absence = {"from_at": "2026-03-03T00:00:00Z", "until_at": "2026-03-02T00:00:00Z"}
    with pytest.raises(ValidationError) as caught:
        SetAbsence.model_validate({"absence": absence})
    (fault,) = caught.value.errors()
    assert problem.member({**fault, "loc": ("body",)}, locale) == {
        "field": "body",
        "rule": "absence_reversed",
        "message": message,
    }
