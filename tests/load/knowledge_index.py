"""What the index of articles costs as it grows: `python -m tests.load.knowledge_index`.

The articles are those of the labelled set, each with words of others mixed in, so that entries are as large and words
as frequent as in a library of that size. The measure is of this machine's processor, and of nothing that AWS does.
"""

import json
import random
import sys
import time
from itertools import cycle, islice
from typing import Any

from crm.core import packing
from crm.knowledge.ranking.entries import Entry
from crm.knowledge.ranking.index import Index, Sought
from crm.knowledge.repository.segments import SEGMENTS
from tests.knowledge_set import measure

SIZES = (100, 1000, 5000, 10_000)
_PARTS = ("title", "problem", "cause", "scope", "steps")


def library(size: int) -> list[Entry]:
    """Return the entries of so many articles, the same in every run."""
    chance = random.Random(size)  # noqa: S311 - nothing is secret
    known = measure.articles()
    return [_mixed(number, each, known, chance) for number, each in enumerate(islice(cycle(known), size))]


def _mixed(number: int, article: dict[str, Any], known: list[dict[str, Any]], chance: random.Random) -> Entry:
    others = chance.choices([each for each in known if each["language"] == article["language"]], k=4)
    longer = "\n".join(each[part] for each in others for part in _PARTS if part in each)
    return measure.entry_of(article | {"id": f"{article['id']}-{number}", "scope": longer})


def row(size: int) -> str:
    """Return a line of the table: bytes of the fullest segment, milliseconds to load all, and to answer a query."""
    entries = library(size)
    packed = [
        packing.pack(json.dumps({each.article_id: each for each in entries[start::SEGMENTS]}, ensure_ascii=False))
        for start in range(SEGMENTS)
    ]
    began = time.process_time()
    index = Index(Entry(*each) for segment in packed for each in packing.unpack(segment).values())
    loaded = time.process_time()
    queries = [Sought(each["text"], language=each["language"]) for each in measure.queries()]
    for each in queries:
        index.search(each, 10)
    asked = (time.process_time() - loaded) / len(queries)
    total = sum(len(each) for each in packed)
    return (
        f"| {size} | {total // 1024} | {max(len(each) for each in packed) // 1024} "
        f"| {1000 * (loaded - began):.0f} | {1000 * asked:.1f} |"
    )


if __name__ == "__main__":
    header = ("| articles | packed, KiB | fullest segment, KiB | load, ms | search, ms |", "|--:|--:|--:|--:|--:|")
    sys.stdout.write("\n".join([*header, *(row(size) for size in SIZES)]) + "\n")
