"""The marks that say which requirement a test proves."""

import re

from tests import requirements
from tests.requirements import MARK, ROWS, TESTS, Row

DOCUMENT = """
## B. Second area (2 rows)

| ID | Seed file:line | Section | Kind | Requirement | Check |
|---|---|---|---|---|---|
| R-010 | 001.txt:1 | 场景 | goal | Cases are read | `GET /cases?view=mine\\|watched` |
| R-011 | 001.txt:2 | 场景 | goal | Cases are written | `POST /cases` |
"""
ROW = [Row("R-010", "B. Second area", "Cases are read"), Row("R-011", "B. Second area", "Cases are written")]


def test_every_row_of_the_document_is_read() -> None:
    document = ROWS.read_text(encoding="utf-8")
    rows = list(requirements.rows(document))
    assert [row.id for row in rows] == re.findall(r"^\| (R-\d{3}) ", document, re.MULTILINE)
    assert len({row.id for row in rows}) == len(rows) == 811
    assert {row.area[0] for row in rows} == set("ABCDEF")
    assert all(row.text for row in rows)


def test_a_row_has_an_area_and_a_text() -> None:
    assert list(requirements.rows(DOCUMENT)) == ROW


def test_marks_are_found_on_tests_and_nowhere_else() -> None:
    source = f'@{MARK}("R-010", "R-011")\ndef test_a() -> None: ...\n@{MARK}("R-012")\ndef helper() -> None: ...\n'
    assert list(requirements.marks(source)) == [("R-010", "test_a"), ("R-011", "test_a")]


def test_no_mark_names_a_row_that_there_is_not() -> None:
    known = {row.id for row in requirements.rows(ROWS.read_text(encoding="utf-8"))}
    assert set(requirements.proofs(TESTS)) - known == set()


def test_the_report_tells_what_is_proven_and_what_is_not() -> None:
    proven = {"R-010": ["tests/a.py::test_a"], "R-999": ["tests/a.py::test_b"]}
    told = list(requirements.report(ROW, proven, unproven=False))
    assert told == [
        "B. Second area: 1 of 2 rows proven",
        "  R-010   1 test  tests/a.py::test_a",
        "",
        "R-999: marked in tests/a.py::test_b, and no such row",
        "2 rows, 1 proven by 2 tests",
    ]
    assert "  R-011  Cases are written" in list(requirements.report(ROW, proven, unproven=True))
