"""What every test may use: a twin of its own, and people to sign in as."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from crm.core.endpoint import Endpoint
from infra.local import twin as twins
from infra.local.twin import Answer, Twin
from tests import documented


class _ByWhatTheyShare(LoadScopeScheduling):
    """Keeps in one process the tests that share something dear: a package its twin, those of templates a synthesis."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module.rpartition("/")[0] if module.startswith(_SHARING) else module


_SHARING = ("tests/infra/", "tests/integration/")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Hand out the tests of several processes."""
    return _ByWhatTheyShare(config, log)


@pytest.fixture(autouse=True, scope="session")
def answers_are_documented() -> Iterator[None]:
    """Hold whatever an action answers, in any test, against the API document."""
    answer_to = Endpoint.__call__

    def checked(endpoint: Endpoint, event: Any, context: Any) -> dict[str, Any]:
        answer = answer_to(endpoint, event, context)
        documented.require(endpoint.spec.operation, answer)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Endpoint, "__call__", checked)
        yield


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    """An empty twin with an administrator, shared by the tests of a module: give things names of their own."""
    with twins.running() as running:
        running.add_administrator()
        yield running


@pytest.fixture
def add_user(twin: Twin) -> Callable[..., str]:
    """Add a colleague, `add_user("li-lei", "agent")`, who can sign in at once."""

    def add(user_id: str, *roles: str, **members: Any) -> str:
        body = {"user_id": user_id, "name": user_id, "email": f"{user_id}@kairos.example", "roles": list(roles)}
        answer = twin.call("POST /users", body | members, user="admin")
        assert answer.status == 201, answer.body
        twin.settle()
        return user_id

    return add


def problem(answer: Answer, status: int, code: str) -> dict[str, Any]:
    """Assert that an answer is the refusal `code`, a problem document with a remedy; return it."""
    assert answer.status == status, answer.body
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = answer.json
    assert document["code"] == code
    assert document["title"]
    assert document["remedy"]
    return document


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many crash points the stories of `tests/faults` tried."""
    told = [
        each for reports in terminalreporter.stats.values() for each in reports if getattr(each, "when", "") == "call"
    ]
    tried = sum(value for each in told for name, value in each.user_properties if name == "crash_points")
    if tried:
        terminalreporter.write_line(f"{tried} crash points tried")
