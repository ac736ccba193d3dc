"""Nothing is granted that is never used: the other half of the rights, which the twin demands at each call."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crm.core.spec import Http
from infra import catalog
from infra.local import demo
from infra.local import twin as twins
from infra.local.functions import AwsCall, Killed
from infra.local.resources import client
from infra.local.rights import Need, covers
from infra.local.twin import Answer, Twin
from infra.permissions import Statement
from tests import quiet
from tests.conformance.stage import Stage
from tests.faults.repertoire import STORIES
from tests.faults.world import SOLVED, found
from tests.receiver import listening

Right = tuple[str, str, str]
"""Which function may do what with what."""

LAMBDAS_OWN = frozenset(
    {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "sqs:SendMessage",
    }
)
"""What Lambda itself does in a function's name: read the stream that calls it, write its log, leave what failed."""

FOR_WHAT_LAPSES = frozenset(("cases.decline_escalation", action) for action in ("dynamodb:GetItem", "dynamodb:Query"))
"""Whatever touches a case fires the warnings that fell due unseen; here that takes one in the same second as a breach
which is answered."""

READS_STREAMS = "platform.replay_dead_letters"
"""The one function that reads streams by itself."""

FORM = {"title": "API 集成出错", "category": "integration/api", "urgency": "high"}
LISTS = (
    *(f"/cases?view={view}" for view in ("mine", "to_accept", "watching", "queue&queue_id=general")),
    "/cases?view=account&account_id=customer-b",
    *(f"/accounts{query}" for query in ("", "?owner_id=wang-qiang", "?parent_id=customer-a", "?search=客户")),
    *(f"/contacts{query}" for query in ("", "?account_id=customer-b", "?search=客户")),
    *(f"/users{query}" for query in ("", "?team_id=support", "?search=李雷")),
    *(f"/messages?{query}" for query in ("to=li-lei", "subject_id=li-lei", "state=failed")),
    *(f"/collab-cards?{query}" for query in ("account=customer-a", "assignee=me", "requester=me")),
    *(f"/boards/collab?of={board}" for board in ("mine", "requested", "team&team=support", "all")),
    "/boards/collab?of=account&account=customer-a",
    "/conflicts",
    "/settings",
    "/settings?kind=directory.calendar&name=office",
)
"""Every way to make a list."""


@contextmanager
def _recorded(twin: Twin, used: set[Right]) -> Iterator[None]:
    """Add every right that a call needs to `used` while the context lasts."""
    needs: dict[str, set[Need]] = defaultdict(set)

    def see(call: AwsCall) -> None:
        needs[call.operation].update(call.needs)

    twin.functions.watchers.append(see)
    yield
    for operation in catalog.specs():
        used |= {
            right
            for right, statement in _granted(twin, operation).items()
            if any(covers(statement, need) for need in needs[operation])
        }


def _granted(twin: Twin, operation: str) -> dict[Right, Statement]:
    """Return each action of a function's policy with each of its resources, by a name that all twins share."""
    return {
        (operation, action, resource.replace(twin.site.user_pool_id, "users")): Statement((action,), (resource,))
        for statement in twin.functions.rights.granted(operation)
        for action in statement.actions
        for resource in statement.resources
        if action not in LAMBDAS_OWN or (operation == READS_STREAMS and action.startswith("dynamodb:"))
    }


def _work(stage: Stage) -> None:
    """Let every function work on its sample, twice: what was asked before is answered from what is kept."""
    for operation, spec in catalog.specs().items():
        stage.enter(stage.scene_of(operation))
        for _ in range(2 if isinstance(spec.trigger, Http) and spec.trigger.once else 1):
            stage.twin.functions.invoke(operation, stage.sample(operation))
        stage.twin.settle()


