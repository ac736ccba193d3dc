"""Bytecode that stays valid on Lambda.

`/opt` is read-only, so what is not shipped compiled is compiled again in every container. CDK's zips stamp every
file with 1980, which makes ordinary bytecode stale; unchecked bytecode is not compared with its source.
"""

import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "3.13"
"""The Python of the functions: bytecode of any other is of no use to them."""


def compiler() -> str | None:
    """Return the Python that compiles for Lambda, or None where this machine has none."""
    if sys.version_info[:2] == tuple(int(part) for part in VERSION.split(".")):
        return sys.executable
    found = shutil.which(f"python{VERSION}")
    return found if found and _is_of_version(found) else None


def _is_of_version(python: str) -> bool:
    asked = [python, "-c", f"import sys; sys.exit(sys.version_info[:2] != {tuple(map(int, VERSION.split('.')))})"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0  # noqa: S603 - found by name


def compile_tree(folder: Path, python: str, *, sources: bool = True) -> None:
    """Compile everything in a layer's folder, as if it lay in `/opt` already.

    Without `sources` only the bytecode stays: a quarter less to load, and tracebacks name lines without showing them.
    """
    layout = [] if sources else ["-b"]
    paths = ["-s", str(folder), "-p", "/opt"]
    mode = ["--invalidation-mode", "unchecked-hash"]
    command = [python, "-m", "compileall", "-q", "-j", "0", *layout, *mode, *paths, str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - our own interpreter on our own files
    if not sources:
        for path in sorted(folder.rglob("*.py")):
            path.unlink()


def warn() -> None:
    """Tell that the layers are shipped without bytecode."""
    text = f"no Python {VERSION} here: the layers are shipped without bytecode, and containers start two to three times"
    sys.stderr.write(f"warning: {text} slower\n")
