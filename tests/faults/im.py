"""What happens in IM, each as a story: how it began, and the act that is then disturbed."""

import json
from functools import partial
from typing import Any

from infra import catalog
from tests.faults import stories
from tests.faults.crash import insist
from tests.faults.stories import all_of, nothing
from tests.faults.world import Act, World
from tests.unit.im.conftest import slack_event, slack_request, wecom_request

Story = partial(stories.Story, only=tuple(each for each in catalog.specs() if each.startswith("im.")))
"""What else follows is broken in the stories of others."""

DELIVER = "messaging.deliver_message"
SLACK = {"vendor": "slack", "app_id": "A0", "signing_secret": "slack-secret", "bot_token": "xoxb-kairos"}
WECOM = {
    "vendor": "wecom",
    "corp_id": "ww-kairos",
    "agent_id": 1000002,
    "secret": "wecom-secret",
    "token": "wecom-token",
    "encoding_aes_key": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "is_bot": True,
}
CONNECTION = "/im/connections/{connection}"
ASKED = "<@U_MIN> 帮忙跟进客户B 售后问题"


def _connected(credentials: dict[str, Any], im_user_id: str) -> Act:
    """Begin with a connection to a provider, where 王强 and 张敏 are known."""

    def begins(world: World) -> None:
        made = world.does("admin", "POST /im/connections", {"name": "IM", "credentials": credentials})
        world.told["connection"] = made["connection_id"]
        for known, user_id in ((im_user_id, "wang-qiang"), ("U_MIN", "zhang-min")):
            route = f"POST /im/connections/{made['connection_id']}/identities"
            linked = world.does("admin", route, {"im_user_id": known, "user_id": user_id})
        world.told["identity"] = linked["identity_id"]
        world.twin.advance(minutes=2)

    return begins


_in_slack = _connected(SLACK, "U_WANG")
_in_wecom = _connected(WECOM, "wang-qiang")


def _by_admin(route: str, body: object = None, **headers: str) -> Act:
    def act(world: World) -> None:
        world.insists("admin", route.format(**world.told), body, **headers)

    return act


def _writes(text: str, timestamp: str = "1772416800.000016", **members: str) -> Act:
    """Let Slack bring a message until it is told that it was taken."""

    def act(world: World) -> None:
        now = str(int(world.twin.clock.now().timestamp()))
        _bring(world, slack_request(slack_event(text, ts=timestamp, **members), timestamp=now))

    return act


def _asks_the_bot(world: World) -> None:
    now = str(int(world.twin.clock.now().timestamp()))
    said = {
        "msgid": "bot-1",
        "aibotid": "aib-1",
        "chatid": "wr-1",
        "chattype": "group",
        "from": {"userid": "wang-qiang"},
        "msgtype": "text",
        "text": {"content": "跟进一下退货"},
        "response_url": "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=once",
    }
    _bring(world, wecom_request(json.dumps(said), timestamp=now, receive_id=""))


def _bring(world: World, request: Any) -> None:
    query = "&".join(f"{name}={value}" for name, value in request.query.items())
    target = f"/webhooks/im/{world.told['connection']}?{query}"
    headers = {**request.headers, "X-Correlation-Id": "act-000001"}
    answer = insist(lambda: world.twin.request(request.method, target, headers, request.body, None))
    assert answer.status == 200, answer.body


_asked = all_of(_in_slack, _writes(ASKED))


def _heard(world: World) -> None:
    _asked(world)
    world.twin.settle()


IM: tuple[stories.Story, ...] = (
    Story("connect to a provider", nothing, _by_admin("POST /im/connections", {"name": "IM", "credentials": SLACK})),
    Story("rename a connection", _in_slack, _by_admin(f"PATCH {CONNECTION}", {"name": "总部"}, If_Match="1")),
    Story(
        "new credentials",
        _in_slack,
        _by_admin(f"POST {CONNECTION}/credential-rotations", {"credentials": SLACK | {"bot_token": "xoxb-second"}}),
    ),
    Story(
        "a colleague is linked",
        _in_slack,
        _by_admin(f"POST {CONNECTION}/identities", {"im_user_id": "U_LEI", "user_id": "li-lei"}),
    ),
    Story("a colleague is parted", _in_slack, _by_admin("DELETE /im/identities/{identity}")),
    Story("a colleague is asked in IM", _in_slack, _writes(ASKED)),
    Story(
        "a step is told in a thread",
        _heard,
        _writes("已完成", "1772416801.000001", thread_ts="1772416800.000016", user="U_MIN"),
    ),
    Story("a stranger writes", _in_slack, _writes(ASKED, user="U_STRANGER")),
    Story("an answer to a thread", _in_slack, _writes("<@U_BOT> 跟进一下退货"), only=(DELIVER,)),
    Story("an answer where one is taken", _in_wecom, _asks_the_bot, only=(DELIVER,)),
    Story(
        "an answer to a colleague",
        _in_slack,
        _by_admin(f"POST {CONNECTION}/identities", {"im_user_id": "U_LEI", "user_id": "li-lei"}),
        only=(DELIVER,),
    ),
)
