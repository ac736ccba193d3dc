"""Measure and write `docs/performance.md`: `python -m tests.load`, or `python -m tests.load init http` for some parts.

What each part found is kept in `.build/bench.json`, so that the page can be written anew from a part measured anew.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

os.environ.update(POWERTOOLS_LOG_LEVEL="WARNING", POWERTOOLS_METRICS_DISABLED="true")

from infra.assets import BUILD
from infra.catalog import ROOT
from tests.load import flatness, http, init, money, report

KEPT = BUILD / "bench.json"
PAGE = ROOT / "docs" / "performance.md"


def _starts() -> Any:
    return {"cpu": [asdict(each) for each in init.measure()], "instructions": init.instructions(init.COUNTED)}


def _costs() -> Any:
    return {
        str(cases): {name: asdict(cost) for name, cost in flatness.measure(cases).items()} for cases in flatness.SIZES
    }


def _waits() -> Any:
    return {
        name: {"p50": each.p50, "p95": each.p95, "per_second": each.per_second} for name, each in http.measure().items()
    }


def _life() -> Any:
    life = money.measure()
    return {"used": life.used, "usd": life.usd, "total": life.total, "timers": life.timers_usd}


PARTS: dict[str, Callable[[], Any]] = {"init": _starts, "units": _costs, "http": _waits, "money": _life}


def main(names: list[str]) -> None:
    """Measure the parts named, all of them unless some are, and write the page."""
    found = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for name in names or PARTS:
        sys.stderr.write(f"measuring: {name}\n")
        found[name] = PARTS[name]()
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(found, indent=1), encoding="utf-8")
    missing = PARTS.keys() - found.keys()
    if missing:
        sys.exit(f"not measured yet: {', '.join(sorted(missing))}")
    PAGE.write_text(report.page(found), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
