"""The twin's HTTP front: API Gateway's job on this machine.

It verifies the JWT as the authorizer does, builds the payload format 2.0 event, runs the action and lets the pump
carry on in the background. `/_local` is the twin's own: nothing under it exists in a deployment.
"""

import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import jwt

from crm.core import log
from crm.core.spec import Http
from infra import catalog
from infra.local import buckets, control, demo
from infra.local import twin as twins
from infra.local.kept import Kept
from infra.local.resources import REGION, public_keys
from infra.local.twin import Answer, Twin, match_route

_TICK_SECONDS = 0.5
BODY_LIMIT_BYTES = 10 * 1024 * 1024
"""What API Gateway takes at most."""


class Unauthorized(Exception):  # noqa: N818 - named as API Gateway names it
    """The authorizer does not let the request through."""


Found = Callable[[Twin], None]
"""Founds a company in an empty twin."""


class World:
    """A running twin with its demo company, which can be started over."""

    def __init__(self, options: Mapping[str, Any], kept: Kept | None = None) -> None:
        self._options = dict(options)
        self._kept = kept
        self._found: Found = demo.found
        self._stack = ExitStack()
        self._wake = threading.Event()
        self._stopping = False
        self.lock = threading.RLock()
        self.twin: Twin
        self.start()

    def start(self) -> None:
        """Start the twin and found the demo company, or come back to the one that was kept."""
        since = self._kept and self._kept.clock()
        start = max(self._options["start"], since or self._options["start"])
        self.twin = self._stack.enter_context(twins.running(**self._options | {"start": start}))
        if self._kept and since:
            self._kept.come_back(self.twin)
        else:
            self._found(self.twin)
        self._note()

    def reset(self, company: Found = demo.found) -> None:
        """Start over, with the company that is founded."""
        with self.lock:
            self._found = company
            if self._kept:
                self._kept.clear(self.twin)
            self._stack.close()
            self.start()

    def stop(self) -> None:
        """Stop the twin when everything is delivered."""
        self._stopping = True
        self._wake.set()
        with self.lock:
            self.twin.settle()
            self._note()
            self._stack.close()

    def _note(self) -> None:
        if self._kept:
            self._kept.note(self.twin)

    def stir(self) -> None:
        """Let the pump know that something has happened."""
        self._wake.set()

    def run_pump(self) -> None:
        """Settle whenever something has happened, and fire what the ticking clock makes due; runs in a thread."""
        while not self._stopping:
            self._wake.wait(_TICK_SECONDS)
            self._wake.clear()
            with self.lock:
                if not self._stopping:
                    self._pump_once()

    def _pump_once(self) -> None:
        try:
            self.twin.pump.fire_due()
            self._note()
        except Exception:  # noqa: BLE001 - the developer sees it and goes on
            log.logger.exception("the pump stumbled")


def serve(world: World, port: int) -> ThreadingHTTPServer:
    """Return a server on the loopback interface; its `serve_forever` answers."""
    handler = type("Handler", (_Handler,), {"world": world})
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a kept connection would wait 40 ms between headers and body
    world: World

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = do_GET  # noqa: N815 - http.server's names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's signature
        """Keep quiet: the functions log for themselves."""

    def _answer(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        if length > BODY_LIMIT_BYTES:
            self.close_connection = True
            self._send(Answer(413, {"Content-Type": "application/json"}, '{"message":"Request Too Long"}'))
            return
        body = self.rfile.read(length) if length else b""
        path = urlsplit(self.path).path
        if path == "/_local" or path.startswith("/_local/"):
            self._send(control.answer(self.world, self.command, self.path, body))
            if self.command != "GET":
                self.world.stir()
        elif path.startswith(buckets.PREFIX):
            with self.world.lock:
                self._send(buckets.answer(self.world.twin, self.command, self.path, dict(self.headers), body))
            self.world.stir()
        else:
            self._send(self._call(path, body))

    def _call(self, path: str, body: bytes) -> Answer:
        twin = self.world.twin
        found = match_route(self.command, path)
        if found is None:
            return Answer(404, {"Content-Type": "application/json"}, '{"message":"Not Found"}')
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            claims = authorize(twin, found[0], headers)
        except Unauthorized:
            return Answer(401, {"Content-Type": "application/json"}, '{"message":"Unauthorized"}')
        answer = twin.request(self.command, self.path, headers, body or None, claims)
        if self.command != "GET":
            self.world.stir()
        return answer

    def _send(self, answer: Answer) -> None:
        body = answer.body if isinstance(answer.body, bytes) else answer.body.encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def authorize(twin: Twin, operation: str, headers: Mapping[str, str]) -> dict[str, str] | None:
    """Return the claims that API Gateway's JWT authorizer hands on, None where the route has no authorizer.

    Raises `Unauthorized` for a token that is missing, forged, expired, of another pool or of another client.
    """
    trigger = catalog.specs()[operation].trigger
    if not isinstance(trigger, Http) or trigger.access.kind != "staff":
        return None
    scheme, _, token = headers.get("authorization", "").partition(" ")
    issuer = f"https://cognito-idp.{REGION}.amazonaws.com/{twin.site.user_pool_id}"
    try:
        header = jwt.get_unverified_header(token if scheme.lower() == "bearer" else "")
        key = public_keys()[header.get("kid", "")]
        claims = jwt.decode(token, key, algorithms=["RS256"], issuer=issuer, options={"verify_aud": False})
    except (jwt.PyJWTError, KeyError):
        raise Unauthorized from None
    if claims.get("client_id") != twin.user_pool_client or claims.get("token_use") != "access":
        raise Unauthorized
    return {name: _as_text(value) for name, value in claims.items()}


def _as_text(value: Any) -> str:
    """Return a claim as API Gateway writes it: lists in brackets, separated by blanks."""
    return f"[{' '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def run(world: World, port: int, ready: Callable[[], None]) -> None:
    """Serve until interrupted."""
    server = serve(world, port)
    threading.Thread(target=world.run_pump, daemon=True).start()
    ready()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
        world.stop()


def stop_when_told() -> None:
    """Take Ctrl-C and a plain `kill` alike, also where a script has started us in the background."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


def is_free(port: int) -> bool:
    """Say whether nobody serves there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def uptime() -> float:
    """Return the seconds since this process was started."""
    return time.monotonic() - _STARTED


_STARTED = time.monotonic()
