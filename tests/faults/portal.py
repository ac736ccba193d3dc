"""What customers send from the pages of the portal, each as a story: the form may be sent until it is answered."""

from functools import partial
from typing import Any

from infra import catalog
from tests.browsing import Browser
from tests.faults import stories
from tests.faults.crash import insist
from tests.faults.stories import case, did, nothing
from tests.faults.world import SOLVED, Act, World

Story = partial(stories.Story, only=tuple(each for each in catalog.specs() if each.startswith("portal.")))
"""What follows from it is broken in the stories of cases."""

_resolved = did(None, "POST /cases/{case}/resolution", SOLVED)
_PAGE = "/p/cases/{case}"


def _signed_in(world: World) -> Browser:
    browser = Browser(world.twin)
    browser.cookies["kairos"] = world.customer
    return browser


def _sends(page: str, action: str, **typed: str) -> Act:
    """Let the customer send a form as it stands on a page, the same one until it is answered."""

    def act(world: World) -> None:
        browser = _signed_in(world)
        place = action.format(**world.told)
        shown: Any = insist(lambda: browser.get(page.format(**world.told)))
        form = shown.form(place)
        answer = insist(lambda: browser.post(place, form.fields | typed))
        assert answer.status in {200, 303}, answer.body
        world.answers.append(answer.headers.get("Location"))

    return act


PORTAL: tuple[stories.Story, ...] = (
    Story(
        "ask for a link on the page",
        nothing,
        _sends("/p/sign-in", "/p/sign-in-links", email="contact@customer-b.example"),
    ),
    Story(
        "submit on the page",
        nothing,
        _sends("/p/cases/new?category=product/fault", "/p/cases", title="设备不开机", serial="KS20260301"),
    ),
    Story("write on the page", case(), _sends(_PAGE, f"{_PAGE}/replies", body="日志如下")),
    Story("confirm on the page", case(_resolved, lapsed=False), _sends(_PAGE, f"{_PAGE}/closure")),
    Story("reopen on the page", case(_resolved, lapsed=False), _sends(_PAGE, f"{_PAGE}/reopenings", reason="仍然报错")),
    Story(
        "prepare a file on the page",
        case(),
        _sends(_PAGE, f"{_PAGE}/attachments", file_name="日志", content_type="text/plain"),
    ),
)
