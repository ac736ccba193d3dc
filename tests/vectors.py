"""Runs vector files onto the engines: `python -m tests.vectors FOLDER`.

Prints for each file how many vectors agree and how many differ, with the ids of those that do, and ends with 1
if any does, or if there was nothing to run.
"""

import json
import sys
from pathlib import Path
from types import ModuleType

from tests.vector_adapters import mail, sla, webhooks

ADAPTERS: tuple[ModuleType, ...] = (sla, webhooks, mail)


def run(path: Path, adapter: ModuleType) -> tuple[int, list[str]]:
    """Return how many vectors of a file agree, and a line for each that does not."""
    agree, differ = 0, []
    for vector in adapter.cases(json.loads(path.read_text(encoding="utf-8")), path.parent):
        try:
            difference = adapter.disagreement(vector)
        except Exception as error:  # noqa: BLE001 - an engine that stumbles differs
            difference = f"{type(error).__name__}: {error}"
        if difference is None:
            agree += 1
        else:
            differ.append(f"  {vector['id']}: {difference}")
    return agree, differ


def main(folder: Path) -> int:
    """Run every vector file in a folder; return the exit status."""
    found = [(path, adapter) for adapter in ADAPTERS for path in sorted(folder.glob(adapter.FILES))]
    failed = not found
    for path, adapter in found:
        agree, differ = run(path, adapter)
        print(f"{path.name}: {agree} agree, {len(differ)} differ")  # noqa: T201 - what the command is for
        print("\n".join(differ), end="\n" if differ else "")  # noqa: T201
        failed = failed or bool(differ) or agree == 0
    if not found:
        print(f"no vector files in {folder}")  # noqa: T201
    return int(failed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
