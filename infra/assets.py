"""What the stacks upload: a folder for each function and each layer, named by what went into it.

Everything lies under `.build/` and is made once: a folder's name is a hash of its sources, so that a function or a
layer changes when they do, and at no other time.
"""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from crm.core.runtime import CLIENTS
from infra import catalog
from infra.packaging import bytecode, dependencies

BUILD = catalog.ROOT / ".build"
LAYERS = catalog.ROOT / "layers"
LOCK = LAYERS / "dependencies" / "requirements.txt"
CRM = catalog.ROOT / "layers" / "crm" / "python" / "crm"
API_DOCUMENT = catalog.ROOT / "docs" / "openapi.json"
PACKAGING = catalog.ROOT / "infra" / "packaging"

_NOT_OURS = shutil.ignore_patterns("__pycache__")
"""Bytecode that this machine made for itself."""

ASSETS_DIR = "/opt/python/crm/assets"
"""Where a function finds the files that lie beside the code."""


@dataclass(frozen=True)
class Folder:
    """A folder to upload, and the hash of what it was made from."""

    path: Path
    hash: str


@dataclass(frozen=True)
class Layers:
    """The layers of every function, and those that a domain has for itself."""

    dependencies: Folder
    crm: Folder
    own: Mapping[str, Folder]

    @classmethod
    def built(cls) -> "Layers":
        """Build what is not built yet."""
        own = {domain: own_layer(domain) for domain in catalog.domains() if own_lock(domain).exists()}
        return cls(dependency_layer(), crm_layer(), own)


def function_folder(operation: str) -> Folder:
    """Return the code of an action: its one file, at the place that its handler is imported from."""
    domain, _, action = operation.partition(".")
    source = catalog.FUNCTIONS / domain / f"{action}.py"

    def fill(folder: Path) -> None:
        place = folder / "functions" / domain
        place.mkdir(parents=True)
        shutil.copyfile(source, place / source.name)

    return _made("functions", operation, _hash([source]), fill)


def services() -> list[str]:
    """Return the AWS services that the grants of the suite lead to."""
    kinds = {grant.kind for spec in catalog.specs().values() for grant in spec.grants}
    return sorted({CLIENTS[kind] for kind in kinds if kind in CLIENTS})


def dependency_layer(processor: str = dependencies.LAMBDA) -> Folder:
    """Return the layer of third-party packages; for another processor than Lambda's it can be tried out here."""
    return _packages("dependencies", LOCK, processor, lambda folder: dependencies.trim_suite(folder, services()))


def own_lock(domain: str) -> Path:
    """Return where the packages are named that only a domain's functions need; most domains need none."""
    return LAYERS / domain / LOCK.name


def own_layer(domain: str, processor: str = dependencies.LAMBDA) -> Folder:
    """Return the layer of the packages that only a domain's functions need."""
    return _packages(domain, own_lock(domain), processor, dependencies.trim)


def _packages(name: str, lock: Path, processor: str, trim: Callable[[Path], None]) -> Folder:
    def install(folder: Path) -> None:
        dependencies.install(lock, folder, processor)

    def fill(folder: Path) -> None:
        installed = _made("installed", name, _hash([lock], processor), install)
        shutil.copytree(installed.path, folder / "python", ignore=_NOT_OURS)
        trim(folder / "python")
        _compile(folder, sources=False)

    sources = _hash([lock, *sorted(PACKAGING.glob("*.py"))], *services(), _compiled(), processor)
    return _made("layers", name, sources, fill)


def crm_layer() -> Folder:
    """Return the layer of the suite's own packages, with the API document beside them."""

    def fill(folder: Path) -> None:
        shutil.copytree(CRM, folder / "python" / "crm", ignore=_NOT_OURS)
        (folder / "python" / "crm" / "assets").mkdir()
        shutil.copyfile(API_DOCUMENT, folder / "python" / "crm" / "assets" / API_DOCUMENT.name)
        _compile(folder, sources=True)

    sources = [path for path in sorted(CRM.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    return _made("layers", "crm", _hash([*sources, API_DOCUMENT], _compiled()), fill)


@lru_cache(maxsize=1)
def _compiled() -> str:
    """Say whether layers are compiled here; a layer with and one without bytecode are two different ones."""
    if bytecode.compiler() is None:
        bytecode.warn()
        return "sources only"
    return f"bytecode of {bytecode.VERSION}"


def _compile(folder: Path, *, sources: bool) -> None:
    python = bytecode.compiler()
    if python is not None:
        bytecode.compile_tree(folder, python, sources=sources)


def _hash(paths: Iterable[Path], *facts: str) -> str:
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(catalog.ROOT).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    digest.update("\n".join(facts).encode())
    return digest.hexdigest()


def _made(kind: str, name: str, sources: str, fill: Callable[[Path], None]) -> Folder:
    """Return the folder made from `sources`, filling it where it is not there; never half filled."""
    path = BUILD / kind / f"{name}-{sources[:16]}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="unfinished-") as unfinished:
            made = Path(unfinished) / name
            made.mkdir()
            fill(made)
            # Where another process was faster, its folder holds the same.
            with contextlib.suppress(OSError):
                made.rename(path)
    return Folder(path, sources)
