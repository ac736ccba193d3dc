"""The tour of the two READMEs does and prints what they say, and what the documents tell people to type exists."""

import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest

from infra.catalog import ROOT
from tests.conformance.served import served

READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (*READMES, "docs/developing.md", "docs/operating.md")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
VARIES = ((r"\b(case|esc|msg)_[0-9A-Z]{26}\b", r"\1_…"), (r":\d\d:\d\d(\.\d+)?(Z|\+00:00)", ":…"))
"""Ids, and what is below the hour in a time: the demo's clock ticks."""

END = "--- the end of a block ---"
ADDRESS = "KAIROS=http://127.0.0.1:8080"
A_MOMENT = ("sleep 2", "curl -s -X POST $KAIROS/_local/settle -o /dev/null")
"""How long the pump takes is nobody's promise."""


class Block(NamedTuple):
    """A fenced block."""

    language: str
    text: str


def blocks(document: str) -> list[Block]:
    return [Block(*each) for each in FENCED.findall((ROOT / document).read_text(encoding="utf-8"))]


def tour(readme: str) -> list[tuple[str, str]]:
    """Return what is to be typed, and what is said to be printed then."""
    found = blocks(readme)
    first = next(number for number, each in enumerate(found) if ADDRESS in each.text)
    steps = [
        (block.text, after.text if after.language in {"text", "json"} else "")
        for block, after in pairwise([*found[first:], Block("", "")])
        if block.language == "sh"
    ]
    assert len(steps) > 5
    return steps


def settled(printed: str) -> str:
    for pattern, instead in VARIES:
        printed = re.sub(pattern, instead, printed)
    return printed.strip()


@pytest.fixture(scope="module")
def printed() -> Iterator[list[str]]:
    """What the commands of the tour really print, block by block."""
    with served() as twin:
        typed = [commands.replace(ADDRESS, f"KAIROS={twin.url}") for commands, _ in tour(READMES[0])]
        script = f"\necho '{END}'\n".join(["set -eu", *typed]).replace(*A_MOMENT)
        shell = ["bash", "-c", script]
        done = subprocess.run(shell, capture_output=True, text=True, check=False)  # noqa: S603 - our own documents
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        yield done.stdout.split(f"{END}\n")[1:]


@pytest.mark.parametrize("readme", READMES)
def test_the_tour_prints_what_it_says(readme: str, printed: list[str]) -> None:
    said = [output for _, output in tour(readme)]
    assert [settled(each) for each in printed] == [settled(each) for each in said]


def test_the_tour_is_the_same_in_both_languages() -> None:
    english, chinese = (tour(readme) for readme in READMES)
    assert english == chinese


def test_the_example_of_an_action_is_that_action() -> None:
    text = (ROOT / "docs/developing.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^   ```python\n(.*?)^   ```$", text, re.MULTILINE | re.DOTALL)
    action = (ROOT / "functions/cases/accept_case.py").read_text(encoding="utf-8")
    assert re.sub(r"^   ", "", example, flags=re.MULTILINE) == action


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^ *)make ([a-z][\w./-]*)", text, re.MULTILINE))
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    path = ROOT / document
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [each for each in links if not (path.parent / each).exists()] == []
