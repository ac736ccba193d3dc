"""What customers send from the pages of the portal, each as a story: the form may be sent until it is answered."""

from functools import partial

from infra import catalog
from tests.browsing import Browser
from tests.faults import stories
from tests.faults.crash import insist
from tests.faults.stories import all_of, case, did
from tests.faults.world import SOLVED, Act, World

Story = partial(stories.Story, only=tuple(each for each in catalog.specs() if each.startswith("portal.")))
"""What follows from it is broken in the stories of cases."""

_resolved = did(None, "POST /cases/{case}/resolution", SOLVED)
_PAGE = "/p/cases/{case}"


def _signed_in(world: World) -> Browser:
    browser = Browser(world.twin)
    browser.cookies["kairos"] = world.customer
    return browser


def _shown(page: str, action: str) -> Act:
    """Begin with a form on a page that the customer has before them: its key is the same however often it is sent."""

    def begins(world: World) -> None:
        form = _signed_in(world).get(page.format(**world.told)).form(action.format(**world.told))
        world.told |= {"action": form.action, "fields": form.fields}

    return begins


def _sends(**typed: str) -> Act:
    """Let the customer send the form until it is answered."""

    def act(world: World) -> None:
        browser, fields = _signed_in(world), world.told["fields"] | typed
        answer = insist(lambda: browser.post(world.told["action"], fields, x_correlation_id="act-000001"))
        assert answer.status in {200, 303}, answer.body
        world.answers.append(answer.headers.get("Location", f"/p/cases/{world.told.get('case')}"))

    return act


_NEW = "/p/cases/new?category=product/fault"

PORTAL: tuple[stories.Story, ...] = (
    Story(
        "ask for a link on the page",
        _shown("/p/sign-in", "/p/sign-in-links"),
        _sends(email="contact@customer-b.example"),
    ),
    Story("submit on the page", _shown(_NEW, "/p/cases"), _sends(title="设备不开机", serial="KS20260301")),
    Story("write on the page", case(_shown(_PAGE, f"{_PAGE}/replies")), _sends(body="日志如下")),
    Story("confirm on the page", case(all_of(_resolved, _shown(_PAGE, f"{_PAGE}/closure")), lapsed=False), _sends()),
    Story(
        "reopen on the page",
        case(all_of(_resolved, _shown(_PAGE, f"{_PAGE}/reopenings")), lapsed=False),
        _sends(reason="仍然报错"),
    ),
    Story(
        "prepare a file on the page",
        case(_shown(_PAGE, f"{_PAGE}/attachments"), lapsed=False),
        _sends(file_name="日志", content_type="text/plain"),
    ),
)
