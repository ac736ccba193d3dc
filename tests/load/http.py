"""How long a client waits over HTTP: the twin on DynamoDB Local, one client, ten thousand cases.

What follows an answer (publishing, routing, messages) runs on functions of its own on AWS; here it shares the one
process, so it is done between the requests and timed apart. A bare GetItem and PutItem of the same run say how fast
the machine is.
"""

import http.client
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from infra.local.resources import client
from infra.local.server import World, serve
from infra.local.twin import Twin
from tests.load import company
from tests.load.company import AGENT

CASES = 10_000
REPEATS = 100
WARM_UP = 10
_REFUSED = 300


@dataclass
class Timing:
    """How long one kind of request took, each in seconds."""

    taken: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Half were faster."""
        return median(self.taken)

    @property
    def p95(self) -> float:
        """One in twenty was slower."""
        return quantiles(self.taken, n=20)[-1]

    @property
    def per_second(self) -> float:
        """How many one client gets answered one after the other."""
        return len(self.taken) / sum(self.taken)


class _Still(World):
    """A world whose pump runs only when told to."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin
        self.lock = threading.RLock()

    def stir(self) -> None:
        """Leave what follows to whoever measures."""


def measure(cases: int = CASES) -> dict[str, Timing]:
    """Return how long requests take, and as `GetItem` and `PutItem` how long bare calls of DynamoDB Local do."""
    with company.of(cases) as twin, _served(twin) as ask:
        timings = {name: Timing() for name in ("create", "what follows", "open one", "reply", "list 50", *_BARE)}

        def timed(name: str, act: Callable[[], Any]) -> Any:
            began = time.perf_counter()
            answer = act()
            timings[name].taken.append(time.perf_counter() - began)
            return answer

        for _ in range(WARM_UP + REPEATS):
            _one_round(twin, ask, timed)
        for timing in timings.values():
            del timing.taken[:WARM_UP]
        return timings


def _one_round(twin: Twin, ask: Callable[..., Any], timed: Callable[[str, Callable[[], Any]], Any]) -> None:
    case = timed("create", lambda: ask("POST", "/portal/cases", company.submission()))
    timed("what follows", twin.settle)
    path = f"/cases/{case['case_id']}"
    timed("open one", lambda: ask("GET", path))
    timed("reply", lambda: ask("POST", f"{path}/replies", {"body": "签名已过期，请在控制台更换密钥。"}))
    listed = timed("list 50", lambda: ask("GET", "/cases?view=mine&limit=50"))
    if len(listed["items"]) != 50:
        raise RuntimeError(f"a list of {len(listed['items'])} rows")
    for name, bare in _BARE.items():
        timed(name, lambda bare=bare: bare(twin))  # type: ignore[misc]


@contextmanager
def _served(twin: Twin) -> Iterator[Callable[..., Any]]:
    """Serve the twin and give a function that asks it on one kept connection."""
    server = serve(_Still(twin), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
    agent, customer = twin.sign_in(AGENT), company.token(twin)

    def ask(method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {customer if path.startswith('/portal') else agent}"}
        if method == "POST":
            headers |= {"Idempotency-Key": str(uuid.uuid4()), "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= _REFUSED:
            raise RuntimeError(f"{method} {path}: {answer.status} {text.decode()}")
        return json.loads(text)

    try:
        yield ask
    finally:
        connection.close()
        server.shutdown()
        server.server_close()


def _get(twin: Twin) -> None:
    client("dynamodb").get_item(TableName=twin.site.table("cases"), Key=_KEY)


def _put(twin: Twin) -> None:
    item = _KEY | {"text": {"S": "签名已过期，请在控制台更换密钥。"}}
    client("dynamodb").put_item(TableName=twin.site.table("cases"), Item=item)


_KEY = {"pk": {"S": "nobody"}, "sk": {"S": "bare"}}
_BARE: dict[str, Callable[[Twin], None]] = {"bare GetItem": _get, "bare PutItem": _put}
