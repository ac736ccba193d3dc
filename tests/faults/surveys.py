"""What customers say after they were helped, and what follows from it, each as a story."""

from functools import partial

from infra import catalog
from tests.faults import stories
from tests.faults.crash import insist
from tests.faults.stories import all_of, by, case, did, passes
from tests.faults.world import Act, World
from tests.surveys import BROWSER, links

OURS = (
    *(each for each in catalog.specs() if each.startswith("surveys.")),
    "analytics.follow_survey_answers",
    "analytics.follow_survey_reviews",
    "analytics.follow_surveys",
    "cadence.follow_surveys",
    "cases.note_survey_result",
    "tasks.review_survey",
)
Story = partial(stories.Story, only=OURS)
"""What else follows is broken in the stories of others."""

_resolve = did(None, "POST /cases/{case}/resolution", {"solution": "更换密钥", "cause_code": "defect"})
_solved = case(_resolve, lapsed=False)


_ON_THE_PHONE = {"channel": "phone", "feedback": "很好", "score": 5}


def _invited(world: World) -> None:
    all_of(_solved, passes(minutes=35))(world)
    world.told["link"] = links()[-1]


def _says(score: int, *, anonymous: bool = False) -> Act:
    def act(world: World) -> None:
        headers = {"User-Agent": BROWSER, "Idempotency-Key": "the-answer-0001", "X-Correlation-Id": "act-000001"}
        body = {"score": score, "comment": "响应及时", "anonymous": anonymous}
        route = f"POST /surveys/{world.told['link']}"
        insist(lambda: world.twin.call(route, body, headers=headers))

    return act


def _reviewed(world: World) -> None:
    all_of(_invited, _says(1), passes(minutes=1))(world)
    [review] = world.does("wang-qiang", f"GET /reviews?case={world.told['case']}")["items"]
    world.told |= {"review": review["review_id"], "task": review["task_id"], "reviewer": review["reviewer_id"]}


def _unheard(world: World) -> None:
    _solved(world)
    world.twin.pump.lose_schedules("surveys")


SURVEYS: tuple[stories.Story, ...] = (
    Story("plan to ask about a case", case(lapsed=False), _resolve),
    Story("invite a customer", _solved, passes(minutes=35)),
    Story("invite a customer though the timer is lost", _unheard, passes(minutes=45)),
    Story("ask no more about a case", _solved, by(None, "POST /cases/{case}/reopenings", {"reason": "问题重现"})),
    Story("remind, and give up", _invited, passes(days=15)),
    Story("answer a survey", _invited, _says(1)),
    Story(
        "record what a customer said by phone",
        _solved,
        by(None, "POST /cases/{case}/followups", _ON_THE_PHONE),
    ),
    Story("complete a review", _reviewed, by("wang-qiang", "POST /reviews/{review}/complete", {"cause": "答复太慢"})),
)
