"""How tests come to surveys: a case of 客户B is solved, its invitation is read, and its link is answered."""

import re
from email import message_from_string, policy
from typing import Any

from moto.ses.models import ses_backends

from infra.local import resources
from infra.local.twin import Answer, Twin

BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
_LINK = re.compile(r"/surveys/([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)")


def solves(company: Any, **members: Any) -> str:
    """Let 客户B submit a case and 李雷 solve it; return its id."""
    case_id: str = company.submits(**members)["case_id"]
    company.does("li-lei", f"POST /cases/{case_id}/resolution", {"solution": "更换密钥", "cause_code": "defect"})
    return case_id


def links() -> list[str]:
    """Return the tokens of the links that were mailed, oldest first, each once."""
    sent = ses_backends[resources.ACCOUNT][resources.REGION].sent_messages
    found: list[str] = []
    for each in sent:
        mail = message_from_string(each.raw_data, policy=policy.default)
        plain = mail.get_body(("plain",))
        found += [] if plain is None else _LINK.findall(plain.get_content())
    return list(dict.fromkeys(found))


def answer(twin: Twin, token: str, body: dict[str, Any], **headers: str) -> Answer:
    """Answer a survey from a phone; return what came back."""
    return twin.call(f"POST /surveys/{token}", body, headers={"User-Agent": BROWSER} | headers)


def answers(twin: Twin, token: str, body: dict[str, Any], **headers: str) -> None:
    """Answer a survey from a phone, and let all that follows happen."""
    answered = answer(twin, token, body, **headers)
    assert answered.status == 201, answered.body
    twin.settle()
