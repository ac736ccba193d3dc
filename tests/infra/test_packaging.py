"""What is shipped to Lambda is all that is needed, whatever was dropped from it."""

import ast
import gzip
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore
import pytest
from botocore.model import ServiceModel, Shape
from botocore.regions import EndpointResolver

from infra import assets, catalog
from infra.packaging import botocore_data, bytecode, dependencies
from infra.packaging.lazy_packages import make_lazy
from tests.infra import aws_calls

BOTOCORE = Path(botocore.__file__).parent
CRM = catalog.ROOT / "layers" / "crm" / "python"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of every function as this machine has them installed, cut down and compiled as they are shipped."""
    folder = tmp_path_factory.mktemp("shipped")
    copy_installed(assets.LOCK, folder)
    dependencies.trim_suite(folder, assets.services())
    compile_here(folder)
    return folder


def copy_installed(lock: Path, folder: Path) -> None:
    for name in re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE):
        for path in importlib.metadata.distribution(name).files or ():
            if path.parts[0] != ".." and "__pycache__" not in path.parts:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path.locate(), folder / path)


def compile_here(folder: Path) -> None:
    if sys.version_info[:2] == (3, 13):
        bytecode.compile_tree(folder, sys.executable, sources=False)


def run(script: str, *folders: Path, **environment: str) -> str:
    """Run a script that finds nothing but the standard library and what lies in `folders`."""
    path = os.pathsep.join(map(str, folders))
    command = [sys.executable, "-S", "-c", script]
    variables = {"PYTHONPATH": path, **environment}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return done.stdout


USE_EVERYTHING = """
import importlib, importlib.metadata, json
from zoneinfo import ZoneInfo

for module in {modules}:
    importlib.import_module(module)
importlib.metadata.version("pydantic")
ZoneInfo("Asia/Shanghai")

from crm.core import assets, phones, validation
from pydantic import TypeAdapter
assert TypeAdapter(validation.Email).validate_python("Li.Lei@kairos.example") == "li.lei@kairos.example"
assert phones.as_e164("138 0013 8000") == "+8613800138000"
assert "SwaggerUIBundle" in assets.swagger_ui("swagger-ui-bundle.min.js")

from crm.directory.settings.calendar import Calendar
office = Calendar.shipped()["office"].model_dump() | {{
    "import_holidays": {{"country": "CN", "years": [2026]}}
}}
print(len(Calendar.model_validate(office).prepared().holidays))
"""


def test_every_handler_and_every_library_works_with_what_is_shipped(shipped: Path) -> None:
    modules = [f"functions.{operation}" for operation in catalog.specs()]
    script = USE_EVERYTHING.format(modules=modules)
    assert int(run(script, shipped, CRM, catalog.ROOT, PYTHONTZPATH="")) > 10


def test_every_aws_call_is_sent_as_with_all_of_botocore(shipped: Path) -> None:
    assert sorted(aws_calls.CALLS) == assets.services()
    script = Path(aws_calls.__file__).read_text(encoding="utf-8")
    site_packages = BOTOCORE.parent
    sent = json.loads(run(script, shipped, CRM))
    assert sent == json.loads(run(script, site_packages, CRM))
    assert {service for service, request in sent.items() if "authorization" in request["headers"]} == set(sent)


@pytest.fixture(scope="module")
def trimmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """botocore's data, cut down."""
    folder = tmp_path_factory.mktemp("botocore")
    shutil.copytree(BOTOCORE / "data", folder / "data")
    botocore_data.trim(folder, assets.services())
    return folder / "data"


def newest(folder: Path) -> Path:
    return max(each for each in folder.iterdir() if each.is_dir())


def model(folder: Path) -> ServiceModel:
    path = newest(folder) / "service-2.json"
    if path.exists():
        return ServiceModel(json.loads(path.read_text(encoding="utf-8")))
    return ServiceModel(json.loads(gzip.decompress(path.with_suffix(".json.gz").read_bytes())))


def described(service: ServiceModel) -> Iterator[tuple[Any, ...]]:
    """Yield everything that botocore reads of a service to make, sign and understand a request."""
    yield tuple(sorted((name, str(each)) for name, each in service.metadata.items()))
    yield tuple((each.name, each.type) for each in service.client_context_parameters)
    for name in service.operation_names:
        operation = service.operation_model(name)
        shapes = (operation.input_shape, operation.output_shape)
        errors = [each.name for each in operation.error_shapes]
        yield name, operation.http, operation.auth_type, [each and each.name for each in shapes], errors
        yield (
            operation.http_checksum,
            operation.endpoint,
            operation.idempotent_members,
            operation.static_context_parameters,
        )
    for name in service.shape_names:
        yield of_shape(service.shape_for(name))


