"""Mail that comes in, each as a story: how it began, and the act that is then disturbed."""

import json
from functools import partial
from typing import Any

from infra import catalog
from infra.local import post
from tests.faults import stories
from tests.faults.stories import all_of, by, nothing
from tests.faults.world import Act, World

_ABOUT = (
    *(each for each in catalog.specs() if each.startswith("mail.")),
    *("cases.take_in_mail", "cases.fetch_mail_files", "cases.keep_chat_digest"),
)
Story = partial(stories.Story, only=_ABOUT)
"""What else follows is broken in the stories of others."""

MEI = "陈梅 <mei@customer-b.example>"
WITH_A_FILE = "\r\n".join(
    (
        f"From: {MEI}",
        "To: service@kairos.example",
        "Subject: 日志",
        "Message-ID: <file@customer-b.example>",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="m"',
        "",
        "--m",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>见附件</p>",
        "--m",
        'Content-Type: text/plain; name="app.log"',
        'Content-Disposition: attachment; filename="app.log"',
        "",
        "401",
        "--m--",
        "",
    )
)


def _mail(key: str, **members: Any) -> Act:
    """Let a mail come; its id and where it lies are the same each time."""

    def act(world: World) -> None:
        told = {each: value.format(**world.told) for each, value in members.items() if isinstance(value, str)}
        headers = {"Message-ID": f"<{key}@customer-b.example>", **members.get("headers", {})}
        mail = {"from": MEI, "subject": "接口报错", "text": "一直 401", **members, **told}
        post.arrives(world.twin, mail | {"key": key, "headers": headers})

    return act


def _begun(key: str, **members: Any) -> Act:
    """Begin with a mail that opened a case, or that was parked."""

    def begins(world: World) -> None:
        _mail(key, **members)(world)
        world.twin.settle()
        for state in ("opened", "parked"):
            for each in world.does("admin", f"GET /mail?state={state}")["items"]:
                world.told |= {"mail": each["mail_id"], "number": each["case_number"]}

    return begins


def _said(world: World) -> None:
    """Let somebody speak of a case in IM."""
    world.told["case"] = world.opens()
    world.twin.settle()


def _heard(world: World) -> None:
    event = json.loads((catalog.ROOT / "events" / "cases" / "keep_chat_digest.json").read_text(encoding="utf-8"))
    number = world.case(world.told["case"])["number"]
    event["detail"]["data"]["title"] = f"跟进 {number}"
    event["detail"]["data"]["context"]["messages"] = []
    world.twin.pump.queue(world.twin.site.function("cases.keep_chat_digest"), event)


MAIL: tuple[stories.Story, ...] = (
    Story("open a case by mail", nothing, _mail("first")),
    Story("open a case by a mail with a file", nothing, _mail("file", raw=WITH_A_FILE)),
    Story("answer by mail", _begun("first"), _mail("second", subject="Re: [{number}] 接口报错")),
    Story(
        "answer by mail in anothers case",
        _begun("first"),
        _mail("eve", subject="[{number}]", **{"from": "e@x.example"}),
    ),
    Story("get an automatic reply", nothing, _mail("away", headers={"Auto-Submitted": "auto-replied"})),
    Story(
        "release a mail",
        _begun("away", headers={"Auto-Submitted": "auto-replied"}),
        by("wang-qiang", "POST /mail/{mail}/release", {}),
    ),
    Story("speak of a case in a conversation", all_of(_said), _heard),
)
