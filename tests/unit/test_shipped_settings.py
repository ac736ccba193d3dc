"""The settings that come with the code, which decisions quote as version 0."""

import hashlib
import json

import pytest

from crm.core import settings_store
from crm.core.settings import SHIPPED

FINGERPRINTS = {
    "messaging.policy/default": "4ca47d600f2e",
    "messaging.template/cadence_approval": "28af2225529d",
    "messaging.template/cadence_digest": "d6e0f0b4d96c",
    "messaging.template/cadence_reminder": "b41fdeaa6dae",
    "messaging.template/card_action_refused": "d43f28a93632",
    "messaging.template/card_approval": "fbfa0201a76c",
    "messaging.template/card_assigned": "28c06089b398",
    "messaging.template/card_created": "b81b0e87b7d9",
    "messaging.template/card_declined": "922097db92d4",
    "messaging.template/card_done": "6560b74d27cb",
    "messaging.template/card_mention": "1bc44c3cff58",
    "messaging.template/card_not_approved": "3f8fbe2ae3b7",
    "messaging.template/card_overdue": "6b7ca4f49a47",
    "messaging.template/card_progress": "55894411bcf0",
    "messaging.template/card_refused": "3c8c6398eafb",
    "messaging.template/card_reminder": "1b98b68db400",
    "messaging.template/card_submitted": "0cc28acdc2b7",
    "messaging.template/card_withdrawn": "bc2f0e017a9a",
    "messaging.template/case_assigned": "284bbb1f6807",
    "messaging.template/case_escalated": "a695934a9a6d",
    "messaging.template/case_mention": "97fd95b8fd6f",
    "messaging.template/case_received": "edd682d9ead0",
    "messaging.template/case_reopened": "9889715a9823",
    "messaging.template/case_reply": "863086f471cc",
    "messaging.template/case_resolved": "ddaa424442b5",
    "messaging.template/case_unassigned": "5e6ece449368",
    "messaging.template/case_waiting": "0076db920f65",
    "messaging.template/case_watched": "a1921562dcd2",
    "messaging.template/conflict_digest": "d3be755220e8",
    "messaging.template/conflict_meeting": "605fde05c2da",
    "messaging.template/conflict_opened": "8e49e59e9ffc",
    "messaging.template/conflict_outcome": "d23ad3c92478",
    "messaging.template/conflict_resolved": "c026a6338c26",
    "messaging.template/customer_replied": "00a1c0d9495f",
    "messaging.template/endpoint_disabled": "2636a1f3f48c",
    "messaging.template/escalation_reverted": "3bbbd3ce17d2",
    "messaging.template/im_linked": "82483cab1434",
    "messaging.template/im_not_understood": "2376de27e998",
    "messaging.template/im_partly_understood": "06fa19bc7540",
    "messaging.template/im_refused": "747241ec8fbf",
    "messaging.template/manual_dispatch": "605fd98c7e6b",
    "messaging.template/portal_link": "bdeeb3a651ff",
    "messaging.template/skill_expiring": "813addd50a45",
    "messaging.template/sla_breached": "bd69f53182de",
    "messaging.template/sla_warning": "2a6199b96250",
    "messaging.template/task_assigned": "89e2eedb68ae",
    "messaging.template/task_done": "e905a930bdee",
    "messaging.template/task_mention": "d51a8a7b15b9",
    "messaging.template/task_moved": "651306e79617",
    "messaging.template/task_overdue": "862259350b51",
    "messaging.template/task_rejected": "6f29b01937d2",
    "messaging.template/task_reminder": "2eed343fdf63",
    "messaging.template/task_withdrawn": "a76cb19cd127",
    "messaging.template/wait_expired": "e862c5572341",
    "messaging.template/webhook_event": "c14a0c3fd0d7",
    "messaging.template/workspace_joined": "2fc6f7571ed8",
    "messaging.template/workspace_mention": "ca9efe2c13ea",
    "directory.calendar/office": "ba46af2de501",
    "directory.calendar/always": "13ad19589336",
    "cases.categories/default": "7ae5d95f63ec",
    "cases.cause_codes/default": "3b096ed37faa",
    "cases.handling/default": "a4014772dae4",
    "cases.priority_matrix/default": "c1cd7369ba99",
    "cases.queues/default": "85db3200d3cc",
    "cases.routing/default": "1eaf2f062f4a",
    "cases.sla_policy/standard": "71b9693f03a3",
    "cases.sla_policy/privileged": "ed399f8cdaf7",
    "cases.sla_selection/default": "7ad66d14dbfc",
    "cases.tag_rules/default": "18c6ffd69722",
    "tasks.policy/default": "ade58f281a01",
    "cadence.health/default": "89bacf9aec48",
    "cadence.policy/default": "432c2ec13df6",
    "cadence.scoring/default": "a9a625bb55c5",
    "cards.policy/default": "478bdd8a1131",
    "im.instructions/default": "933d0e9d2232",
    "im.policy/default": "37aba0424f8f",
    "analytics.capacity/default": "948379327e47",
    "analytics.visibility/default": "c35f58d888d8",
    "conflicts.policy/default": "a84bc8d34452",
}


def fingerprint(kind: str, name: str) -> str:
    shipped = settings_store.get(kind, name, SHIPPED).document
    return hashlib.sha256(json.dumps(shipped, sort_keys=True).encode()).hexdigest()[:12]


@pytest.mark.parametrize("reference", FINGERPRINTS)
def test_version_0_is_what_it_was(reference: str) -> None:
    kind, _, name = reference.partition("/")
    assert fingerprint(kind, name) == FINGERPRINTS[reference], (
        f"{reference} comes with the code as version 0, and what was decided under it is explained by it for ever. "
        "To change what companies begin with, say in docs/adr why the decisions that quote it may be read "
        "differently from now on, and enter the new fingerprint here."
    )


def test_every_setting_that_comes_with_the_code_is_held() -> None:
    shipped = {f"{kind}/{name}" for kind in settings_store.kinds() for name in settings_store.kind_of(kind).shipped()}
    assert shipped == set(FINGERPRINTS)
