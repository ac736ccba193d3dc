"""The twin's own page says everything in both languages."""

import re

from infra.catalog import ROOT

PAGE = (ROOT / "infra/local/page.html").read_text(encoding="utf-8")
TEXT = re.compile(r'(?:[{,]\s*)"?([+\w ]+)"?: "[^"]+"')


def texts(language: str) -> set[str]:
    [said] = re.findall(rf'^  "?{language}"?: (\{{.*?^  \}}),$', PAGE, re.MULTILINE | re.DOTALL)
    return set(TEXT.findall(said))


def test_both_languages_say_the_same_things() -> None:
    assert texts("zh-CN") == texts("en")


def test_everything_that_is_shown_is_said() -> None:
    by_name = set(re.findall(r'data-t="([^"]+)"', PAGE)) | set(re.findall(r'\bt\("([^"]+)"\)', PAGE))
    heads = {name for row in re.findall(r'fill\("\w+", (\[.*?\])', PAGE) for name in re.findall(r'"(\w+)"', row)}
    assert heads > {"fires", "status", "subject"}
    assert by_name | heads == texts("en")
