"""Which requirement which test proves: `python -m tests.requirements` (`make coverage-of-requirements`).

Reads the rows of docs/requirements.md and the marks `@pytest.mark.requirement("R-…")` of the tests; runs nothing.
`--unproven` lists the rows that no test proves, with their text. A mark that names no row fails the run.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

TESTS = Path(__file__).parent
ROWS = TESTS.parent / "docs" / "requirements.md"
MARK = "pytest.mark.requirement"

_AREA = re.compile(r"## ([A-Z]\. .+?)(?: \(\d+ rows?\b.*\))?")
_ROW = re.compile(r"\| (R-\d{3}) \|(?:[^|]*\|){3} (.+?) \| .* \|")


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement: its id, the area it belongs to, and what it demands."""

    id: str
    area: str
    text: str


def rows(document: str) -> Iterator[Row]:
    """Return the rows of the tables of requirements, in their order."""
    area = ""
    for line in document.splitlines():
        if heading := _AREA.fullmatch(line):
            area = heading[1]
        elif row := _ROW.fullmatch(line):
            yield Row(row[1], area, row[2].replace(r"\|", "|"))


def marks(source: str) -> Iterator[tuple[str, str]]:
    """Return the rows that the tests of a module are marked with, each with the test."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == MARK:
                    yield from ((ast.literal_eval(row), node.name) for row in mark.args)


def proofs(folder: Path) -> dict[str, list[str]]:
    """Return the tests below a folder that prove each row, as pytest would name them."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for row, test in marks(path.read_text(encoding="utf-8")):
            found.setdefault(row, []).append(f"{path.relative_to(folder.parent)}::{test}")
    return found


def report(known: list[Row], proven: dict[str, list[str]], *, unproven: bool) -> Iterator[str]:
    """Return the lines of the report, area by area: the rows proven with their tests, or the rows that are not."""
    for area, each in groupby(known, key=lambda row: row.area):
        inside = list(each)
        done = [row for row in inside if row.id in proven]
        yield f"{area}: {len(done)} of {len(inside)} rows proven"
        for row in inside:
            if unproven and row.id not in proven:
                yield f"  {row.id}  {row.text}"
            if not unproven and row.id in proven:
                tests = proven[row.id]
                yield f"  {row.id}  {len(tests):2} {'test' if len(tests) == 1 else 'tests'}  {tests[0]}"
        yield ""
    strange = sorted(set(proven) - {row.id for row in known})
    yield from (f"{row}: marked in {', '.join(proven[row])}, and no such row" for row in strange)
    tests = {test for each in proven.values() for test in each}
    yield f"{len(known)} rows, {len(set(proven)) - len(strange)} proven by {len(tests)} tests"


def main() -> int:
    """Print the report; return 1 where a mark names no row."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--unproven", action="store_true", help="list the rows that no test proves")
    unproven = options.parse_args().unproven
    known = list(rows(ROWS.read_text(encoding="utf-8")))
    proven = proofs(TESTS)
    for line in report(known, proven, unproven=unproven):
        print(line)  # noqa: T201 - it is what the command is for
    return 1 if set(proven) - {row.id for row in known} else 0


if __name__ == "__main__":
    sys.exit(main())