def of_shape(shape: Shape) -> tuple[Any, ...]:
    members = {name: (each.name, each.serialization) for name, each in getattr(shape, "members", {}).items()}
    parts = [getattr(getattr(shape, part, None), "name", None) for part in ("member", "key", "value")]
    return (
        shape.name,
        shape.type_name,
        shape.serialization,
        shape.metadata,
        members,
        parts,
        getattr(shape, "enum", None),
    )


@pytest.mark.parametrize("service", assets.services())
def test_a_service_is_described_as_before(service: str, trimmed: Path) -> None:
    assert list(described(model(trimmed / service))) == list(described(model(BOTOCORE / "data" / service)))


@pytest.mark.parametrize("service", assets.services())
def test_a_service_is_found_by_the_same_rules(service: str, trimmed: Path) -> None:
    rules = newest(BOTOCORE / "data" / service) / "endpoint-rule-set-1.json.gz"
    before = json.loads(gzip.decompress(rules.read_bytes()))
    after = json.loads((newest(trimmed / service) / "endpoint-rule-set-1.json").read_text(encoding="utf-8"))
    assert untold(after) == untold(before)


def untold(rules: Any) -> Any:
    """Return rules without the texts that explain their parameters."""
    for parameter in rules["parameters"].values():
        parameter["documentation"] = ""
    return rules


def test_every_region_has_the_same_endpoints(trimmed: Path) -> None:
    before = EndpointResolver(json.loads((BOTOCORE / "data" / "endpoints.json").read_text(encoding="utf-8")))
    after = EndpointResolver(json.loads((trimmed / "endpoints.json").read_text(encoding="utf-8")))
    prefixes = {model(trimmed / service).endpoint_prefix for service in assets.services()}
    for partition in before.get_available_partitions():
        regions = before.get_available_endpoints("ec2", partition)
        assert regions
        for prefix in prefixes:
            assert after.get_available_endpoints(prefix, partition) == before.get_available_endpoints(prefix, partition)
            for region in regions:
                assert after.construct_endpoint(prefix, region) == before.construct_endpoint(prefix, region)


HOLIDAYS = """
import holidays
for country in sorted(holidays.list_supported_countries()):
    print(country, sorted(holidays.country_holidays(country, years=2026).items()))
"""


def test_holidays_have_their_names_without_translations(shipped: Path) -> None:
    original = Path(str(importlib.metadata.distribution("holidays").locate_file(".")))
    named = run(HOLIDAYS, original)
    assert "春节" in named
    assert run(HOLIDAYS, shipped) == named


MEGABYTE = 1024 * 1024


def test_the_layer_stays_small(shipped: Path, tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "layer"), "zip", shipped)
    assert Path(archive).stat().st_size < 12 * MEGABYTE


DECIPHER = """
from crm.im.ciphers import decrypted, encrypted
assert decrypted(bytes(32), bytes(16), encrypted(bytes(32), bytes(16), bytes(32))) == bytes(32)
"""


def test_im_deciphers_with_the_packages_of_its_own(shipped: Path, tmp_path: Path) -> None:
    copy_installed(assets.own_lock("im"), tmp_path)
    dependencies.trim(tmp_path)
    compile_here(tmp_path)
    run(DECIPHER, shipped, tmp_path, CRM)


HANDED_ON = """
from importlib import import_module
for package in {packages}:
    module = import_module(package)
    for name in sorted(module.__all__):
        found = getattr(module, name)
        print(package, name, getattr(found, "__module__", ""), getattr(found, "__qualname__", repr(found)))
"""


def test_a_lazy_package_hands_on_what_it_always_did(shipped: Path) -> None:
    script = HANDED_ON.format(packages=[name.replace("/", ".") for name in dependencies.LAZY])
    original = Path(str(importlib.metadata.distribution("aws-lambda-powertools").locate_file(".")))
    handed_on = run(script, original)
    assert "aws_lambda_powertools.event_handler APIGatewayHttpResolver" in handed_on
    assert run(script, shipped) == handed_on


def test_a_lazy_package_imports_what_is_asked_of_it_and_nothing_else(shipped: Path) -> None:
    asked = "from aws_lambda_powertools.event_handler import APIGatewayHttpResolver"
    script = f"import sys; {asked}; print('asyncio' in sys.modules)"
    assert run(script, shipped).strip() == "False"


