"""The page that says what was measured."""

from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

from tests.load import flatness, http, init, money


def page(found: Mapping[str, Any]) -> str:
    """Return `docs/performance.md`."""
    return "\n".join(
        [_HEAD, *_starts(found["init"]), *_costs(found["units"]), *_waits(found["http"]), *_life(found["money"])]
    )


_HEAD = """# What Kairos costs to start, to call and to keep

Written by `make bench`; the code is in `tests/load/`. Times depend on the machine, so each stands beside something
measured in the same run. Units and calls do not: they are counted.
"""


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    names = list(head)
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    return "\n".join([*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)]) + "\n"


def _starts(found: Mapping[str, Any]) -> list[str]:
    starts, counted = found["cpu"], found["instructions"]
    by_trigger: dict[str, list[float]] = {}
    for each in starts:
        by_trigger.setdefault(each["trigger"], []).append(each["ratio"])
    overview = [
        (name, len(ratios), f"{min(ratios):.2f}", f"{median(ratios):.2f}", f"{max(ratios):.2f}", *_judged(name, ratios))
        for name, ratios in sorted(by_trigger.items())
    ]
    each_one = [(f"`{each['operation']}`", each["trigger"], f"{each['ratio']:.2f}") for each in starts]
    text = f"""## Starting a container

CPU time of importing a handler and making its clients in a fresh process, on the layers as they are shipped, against
`{init.FLOOR}` with stock packages: the least of {init.ROUNDS} rounds that all take turns, of up to {init.MOST_ROUNDS}
for what is over its goal till then, a bare interpreter's time taken off both.
"""
    by_count = ", ".join(f"`{name}` {ratio:.2f}" for name, ratio in counted.items())
    return [
        text,
        _table(["trigger", "functions", "least", "median", "most", "goal", "over it"], overview),
        f"Counted in instructions (callgrind), without what the kernel does, the ratios are higher: {by_count}.\n",
        "<details><summary>Every function</summary>\n",
        _table(["function", "trigger", "ratio"], each_one),
        "</details>\n",
    ]


def _judged(trigger: str, ratios: Iterable[float]) -> tuple[object, object]:
    """Return the goal of what is started so, and how many miss it."""
    goal = init.GOALS.get(trigger)
    return ("", "") if goal is None else (goal, sum(ratio > goal for ratio in ratios))


def _costs(costs: Mapping[str, Any]) -> list[str]:
    small, large = (costs[str(cases)] for cases in flatness.SIZES)
    rows = [
        (name, *(f"{at[name][what]:g}" for what in ("requests", "reads", "writes") for at in (small, large)))
        for name in small
    ]
    few, many = (f"{cases:,}" for cases in flatness.SIZES)
    head = [
        "action",
        *(f"{what}, {cases} cases" for what in ("AWS calls", "read units", "write units") for cases in (few, many)),
    ]
    text = f"""## Calls and units of an action

The mean of {flatness.REPEATS} calls in the request path, caches warm, in a company of {few} and of {many} cases whose
queues and lists grow with it, on DynamoDB Local. Read units are those reported; write units follow AWS's published
rules from the items before and after each write, indexes and the double price of transactions included. Every twentieth
case opened takes the next twenty numbers with one more call.
"""
    return [text, _table(head, rows)]


def _waits(waits: Mapping[str, Any]) -> list[str]:
    floor = waits["bare GetItem"]["p50"]
    rows = [
        (
            name,
            f"{each['p50'] * 1000:.1f}",
            f"{each['p95'] * 1000:.1f}",
            f"{each['per_second']:.0f}",
            f"{each['p50'] / floor:.1f}",
        )
        for name, each in waits.items()
    ]
    text = f"""## Over HTTP

One client of the twin on DynamoDB Local with {http.CASES:,} cases, {http.REPEATS} requests of each kind on a kept
connection. «What follows» a case's creation (publishing, routing, messages, timers) runs on other functions in AWS; in
the twin it shares the process, so it is done between the requests.
"""
    return [text, _table(["request", "p50 ms", "p95 ms", "per second", "p50 to a bare GetItem"], rows)]


def _life(life: Mapping[str, Any]) -> list[str]:
    rows = [(name, f"{count:g}", f"{life['usd'][name]:.1f}") for name, count in life["used"].items()]
    prices = money.PRICES
    text = f"""## Money

{money.STORY}
Prices of {prices["as_of"]} in {prices["region"]}. {prices["note"]} A run is taken to last {money.BILLED_SECONDS} s
and to log {money.LOG_BYTES} bytes: the twin cannot know, and both only scale their lines.
"""
    total = f"A million lives: **{life['total']:.0f} USD**, {life['timers']:.0f} of it for waiting.\n"
    return [text, _table(["of one life", "used", "USD a million"], rows), total]
