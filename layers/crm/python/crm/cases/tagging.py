"""Recognising tags in what a customer wrote."""

import re
import unicodedata
from collections.abc import Iterable

from crm.cases.settings.intake import TagRule
from crm.core.text import folded


def recognised(text: str, rules: Iterable[TagRule]) -> tuple[str, ...]:
    """Return the tags whose phrases stand in `text`, in the rules' order, each once.

    Case and width do not matter. A phrase of Latin words must stand between word ends («API» is not in
    «rapid»); blanks within a phrase that holds Chinese do not matter («API 集成» is in «API集成出错»).
    """
    spaced = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    dense = folded(text)
    found = (rule.tag for rule in rules if any(_stands_in(phrase, spaced, dense) for phrase in rule.phrases))
    return tuple(dict.fromkeys(found))


def _stands_in(phrase: str, spaced: str, dense: str) -> bool:
    if not phrase.isascii():
        return folded(phrase) in dense
    words = re.escape(" ".join(phrase.casefold().split()))
    return re.search(rf"(?<![a-z0-9]){words}(?![a-z0-9])", spaced) is not None


def skills_of(tags: Iterable[str], rules: Iterable[TagRule]) -> tuple[str, ...]:
    """Return the skills that tags call for."""
    by_tag = {rule.tag: rule.skill for rule in rules if rule.skill}
    return tuple(dict.fromkeys(by_tag[tag] for tag in tags if tag in by_tag))