def test_a_function_called_like_its_module_is_not_hidden_by_it(tmp_path: Path) -> None:
    package = tmp_path / "handing"
    package.mkdir()
    (package / "parse.py").write_text("def parse(): return 'parsed'\nOTHER = 1\n")
    (package / "__init__.py").write_text('"""Docs."""\nfrom .parse import parse, OTHER\n__all__ = ["parse", "OTHER"]\n')
    make_lazy(package)
    script = "import handing.parse; from handing import OTHER, parse; print(parse(), OTHER)"
    assert run(script, tmp_path).strip() == "parsed 1"


def test_a_package_that_does_more_than_hand_on_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text("from .a import b\nprint(b)\n")
    with pytest.raises(ValueError, match="line 2"):
        make_lazy(tmp_path)


SCHEMAS = """
import importlib, json
from pydantic import BaseModel, TypeAdapter

for module in {modules}:
    importlib.import_module(module)

def below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from below(each)

mine = {{each for each in below(BaseModel) if each.__module__.startswith("crm.")}}
named = {{f"{{each.__module__}}.{{each.__qualname__}}": TypeAdapter(each) for each in mine}}
print(json.dumps({{name: each.json_schema() for name, each in named.items()}}, sort_keys=True))
"""


def test_models_are_understood_as_before(shipped: Path) -> None:
    script = SCHEMAS.format(modules=[f"functions.{operation}" for operation in catalog.specs()])
    before = json.loads(run(script, BOTOCORE.parent, CRM, catalog.ROOT))
    assert "crm.cases.views.CaseView" in before
    assert json.loads(run(script, shipped, CRM, catalog.ROOT)) == before


def imported(package: str, module: str) -> set[str]:
    """Return the names that the files of an installed package import from one of its modules."""
    root = BOTOCORE.parent / package
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in root.rglob("*.py"))
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.name for node in found if node.module and node.module.endswith(module) for alias in node.names}


@pytest.mark.parametrize(
    ("package", "module"), [("botocore", "docs.docstring"), ("botocore", "docs.utils"), ("pydantic", "_loader")]
)
def test_what_stands_in_has_every_name_that_is_asked_of_it(package: str, module: str, shipped: Path) -> None:
    (path,) = shipped.glob(f"{package}/**/{module.replace('.', '/')}.py*")
    names = run(
        f"import {'.'.join(path.relative_to(shipped).with_suffix('').parts)} as module; print(dir(module))", shipped
    )
    assert imported(package, module)
    assert imported(package, module) <= set(ast.literal_eval(names))


def test_only_the_services_of_the_grants_are_shipped(trimmed: Path) -> None:
    assert sorted(each.name for each in trimmed.iterdir() if each.is_dir()) == assets.services()


def test_a_service_that_botocore_does_not_know_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(FileNotFoundError, match="teleport"):
        botocore_data.trim(tmp_path, ["teleport"])


def test_bytecode_is_not_compared_with_its_source(tmp_path: Path) -> None:
    source = tmp_path / "python" / "module.py"
    source.parent.mkdir()
    source.write_text("VALUE = 1\n", encoding="utf-8")
    bytecode.compile_tree(tmp_path, sys.executable)
    (compiled,) = tmp_path.rglob("*.pyc")
    assert int.from_bytes(compiled.read_bytes()[4:8], "little") == 0b01, "hash-based, unchecked"
    assert b"/opt/python/module.py" in compiled.read_bytes()
    assert source.exists()


def test_a_function_is_its_one_file() -> None:
    for operation in catalog.specs():
        folder = assets.function_folder(operation)
        files = [path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()]
        assert files == [f"functions/{operation.replace('.', '/')}.py"]


def test_a_function_changes_when_its_file_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    operations = list(catalog.specs())[:2]
    before = [assets.function_folder(each).hash for each in operations]
    place = tmp_path / "functions"
    shutil.copytree(catalog.FUNCTIONS, place, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(catalog, "FUNCTIONS", place)
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "BUILD", tmp_path / "build")
    with (place / f"{operations[0].replace('.', '/')}.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    after = [assets.function_folder(each).hash for each in operations]
    assert after[0] != before[0]
    assert after[1] == before[1]


def test_the_layer_of_the_suite_holds_the_api_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    folder = assets.crm_layer().path
    place = Path(assets.ASSETS_DIR).relative_to("/opt")
    assert (folder / place / "openapi.json").read_bytes() == assets.API_DOCUMENT.read_bytes()
    assert (folder / "python" / "crm" / "core" / "spec.py").exists()
    assert not (folder / "python" / "crm" / "__init__.py").exists()
