"""The suite as `make run` starts it: a process of its own, called over HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from infra.catalog import ROOT


@dataclass(frozen=True)
class Served:
    """A twin in another process."""

    url: str
    process: subprocess.Popen[str]

    def call(self, route: str, body: Any = None, **headers: str) -> Any:
        """Call a route, `call("POST /cases", {…}, authorization="Bearer …")`, and return what it answers."""
        method, _, path = route.partition(" ")
        data = None if body is None else json.dumps(body).encode()
        sent = {"content-type": "application/json", **{name.replace("_", "-"): text for name, text in headers.items()}}
        request = urllib.request.Request(self.url + path, data, sent, method=method)  # noqa: S310 - our own process
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return json.load(answer)

    def bearer(self, **who: str) -> str:
        """Sign somebody in, `bearer(user="li-lei")`, and return the header that says so."""
        return f"Bearer {self.call('POST /_local/tokens', who)['token']}"

    def end(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the process and wait until it has ended."""
        self.process.send_signal(how)
        self.process.wait()


@contextmanager
def served(*options: str) -> Iterator[Served]:
    """Start the suite on a free port; it answers when the context begins."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "infra.local", "--port", str(port), *options]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'layers/crm/python'}:{ROOT}"}
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Kairos is running on"), "see its standard error"
        try:
            yield Served(f"http://127.0.0.1:{port}", process)
        finally:
            process.kill()
