"""People who write, decide about and use knowledge, founded once for the package, and put back before each test.

`writer` and `agent` handle cases, `boss` supervises, `keeper` is the knowledge manager and `reader` an agent who reads
English. `contact-b` is a customer. It is Monday, 10:00 in Shanghai.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.local import checkpoint, resources
from infra.local import twin as twins
from infra.local.checkpoint import Checkpoint
from infra.local.twin import Answer, Twin

KEY = {"Idempotency-Key": "once-and-only-once"}
CONTENT: dict[str, Any] = {
    "title": "API 调用签名失败排查",
    "language": "zh-CN",
    "problem": "调用开放接口时返回 401,提示签名失败。",
    "scope": "开放平台 v2 接口。",
    "cause": "时间戳偏差超过五分钟,或参数没有按字典序排序。",
    "steps": ["在网关日志 gw-auth 中核对时间戳", "核对参数排序"],
    "media": [{"title": "示意图", "url": "https://docs.kairos.example/signature.png"}],
    "cautions": ["不要在聊天中索要密钥"],
    "related_case_ids": ["C-000001"],
    "external": {
        "title": "签名失败怎么办",
        "summary": "签名失败多由时间戳偏差或参数排序引起。",
        "steps": ["校准服务器时间", "参数按字典序排序后再签名"],
    },
}
SIGNATURE: dict[str, Any] = {"content": CONTENT, "category": "integration/api/signature", "tags": ["API", "签名"]}
INVOICE: dict[str, Any] = {
    "content": CONTENT
    | {
        "title": "发票抬头填错怎么办",
        "problem": "客户要求更改已开发票的抬头。",
        "scope": "电子普通发票。",
        "cause": "下单时选错抬头。",
        "steps": ["在财务后台红冲后重开"],
        "external": {"title": "重开发票", "summary": "发票可以重开。", "steps": ["在订单页申请重开发票"]},
    },
    "category": "billing/invoice",
    "tags": ["账单"],
}
WEBHOOK: dict[str, Any] = {
    "content": CONTENT
    | {
        "title": "Webhook deliveries are not received",
        "language": "en",
        "problem": "The customer's endpoint receives no webhook deliveries.",
        "scope": "All accounts with webhook endpoints.",
        "cause": "The endpoint was disabled after repeated timeouts.",
        "steps": ["Check the endpoint health", "Enable it again"],
        "external": {
            "title": "No webhook deliveries",
            "summary": "The endpoint was disabled after timeouts.",
            "steps": ["Enable the endpoint again"],
        },
    },
    "category": "integration/webhook",
    "tags": ["webhook"],
}

_USERS: dict[str, dict[str, Any]] = {
    "boss": {"roles": ["supervisor"]},
    "writer": {"roles": ["agent"], "manager_id": "boss"},
    "agent": {"roles": ["agent"], "manager_id": "boss"},
    "keeper": {"roles": ["knowledge_manager"]},
    "reader": {"roles": ["agent"], "locale": "en"},
}


class Library:
    """The people and the articles."""

    def __init__(self, twin: Twin) -> None:
        self.twin = twin

    def call(self, who: str | None, route: str, body: Any = None, **headers: str) -> Answer:
        """Call an action: `library.call("agent", "GET /articles?q=签名")`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.twin.call(route, body, user=who, headers=sent)

    def does(self, who: str, route: str, body: Any = None, **headers: str) -> Any:
        """Let somebody do something that works, and all that follows from it; return the answer."""
        answer = self.call(who, route, body, **headers)
        assert answer.status in {200, 201, 204}, f"{route}: {answer.status} {answer.body}"
        self.twin.settle()
        return answer.json if answer.body else None

    def drafted(self, article: dict[str, Any] = SIGNATURE, **members: Any) -> str:
        """Let somebody write an article; return its id."""
        article_id: str = self.does("writer", "POST /articles", reworded(article, **members))["article_id"]
        return article_id

    def submitted(self, article: dict[str, Any] = SIGNATURE, **members: Any) -> str:
        """Let an article be written and submitted; return its id."""
        article_id = self.drafted(article, **members)
        self.does("writer", f"POST /articles/{article_id}/submit")
        return article_id

    def published(self, article: dict[str, Any] = SIGNATURE, **members: Any) -> str:
        """Let an article be written and published; return its id."""
        article_id = self.submitted(article, **members)
        self.does("keeper", f"POST /articles/{article_id}/publish")
        return article_id

    def edits(self, article_id: str, who: str = "keeper", **members: Any) -> Any:
        """Let somebody change members of an article as it is now."""
        version = self.article(article_id)["version"]
        return self.does(who, f"PATCH /articles/{article_id}", members, If_Match=f'"{version}"')

    def article(self, article_id: str) -> dict[str, Any]:
        """Return an article as it is now."""
        found: dict[str, Any] = self.does("agent", f"GET /articles/{article_id}")
        return found

    def found(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return what is found by words, as a container sees it that has just started."""
        self.twin.advance(minutes=2)
        more = "".join(f"&{name}={value}" for name, value in parameters.items())
        items: list[dict[str, Any]] = self.does("agent", f"GET /articles?q={query}{more}")["items"]
        return items

    def told(self, article_id: str) -> list[str]:
        """Return the types of what was put on the bus about an article."""
        return [each["type"] for each in self.twin.pump.events if each["aggregate_id"] == article_id]

    def stored(self) -> dict[str, Any]:
        """Return all that is stored, to see that nothing changed."""
        dynamodb = resources.client("dynamodb")
        return {name: dynamodb.scan(TableName=name)["Items"] for name in dynamodb.list_tables()["TableNames"]}


def reworded(article: dict[str, Any], **members: Any) -> dict[str, Any]:
    """Return an article with members of its content, or of what it is filed under, replaced."""
    filed = {name: value for name, value in members.items() if name not in CONTENT}
    content = {name: value for name, value in members.items() if name in CONTENT}
    return article | filed | {"content": article["content"] | content}


@pytest.fixture(scope="package")
def _founded() -> Iterator[tuple[Library, Checkpoint]]:
    with twins.running() as twin:
        twin.add_administrator()
        library = Library(twin)
        for user_id, members in _USERS.items():
            body = {"user_id": user_id, "name": user_id.title(), "email": f"{user_id}@kairos.example"}
            library.does("admin", "POST /users", body | members)
        contact = {"contact_id": "contact-b", "name": "客户B", "email": "b@customer.example"}
        library.does("admin", "POST /contacts", contact)
        yield library, checkpoint.take(twin)


@pytest.fixture
def library(_founded: tuple[Library, Checkpoint]) -> Iterator[Library]:
    """The people as they were founded, whatever other tests did."""
    found, start = _founded
    checkpoint.restore(found.twin, start)
    yield found
    assert found.twin.pump.failures == []


def happens_once(library: Library, who: str, route: str, body: Any = None) -> Any:
    """Assert that repeating a call answers the same and does nothing; return its answer."""
    first = library.call(who, route, body, **KEY)
    assert first.status in {200, 201}, first.body
    library.twin.settle()
    before = library.stored()
    again = library.call(who, route, body, **KEY)
    assert (again.status, again.json) == (first.status, first.json)
    library.twin.settle()
    assert library.stored() == before
    return first.json
