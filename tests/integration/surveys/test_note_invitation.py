"""Noting whether invitations came."""

from tests.flows.conftest import Company
from tests.surveys import asked, survey_of


def test_that_it_came_is_known_once(company: Company) -> None:
    case_id, _ = asked(company)
    survey = survey_of(company, case_id)
    assert survey["delivered_at"] is not None
    failed = {
        "id": "evt_1",
        "type": "MessageFailed",
        "aggregate_id": "msg_1",
        "aggregate_version": 2,
        "actor": {"kind": "system", "id": "system-agent"},
        "occurred_at": "2026-03-02T03:00:00Z",
        "correlation_id": "run-00000001",
        "data": {
            "to": "contact-b",
            "template": "survey_invitation",
            "subject_id": survey["survey_id"],
            "channel": "email",
            "reason": "bounced",
        },
    }
    company.twin.functions.invoke("surveys.note_invitation", {"detail": failed})
    assert survey_of(company, case_id)["failure"] is None