def _look(twin: Twin, customer: str) -> None:
    """Let people look at everything in every way, in a company that counts by hours of its own."""
    hours = {"zone": "Asia/Shanghai", "weekly": {"mon": [["09:00", "18:00"]]}}
    body, first = {"document": hours, "note": "营业时间"}, {"If-Match": "0"}
    _done(twin.call("PUT /settings/directory.calendar/office", body, user="admin", headers=first))
    for _ in range(2):
        _done(twin.call("POST /portal/cases", FORM, token=customer))
        twin.settle()
    _done(twin.call("POST /cases/C-000001/watchers", {}, user="admin"))
    twin.settle()
    for route in LISTS:
        _done(twin.call(f"GET {route}", user="admin"))
    for path in ("", "/sla", "/sla/explain", "/timeline", "/routing", "/attachments"):
        _done(twin.call(f"GET /cases/C-000001{path}", user="wang-qiang"))
    for path in ("", "/timeline", "/attachments"):
        _done(twin.call(f"GET /portal/cases/C-000001{path}", token=customer))
    for number in ("C-000001", "C-000002"):
        _done(twin.call(f"POST /cases/{number}/resolution", SOLVED, user="wang-qiang"))
    _done(twin.call("POST /cases/C-000001/closure", {}, user="wang-qiang"))
    _done(twin.call("POST /portal/cases/C-000002/closure", {}, token=customer))


def _look_at_tasks(twin: Twin) -> None:
    """Let everybody look at a task that has parts: who gave it, whose it is, who leads them and who does not."""
    wish = {"title": "回访", "expected_result": "确认续约意向", "priority": "urgent", "due_at": "2026-03-02T10:00:00Z"}
    about = {"assignee_id": "li-lei", "subject": {"type": "account", "id": "customer-a"}, "sensitivity": "sensitive"}
    task = _done(twin.call("POST /tasks", wish | about, user="wang-qiang"))["task_id"]
    part = {"title": "准备报价", "expected_result": "报价单", "assignee_id": "zhang-min"}
    _done(twin.call(f"POST /tasks/{task}/subtasks", part, user="wang-qiang"))
    twin.settle()
    for user in ("li-lei", "wang-qiang", "admin", "zhang-min"):
        for path in ("", "/subtasks", "/history"):
            twin.call(f"GET /tasks/{task}{path}", user=user)
        for query in ("view=given", "view=subject&subject_type=account&subject_id=customer-a"):
            _done(twin.call(f"GET /tasks?{query}", user=user))


def _look_at_metrics(twin: Twin) -> None:
    """Let everybody look at what is counted."""
    for user in ("li-lei", "wang-qiang", "admin"):
        for path in ("/task_acceptance_rate", "/query?names=task_acceptance_rate", "/task_acceptance_rate/explain"):
            _done(twin.call(f"GET /metrics{path}", user=user))
    for user in ("wang-qiang", "admin"):
        _done(twin.call("GET /reports/capacity", user=user))
    _recount(twin)


def _recount(twin: Twin) -> None:
    """Let all that there is be counted anew."""
    assert twin.call("POST /metric-rebuilds", {}, user="admin").status == 202
    twin.settle()


def _look_in(twin: Twin) -> None:
    """Let somebody who is no member look for a workspace: who they are to its customer decides."""
    opened = twin.call("POST /workspaces", {"account_id": "customer-a"}, user="wang-qiang")
    workspace = f"/workspaces/{_done(opened)['workspace_id']}"
    assert _done(twin.call("GET /workspaces?account=customer-a", user="outsider"))["items"] == []
    for route in (f"GET {workspace}/log", f"POST {workspace}/close", f"DELETE {workspace}/members/wang-qiang"):
        assert twin.call(route, {} if route.startswith("POST") else None, user="outsider").status == 404


def _look_at_cards(twin: Twin) -> None:
    """Let a colleague of the assignee's team look at a card that is none of their own."""
    wish = {"card_type": "service_support", "title": "售后问题", "assignee_id": "li-lei", "account_id": "customer-a"}
    card = _done(twin.call("POST /collab-cards", wish, user="wang-qiang"))["card_id"]
    twin.settle()
    for route in (f"/collab-cards/{card}", f"/collab-cards/{card}/history", "/collab-cards?account=customer-a"):
        _done(twin.call(f"GET {route}", user="zhang-san"))


