"""How the code is laid out, as tests: what no reviewer should have to look for."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.core.spec import Http, PageRoute
from crm.core.version import VERSION
from infra import catalog
from infra.local.twin import match_route

ROOT = catalog.ROOT
CRM = ROOT / "layers" / "crm" / "python" / "crm"
HANDLERS = sorted((ROOT / "functions").glob("*/[!_]*.py"))
DEPLOYED = sorted([*CRM.rglob("*.py"), *(ROOT / "functions").rglob("*.py")])
OPERATIONS = sorted(catalog.specs())

PARAMETERS = "aws_lambda_powertools.event_handler.openapi.params"
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Return what a file imports, wherever in it, as dotted modules."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports relatively"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", HANDLERS, ids=named)
def test_an_action_is_a_declaration(path: Path) -> None:
    foreign = {each for each in imports(path) if each.split(".")[0] != "crm"} - sys.stdlib_module_names - {PARAMETERS}
    assert foreign == set()
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40


def test_only_repositories_and_the_kernel_know_dynamodb() -> None:
    knowing = [path for path in DEPLOYED if any(each.split(".")[0] == "pynamodb" for each in imports(path))]
    elsewhere = [
        named(path)
        for path in knowing
        if path.parent != CRM / "core" and "repository" not in {path.stem, path.parent.name}
    ]
    assert elsewhere == []


def clock_reads(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if node.attr in CLOCKS.get(owner, ()):
                yield f"{named(path)}:{node.lineno}"
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            taken = {alias.name for alias in node.names} & CLOCKS["time"]
            yield from (f"{named(path)}:{node.lineno} {name}" for name in taken)


def test_only_the_clock_reads_the_clock() -> None:
    reads = [read for path in DEPLOYED if path != CRM / "core" / "clock.py" for read in clock_reads(path)]
    assert reads == []
    assert list(clock_reads(CRM / "core" / "clock.py"))


def sample_of(operation: str) -> Path:
    return ROOT / "events" / f"{operation.replace('.', '/')}.json"


def test_every_action_has_a_sample_event() -> None:
    assert [named(path) for path in map(sample_of, OPERATIONS) if not path.exists()] == []


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if sample_of(each).exists()])
def test_a_sample_event_is_for_its_action(operation: str) -> None:
    sample = json.loads(sample_of(operation).read_text(encoding="utf-8"))
    trigger = catalog.specs()[operation].trigger
    if isinstance(trigger, Http | PageRoute):
        assert sample["routeKey"] == f"{trigger.method} {trigger.path}"
        assert match_route(trigger.method, sample["rawPath"]) == (operation, sample.get("pathParameters", {}))


def test_every_action_has_an_integration_test() -> None:
    places = [each.partition(".") for each in OPERATIONS]
    paths = [ROOT / "tests" / "integration" / domain / f"test_{action}.py" for domain, _, action in places]
    assert [named(path) for path in paths if not path.exists()] == []


def test_no_sample_event_is_left_behind() -> None:
    samples = {f"{path.parent.name}.{path.stem}" for path in (ROOT / "events").glob("*/*.json")}
    assert {each for each in samples if not each.startswith("schemas.")} - set(OPERATIONS) == set()


IMPORT_ALL = """
import importlib, socket, sys
sys.path[:0] = {path}

def refuse(*_arguments, **_options):
    raise AssertionError("a handler reaches out while it is imported")

import botocore.session
botocore.session.Session.create_client = refuse
socket.socket.connect = refuse
for module in {modules}:
    importlib.import_module(module)
print(*sorted({{name.split(".")[0] for name in sys.modules}} & {{"aws_xray_sdk", "boto3", "moto"}}))
"""


def test_importing_every_action_needs_nothing() -> None:
    modules = [f"functions.{path.parent.name}.{path.stem}" for path in HANDLERS]
    script = IMPORT_ALL.format(path=[str(ROOT), str(CRM.parent)], modules=modules)
    nothing = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=nothing, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_the_versions_agree() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", [path for path in DEPLOYED if "pattern=" in path.read_text(encoding="utf-8")], ids=named
)
def test_patterns_of_models_name_their_characters(path: Path) -> None:
    patterns = [
        keyword.value.value
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "pattern" and isinstance(keyword.value, ast.Constant)
    ]
    assert [each for each in patterns if isinstance(each, str) and re.search(r"\\[wdWD]", each)] == []
