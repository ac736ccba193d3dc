"""How tests come to surveys: a case of 客户B is solved, its invitation is read, and its link is answered."""

import json
import re
from email import message_from_string, policy
from typing import Any

from moto.ses.models import ses_backends

from crm.core import environment, packing, records
from infra.local import resources
from infra.local.resources import client
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


def asked(company: Any, **members: Any) -> tuple[str, str]:
    """Let a case be solved and its customer be asked; return its id and the token of the link."""
    case_id = solves(company, **members)
    company.twin.advance(minutes=32)
    return case_id, links()[-1]


def survey_of(company: Any, case_id: str) -> dict[str, Any]:
    """Return how the survey about a case stands."""
    found: dict[str, Any] = company.does("wang-qiang", f"GET /cases/{case_id}/survey/explain")["surveys"][0]
    return found


def answered(company: Any, score: int = 2) -> tuple[str, str]:
    """Let a case be solved and its customer say how it was; return the ids of case and answer."""
    case_id, token = asked(company)
    answers(company.twin, token, {"score": score, "comment": "响应及时"})
    rows = company.does("wang-qiang", f"GET /survey-answers?case={case_id}")["items"]
    return case_id, rows[0]["answer_id"]


def comes_again(company: Any, operation: str, domain: str, aggregate_id: str, type_: str) -> None:
    """Deliver an event that was delivered before once more, and assert that nothing changes by it."""
    table = {f"TABLE_{domain.upper()}": company.twin.site.table(domain)}
    with environment.only(table):
        told = [each for record in records.of(domain, aggregate_id) for each in record.envelopes()]
    [event] = [each for each in told if each.type == type_]
    before = kept()
    detail = event.model_dump(mode="json")
    company.twin.functions.invoke(operation, {"source": f"crm.{domain}", "detail-type": type_, "detail": detail})
    company.twin.settle()
    assert kept() == before


def kept() -> dict[tuple[str, str, str], str]:
    """Return all that all tables hold, each item as text, what is packed unpacked."""
    found: dict[tuple[str, str, str], str] = {}
    for name in client("dynamodb").list_tables()["TableNames"]:
        for page in client("dynamodb").get_paginator("scan").paginate(TableName=name):
            for row in page["Items"]:
                found[name, row["pk"]["S"], row["sk"]["S"]] = _text(row)
    return found


def _text(row: dict[str, Any]) -> str:
    shown = {key: packing.inflate(value["B"]).decode() if "B" in value else value for key, value in row.items()}
    return json.dumps(shown, ensure_ascii=False, default=str)
