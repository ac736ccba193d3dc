"""botocore's data, cut down to what the suite calls.

botocore describes every AWS service in JSON that it reads when a client is made: 28 MB, of which the suite needs
eleven services. What goes is what no call reads: other services, superseded API versions, texts for people and
examples. `tests/infra/test_packaging.py` holds the rest against the original, request by request.
"""

import gzip
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_FOR_PEOPLE = frozenset({"documentation", "documentationUrl"})
_MANY_TEXTS = frozenset({"operations", "shapes"})
_EXAMPLES = "examples-1.json"


def trim(botocore: Path, services: Iterable[str]) -> None:
    """Cut the data of the botocore package in the folder `botocore` down to `services`."""
    data = botocore / "data"
    kept = set(services)
    prefixes = set()
    for folder in sorted(data.iterdir()):
        if not folder.is_dir():
            continue
        if folder.name not in kept:
            shutil.rmtree(folder)
            continue
        prefixes.add(_trim_service(folder))
    missing = kept - {folder.name for folder in data.iterdir()}
    if missing:
        raise FileNotFoundError(f"botocore has no data of {', '.join(sorted(missing))}")
    _trim_endpoints(data / "endpoints.json", prefixes)


def _trim_service(folder: Path) -> str:
    """Keep the newest API version, without texts; return the name that endpoints are listed under."""
    *superseded, newest = sorted(each for each in folder.iterdir() if each.is_dir())
    for each in superseded:
        shutil.rmtree(each)
    for path in sorted(newest.iterdir()):
        name = path.name.removesuffix(".gz")
        content = json.loads(_read(path))
        path.unlink()
        if name != _EXAMPLES:
            # Plain: the layer is compressed as a whole, and a container need not do it again.
            _write(newest / name, _without_texts(content))
    model = json.loads(_read(newest / "service-2.json"))
    return str(model["metadata"]["endpointPrefix"])


def _without_texts(content: Any) -> Any:
    """Empty all texts for people, and drop them from shapes and operations, where there are thousands.

    Elsewhere botocore takes it for granted that there is one.
    """
    for name in _MANY_TEXTS & content.keys():
        content[name] = _emptied(content[name], drop=True)
    return _emptied(content, drop=False)


def _emptied(value: Any, *, drop: bool) -> Any:
    if isinstance(value, dict):
        return {
            name: "" if _is_text(name, each) else _emptied(each, drop=drop)
            for name, each in value.items()
            if not (drop and _is_text(name, each))
        }
    return [_emptied(each, drop=drop) for each in value] if isinstance(value, list) else value


def _is_text(name: str, value: Any) -> bool:
    """Say whether it is a text for people; a member that happens to be called like one is a mapping."""
    return name in _FOR_PEOPLE and isinstance(value, str)


def _trim_endpoints(path: Path, prefixes: set[str]) -> None:
    endpoints = json.loads(path.read_text(encoding="utf-8"))
    for partition in endpoints["partitions"]:
        partition["services"] = {name: each for name, each in partition["services"].items() if name in prefixes}
    _write(path, endpoints)


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
