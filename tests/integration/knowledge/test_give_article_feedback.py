"""Saying how an article served."""

import pytest

from tests.conftest import problem
from tests.integration.knowledge.conftest import Library, happens_once


def test_an_improvement_is_to_be_named(library: Library) -> None:
    article_id = library.published()
    route = f"POST /articles/{article_id}/feedback"
    problem(library.call(None, route, {"feedback": "helpful"}), 401, "not_signed_in")
    problem(library.call("agent", route, {"feedback": "improve"}), 422, "invalid_payload")
    problem(library.call("agent", route, {"feedback": "nice"}), 422, "invalid_payload")
    refused = library.call("agent", "POST /articles/art_none/feedback", {"feedback": "helpful"})
    problem(refused, 404, "not_found")


@pytest.mark.requirement("R-132", "R-160")
@pytest.mark.parametrize("feedback", ["not_applicable", "outdated"])
def test_what_does_not_help_is_ranked_lower_and_told(library: Library, feedback: str) -> None:
    library.published(title="签名失败 甲")
    library.published(title="签名失败 乙")
    first, second = (each["article_id"] for each in library.found("签名失败"))
    body = {"feedback": feedback, "comment": "v3 已改用新算法"}
    happens_once(library, "agent", f"POST /articles/{first}/feedback", body)
    assert [each["article_id"] for each in library.found("签名失败")] == [second, first]
    given = [each["data"] for each in library.twin.pump.events if each["type"] == "ArticleFeedbackGiven"]
    assert [(each["feedback"], each["by"], each["manager_id"]) for each in given] == [(feedback, "agent", "keeper")]
    told = [each["template"] for each in library.does("keeper", "GET /notifications")["items"]]
    assert told == ["article_feedback"]
