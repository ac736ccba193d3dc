"""DynamoDB Local, Amazon's own emulator: a Java program that comes inside an npm package.

Used where moto is too slow or too lenient: load, conformance and benchmarks, and `make run DYNAMODB=local`.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.catalog import ROOT

EMULATOR = ROOT / "node_modules" / "amplify-dynamodb-simulator" / "emulator"
_START_SECONDS = 30
_WHILE_WE_LIVE = """exec 3<&0
(read -r _ <&3; kill $$) &
exec "$@" 3<&-
"""
"""Runs a command that ends when its standard input does: with us, however we end."""


class NotInstalledError(RuntimeError):
    """Java or the npm package is missing."""


def available() -> bool:
    """Say whether DynamoDB Local can be started here."""
    return shutil.which("java") is not None and (EMULATOR / "DynamoDBLocal.jar").exists()


@contextmanager
def running(folder: Path | None = None) -> Iterator[str]:
    """Run DynamoDB Local on a free port and give its address; its data are kept in `folder`, or nowhere."""
    if not available():
        raise NotInstalledError("DynamoDB Local needs Java 17 and what `npm ci` installs")
    with tempfile.TemporaryDirectory() as scratch:
        port = _free_port()
        storage = ["-inMemory"] if folder is None else ["-dbPath", str(folder.resolve())]
        command = [
            "java",
            f"-Djava.library.path={EMULATOR / 'DynamoDBLocal_lib'}",
            "-jar",
            str(EMULATOR / "DynamoDBLocal.jar"),
            *("-port", str(port)),
            "-sharedDb",
            "-disableTelemetry",
            *storage,
        ]
        with (Path(scratch) / "log").open("w") as output:
            process = subprocess.Popen(  # noqa: S603
                ["/bin/sh", "-c", _WHILE_WE_LIVE, "sh", *command],
                cwd=scratch,  # it leaves a file where it runs
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us: there is something left to deliver
            )
        with process:
            url = f"http://127.0.0.1:{port}"
            _wait_for(url, process)
            yield url


def _environment() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "JAVA_HOME") if name in os.environ}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotInstalledError(f"DynamoDB Local ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=1)  # noqa: S310 - our own process on loopback
        except urllib.error.HTTPError:
            return  # it answers: unsigned requests are refused
        except OSError:
            time.sleep(0.1)
    raise NotInstalledError("DynamoDB Local did not start in time")
