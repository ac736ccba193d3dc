"""Rebuilding the counters from the records of what happened."""

from typing import Any

import pytest

from crm.analytics import rebuilding
from tests.integration.analytics.conftest import Library

CASE = {
    "title": "无法登录",
    "description": "登录后报错",
    "contact_id": "buyer",
    "channel": "phone",
    "case_type": "incident",
    "category": "account/access",
    "impact": "medium",
    "urgency": "high",
}


def week(library: Library) -> None:
    """Let a week go by in which all kinds of things happen."""
    buyer = {"contact_id": "buyer", "name": "buyer", "email": "buyer@acme.example", "account_id": "acme"}
    library.does("boss", "POST /contacts", buyer)
    for who in ("rep", "peer"):
        library.does(who, f"PUT /users/{who}/presence", {"presence": "online"})
    tasks = [library.gives_on(who, answer) for who in ("rep", "peer") for answer in ("accept", "reject", "start", None)]
    cases = [library.does("boss", "POST /cases", CASE)["case_id"] for _ in range(3)]
    library.does("boss", f"POST /cases/{cases[0]}/replies", {"body": "正在查看"})
    library.act("rep", tasks[0], "complete", {"result": "完成"})
    library.twin.advance(hours=30)
    version = library.does("admin", "GET /users/rep")["version"]
    library.does("admin", "PATCH /users/rep", {"team_id": "elsewhere"}, If_Match=str(version))
    library.act("lead", tasks[5], "reassign", {"assignee_id": "lead", "reason": "客户要求"})
    library.act("peer", tasks[6], "reschedule", {"due_at": "2026-03-09T10:00:00Z", "reason": "客户改期"})
    for case in cases[:2]:
        body = {"solution": "更换密钥", "cause_code": "configuration"}
        library.does("boss", f"POST /cases/{case}/resolution", body)
    library.does("boss", f"POST /cases/{cases[1]}/reopenings", {"reason": "又出现了"})
    library.twin.advance(hours=10)


def rebuilds(library: Library, **body: Any) -> Any:
    rebuild = library.does("admin", "POST /metric-rebuilds", body)["rebuild_id"]
    return library.does("admin", f"GET /metric-rebuilds/{rebuild}")


@pytest.mark.parametrize("stretch", [200, 7])
def test_what_is_rebuilt_is_what_was_fed(library: Library, stretch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "STRETCH", stretch)
    week(library)
    fed = library.counted()
    assert len(fed) > 100
    library.forgets()
    assert library.counted() == {}
    assert library.value("task_acceptance_rate") is None
    assert rebuilds(library)["finished_at"] is not None
    assert library.counted() == fed


def test_it_changes_nothing_of_what_is_right(library: Library) -> None:
    week(library)
    fed = library.counted()
    assert rebuilds(library)["subjects"] > 10
    assert library.counted() == fed


def test_what_comes_in_meanwhile_counts_once(library: Library) -> None:
    task = library.gives_on("rep", "accept")
    library.twin.advance(hours=9)
    library.forgets()
    library.call("admin", "POST /metric-rebuilds", {"kinds": ["task"]})
    library.call("rep", f"POST /tasks/{task}/complete", {"result": "完成"})
    library.twin.settle()
    assert [library.value(each) for each in ("task_acceptance_rate", "on_time_completion_rate")] == [1, 0]
    assert library.groups("tasks_overdue", "still") == {"over": 1}


def test_a_stretch_that_was_walked_is_not_walked_again(library: Library) -> None:
    library.gives_on("rep", "accept")
    done = rebuilds(library, kinds=["task"])
    (event,) = library.envelopes(done["rebuild_id"], "MetricRebuildStarted")
    library.invoke("rebuild_metrics", event)
    library.twin.settle()
    assert library.does("admin", f"GET /metric-rebuilds/{done['rebuild_id']}") == done