def _look_at_cadence(twin: Twin) -> None:
    """Let the weekly lists of two be made under a scoring of the company's own, and everybody look at them."""
    scoring = _done(twin.call("GET /settings/cadence.scoring/default", user="admin"))["document"]
    body, first = {"document": scoring | {"rated": 25}, "note": "评分"}, {"If-Match": "0"}
    _done(twin.call("PUT /settings/cadence.scoring/default", body, user="admin", headers=first))
    for owner in ("li-lei", "zhang-min"):
        account = {"account_id": f"of-{owner}", "name": "宏达集团", "owner_id": owner, "key_account": True}
        _done(twin.call("POST /accounts", account, user="admin"))
    twin.advance(days=7)
    lists = _done(twin.call("GET /cadence-lists?team=support&week=current", user="admin"))["items"]
    approved, rejected = (each["list_id"] for each in lists)
    _done(twin.call("GET /cadence-lists?owner=li-lei", user="admin"))
    _done(twin.call(f"GET /cadence-lists/{approved}", user="admin"))
    _done(twin.call(f"POST /cadence-lists/{rejected}/reject", {"reason": "重复"}, user="admin"))
    _done(twin.call(f"POST /cadence-lists/{approved}/approve", user="admin"))
    twin.settle()
    said = {"outcome": "achieved", "notes": "客户同意升级"}
    _done(twin.call(f"POST /cadence-items/{approved}-001/feedback", said, user="admin"))
    twin.settle()


def _done(answer: Answer) -> Any:
    assert answer.status in {200, 201}, answer.body
    return answer.json


def _attach(stage: Stage) -> None:
    stage.enter("announced")
    stage.twin.functions.invoke("cases.register_attachment", stage.sample("cases.register_attachment"))
    assert stage.twin.call("GET /cases/C-000001/attachments", user="wang-qiang").json["items"]
    assert stage.twin.call("GET /portal/cases/C-000001/attachments", token=stage.names["customer_token"]).json["items"]


def _replay(twin: Twin) -> None:
    """Let a stream fail for good, and a workflow never be started, and have both made up for."""

    def fail(operation: str, _action: str) -> None:
        if operation == "directory.publish_directory_events":
            raise Killed

    twin.functions.before_call = fail
    _done(twin.call("POST /teams", {"name": "夜班"}, user="admin"))
    twin.settle()
    twin.functions.before_call = lambda _operation, _action: None
    machine = twin.site.arn("states", f"stateMachine:{twin.site.workflow('SlaEscalation')}")
    queue = client("sqs").get_queue_url(QueueName=twin.site.dead_letters("directory"))["QueueUrl"]
    names = {"RULE_ARN": "arn:rule", "TARGET_ARN": machine}
    attributes = {name: {"DataType": "String", "StringValue": value} for name, value in names.items()}
    client("sqs").send_message(QueueUrl=queue, MessageBody="{}", MessageAttributes=attributes)
    replayed = twin.call("POST /dead-letters/replays", {"domain": "directory"}, user="admin")
    assert [each["outcome"] for each in replayed.json["replays"]] == ["handed_over"] * 2, replayed.body


def test_every_right_is_used() -> None:
    used: set[Right] = set()
    with quiet.logs(), twins.running() as twin:
        demo.found(twin)
        stage = Stage(twin)
        with _recorded(twin, used):
            _work(stage)
            _attach(stage)
            for scene in ("asked in Feishu", "week published", "shared"):
                stage.enter(scene)
                _recount(twin)
            stage.enter("founded")
            _look(twin, stage.names["customer_token"])
            _look_at_tasks(twin)
            _look_at_metrics(twin)
            _look_in(twin)
            _look_at_cards(twin)
            _look_at_cadence(twin)
            _replay(twin)
    with quiet.logs(), twins.running() as twin, listening() as receiver:
        world = found(twin, receiver)
        with _recorded(twin, used):
            for story in STORIES:
                world.begin()
                world.told = {}
                story.begins(world)
                story.act(world)
                twin.settle()
        granted = {right for operation in catalog.specs() for right in _granted(twin, operation)}
    assert {(operation, action) for operation, action, _ in granted - used} == FOR_WHAT_LAPSES, granted - used
