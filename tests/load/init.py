"""What each function costs to start, against `import boto3; boto3.client("dynamodb")`: the least that most begin with.

Each start is a fresh process on the layers as they are shipped, but built for this machine's processor. CPU time is
taken, the least of several rounds that all take turns, and a bare interpreter's is taken off. What else the machine
does can only add to it: so what is over its goal after a few rounds takes more of them, the floor along with it.
Importing the handler makes its clients too, as it does while Lambda starts a container.
"""

import math
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from crm.core.spec import Spec
from infra import assets, catalog
from infra.local.resources import ACCOUNT, REGION
from infra.packaging import bytecode
from infra.site import Site

ROUNDS = 5
MOST_ROUNDS = 25
GOALS = {"Http": 1.2}
"""By what starts a function; where nothing is said, there is no goal."""
COUNTED = ("cases.get_case", "cases.list_cases", "cases.submit_case", "cases.reply_to_case", "cases.fire_due_case")
"""The functions whose instructions are counted too: that takes half a minute for each."""
FLOOR = 'import boto3; boto3.client("dynamodb")'
BARE = "pass"


@dataclass(frozen=True)
class Start:
    """What a function's start costs."""

    operation: str
    trigger: str
    ratio: float
    """To the floor."""

    @property
    def over_goal(self) -> bool:
        """Say whether it costs more than it is to cost."""
        return self.ratio > GOALS.get(self.trigger, math.inf)


@dataclass(frozen=True)
class _Program:
    text: str
    path: str
    environment: Mapping[str, str]

    def seconds(self, python: str) -> float:
        """Return the CPU time of one run in a fresh process."""
        process = os.posix_spawn(python, [python, "-S", "-c", self.text], self._given())
        _, status, usage = os.wait4(process, 0)
        if status:
            raise RuntimeError(f"{self.text}: ended with {os.waitstatus_to_exitcode(status)}")
        return usage.ru_utime + usage.ru_stime

    def instructions(self, python: str) -> int:
        """Return the instructions of one run, as callgrind counts them."""
        valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        command = [*valgrind, os.path.realpath(python), "-S", "-c", self.text]
        given = self._given() | {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0"}
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=True)  # noqa: S603
        counted = re.search(r"Collected : (\d+)", done.stderr)
        if counted is None:
            raise RuntimeError(done.stderr)
        return int(counted[1])

    def _given(self) -> dict[str, str]:
        # Lambda hands credentials over like this; without them botocore would ask the network.
        credentials = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": REGION}
        return {"PYTHONPATH": self.path, "PYTHONDONTWRITEBYTECODE": "1", **credentials, **self.environment}


def measure(operations: Iterable[str] = ()) -> list[Start]:
    """Return what functions cost to start, all of them unless some are named, the dearest first."""
    python = bytecode.compiler()
    if python is None:
        raise RuntimeError(f"functions run on Python {bytecode.VERSION}: put it on the PATH")
    specs = {name: catalog.specs()[name] for name in (operations or catalog.specs())}
    programs = {"": _Program(BARE, "", {}), "floor": _Program(FLOOR, _stock(), {})}
    programs |= {name: _start_of(name) for name in specs}
    least = dict.fromkeys(programs, math.inf)
    trying = set(programs)
    for taken in range(MOST_ROUNDS):
        for name in sorted(trying):
            least[name] = min(least[name], programs[name].seconds(python))
        starts = [_compared(name, spec, least) for name, spec in specs.items()]
        if taken + 1 >= ROUNDS:
            trying = {"", "floor", *(each.operation for each in starts if each.over_goal)}
    return sorted(starts, key=lambda each: -each.ratio)


def _compared(operation: str, spec: Spec, least: Mapping[str, float]) -> Start:
    ratio = (least[operation] - least[""]) / (least["floor"] - least[""])
    return Start(operation, type(spec.trigger).__name__, ratio)


def instructions(operations: Iterable[str]) -> dict[str, float]:
    """Return the same ratio counted in instructions by callgrind; nothing where valgrind is not installed.

    Repeatable to a thousandth, but blind to what the kernel does and to how long memory takes.
    """
    python = bytecode.compiler()
    if python is None or shutil.which("valgrind") is None:
        return {}
    bare = _Program(BARE, "", {}).instructions(python)
    floor = _Program(FLOOR, _stock(), {}).instructions(python) - bare
    return {name: (_start_of(name).instructions(python) - bare) / floor for name in operations}


def _start_of(operation: str) -> _Program:
    site = Site(stage="dev", region=REGION, account=ACCOUNT)
    deployed = site.environment(catalog.specs()[operation]) | {"AWS_LAMBDA_FUNCTION_NAME": site.function(operation)}
    return _Program(f"from functions.{operation} import handler", _shipped(operation), deployed)


def _stock() -> str:
    """Return where boto3 lies as pip installed it, with bytecode of its own."""
    import boto3  # noqa: PLC0415 - only here: nothing that is deployed has it

    return str(Path(boto3.__file__).parents[1])


def _shipped(operation: str) -> str:
    domain, _, _ = operation.partition(".")
    own = [assets.own_layer(domain, platform.machine())] if assets.own_lock(domain).exists() else []
    layers = assets.dependency_layer(platform.machine()), assets.crm_layer(), *own
    folders = assets.function_folder(operation).path, *(each.path / "python" for each in layers)
    return os.pathsep.join(map(str, folders))


if __name__ == "__main__":
    for start in measure(sys.argv[1:]):
        sys.stdout.write(f"{start.ratio:.2f} {start.trigger:12} {start.operation}\n")
