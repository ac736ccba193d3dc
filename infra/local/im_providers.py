"""The providers of IM on this machine: what they would be told, over real HTTP, and what they answer.

One server stands in for all of them; the first part of a path is the host that is meant. It hands out access tokens,
takes messages from whoever shows one, and records what it took. Nobody reads it but people and tests.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crm.core import clock

TOKEN = "twin-access-token"  # noqa: S105 - good here and nowhere else
_VENDORS = {
    "qyapi.weixin.qq.com": "wecom",
    "open.feishu.cn": "feishu",
    "api.dingtalk.com": "dingtalk",
    "oapi.dingtalk.com": "dingtalk",
    "slack.com": "slack",
}
_TOKENS = {
    "/cgi-bin/gettoken": {"errcode": 0, "access_token": TOKEN, "expires_in": 7200},
    "/open-apis/auth/v3/tenant_access_token/internal": {"code": 0, "tenant_access_token": TOKEN, "expire": 7200},
    "/v1.0/oauth2/accessToken": {"accessToken": TOKEN, "expireIn": 7200},
}
_WITHOUT_TOKEN = frozenset({"/cgi-bin/aibot/response", "/robot/sendBySession"})
_REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "wecom": (200, {"errcode": 40014, "errmsg": "invalid access_token"}),
    "feishu": (400, {"code": 99991663, "msg": "token invalid"}),
    "dingtalk": (401, {"code": "InvalidAuthentication", "message": "token invalid"}),
    "slack": (200, {"ok": False, "error": "invalid_auth"}),
}


@dataclass
class ImProviders:
    """What the providers were sent. `answers` are given before their usual ones: a status, and a document."""

    url: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, Any]]:
        """Answer a request as its provider would, and record it where a message is taken."""
        parts = urlsplit(target)
        host, _, rest = parts.path.lstrip("/").partition("/")
        path, query, vendor = f"/{rest}", dict(parse_qsl(parts.query)), _VENDORS.get(host)
        if vendor is None:
            return 404, {"message": "no such host"}
        if path in _TOKENS:
            return 200, _TOKENS[path]
        if path not in _WITHOUT_TOKEN and not _authorised(headers, query):
            return _REFUSED[vendor]
        if self.answers:
            status, document = self.answers.pop(0)
            return status, document
        self.sent.append(
            {
                "vendor": vendor,
                "method": method,
                "path": path,
                "query": {name: value for name, value in query.items() if name != "access_token"},
                "document": json.loads(body),
                "at": clock.now().isoformat(),
            }
        )
        return 200, _taken(vendor, len(self.sent))


def _authorised(headers: dict[str, str], query: dict[str, str]) -> bool:
    shown = headers.get("authorization", "").removeprefix("Bearer ")
    tokens = {shown, headers.get("x-acs-dingtalk-access-token"), query.get("access_token")}
    return TOKEN in tokens or shown.startswith("xoxb-")


def _taken(vendor: str, number: int) -> dict[str, Any]:
    answers: dict[str, dict[str, Any]] = {
        "wecom": {"errcode": 0, "errmsg": "ok", "msgid": f"wecom-{number}"},
        "feishu": {"code": 0, "msg": "success", "data": {"message_id": f"om_{number}"}},
        "dingtalk": {"processQueryKey": f"ding-{number}"},
        "slack": {"ok": True, "channel": "C1", "ts": f"1772416800.{number:06d}"},
    }
    return answers[vendor]


@contextmanager
def listening() -> Iterator[ImProviders]:
    """Let the providers listen on a free port until the context ends."""
    providers = ImProviders()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Take a request."""
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, document = providers.answer(self.command, self.path, headers, body)
            raw = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST  # noqa: N815 - the base class's name

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    providers.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield providers
    finally:
        server.shutdown()
        server.server_close()
