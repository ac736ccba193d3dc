"""The layer of third-party packages: what the lock names, for Lambda's processor, without what no function reads."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from infra.packaging import botocore_data, stand_ins
from infra.packaging.lazy_packages import make_lazy

LAMBDA = "aarch64"
"""The processor of the functions."""

_PYTHON = ("--implementation", "cp", "--python-version", "3.13")

UNUSED = (
    "bin",
    "dns",  # email-validator asks the DNS only where it is told to, and nobody tells it
    "holidays/locale",  # each country's holidays are asked for in its own language, which needs no translation
    "phonenumbers/carrier.py",
    "phonenumbers/carrierdata",
    "phonenumbers/geocoder.py",
    "phonenumbers/geodata",
    "phonenumbers/timezone.py",
    "phonenumbers/tzdata",
    "pycparser",  # cffi parses declarations only where a package is built
)
"""What nothing imports. `tests/infra/test_packaging.py` runs the suite's imports without it."""

_NEVER_READ = ("*.pyi", "*.pyx", "*.c", "*.h", "py.typed")
_DESCRIPTION = "METADATA"
"""What `importlib.metadata` reads a version from; the rest of a `dist-info` is for installers."""


LAZY = (
    "aws_lambda_powertools/event_handler",
    "aws_lambda_powertools/event_handler/openapi",
    "aws_lambda_powertools/metrics",
    "aws_lambda_powertools/utilities/batch",
    "aws_lambda_powertools/utilities/data_classes",
)
"""Packages that import far more than what is asked of them."""


def install(lock: Path, folder: Path, processor: str = LAMBDA) -> None:
    """Install what the lock names into `folder`, for a processor: the only step that needs a package index."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    exactly = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile"]
    platform = ["--platform", f"manylinux2014_{processor}", *_PYTHON]
    command = [*pip, *exactly, *platform, "--target", str(folder), "--requirement", str(lock)]
    subprocess.run(command, check=True)  # noqa: S603 - our own interpreter and lock


def trim_suite(folder: Path, services: Iterable[str]) -> None:
    """Drop from the packages of every function whatever none of them reads, other AWS services above all."""
    trim(folder)
    for name in LAZY:
        make_lazy(folder / name)
    stand_ins.put_in(folder)
    botocore_data.trim(folder / "botocore", services)


def trim(folder: Path) -> None:
    """Drop from installed packages whatever no function reads."""
    for name in UNUSED:
        _remove(folder / name)
    for pattern in _NEVER_READ:
        for path in sorted(folder.rglob(pattern)):
            path.unlink()
    for path in sorted(folder.rglob("tests")):
        _remove(path)
    for info in sorted(folder.glob("*.dist-info")):
        for path in sorted(info.iterdir()):
            if path.name != _DESCRIPTION:
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
