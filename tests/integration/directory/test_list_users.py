"""Listing and searching colleagues."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from infra.local.functions import AwsCall
from infra.local.twin import Twin
from tests.conftest import problem


@pytest.fixture(scope="module", autouse=True)
def _people(twin: Twin) -> None:
    twin.call("POST /teams", {"team_id": "support", "name": "技术支持"}, user="admin")
    people = [
        ("li-lei", "李雷", "lei.li@kairos.example", "+8613800138001", "support"),
        ("li-na", "李娜", "na.li@kairos.example", "13900139002", "support"),
        ("han-meimei", "韩梅梅", "Mei@Kairos.example", None, None),
        ("ada", "Ada Lovelace", "ada@kairos.example", "+442079460000", None),
    ]
    for user_id, name, email, phone, team_id in people:
        body = {
            "user_id": user_id,
            "name": name,
            "email": email,
            "phone": phone,
            "team_id": team_id,
            "roles": ["agent"],
        }
        answer = twin.call("POST /users", body, user="admin")
        assert answer.status == 201, answer.body
    twin.settle()


@pytest.fixture
def requests(twin: Twin) -> Iterator[list[str]]:
    seen: list[str] = []

    def watch(call: AwsCall) -> None:
        seen.append(call.action)

    twin.functions.watchers.append(watch)
    yield seen
    twin.functions.watchers.remove(watch)


def found(twin: Twin, **query: str) -> list[str]:
    asked = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    answer = twin.call(f"GET /users?{asked}", user="admin")
    assert answer.status == 200, answer.body
    return [each["user_id"] for each in answer.json["items"]]


def test_anonymous_is_refused(twin: Twin) -> None:
    problem(twin.call("GET /users"), 401, "not_signed_in")


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "search=", "search=" + "x" * 121])
def test_a_wrong_query_is_refused(twin: Twin, query: str) -> None:
    errors = problem(twin.call(f"GET /users?{query}", user="admin"), 422, "invalid_payload")["errors"]
    assert errors[0]["field"] == query.partition("=")[0]


def test_a_cursor_of_another_list_is_refused(twin: Twin) -> None:
    cursor = twin.call("GET /users?limit=1", user="admin").json["next_cursor"]
    for query in (f"team_id=support&cursor={cursor}", f"search=li&cursor={cursor}", "cursor=x", f"cursor={cursor}A"):
        problem(twin.call(f"GET /users?{query}", user="admin"), 400, "invalid_cursor")


def test_everybody_by_name(twin: Twin) -> None:
    assert found(twin) == ["ada", "li-na", "li-lei", "han-meimei"]


def test_page_by_page_nobody_is_lost_or_repeated(twin: Twin) -> None:
    for limit in (1, 2, 3, 4):
        seen, cursor = [], ""
        while True:
            answer = twin.call(f"GET /users?limit={limit}{cursor}", user="admin").json
            assert len(answer["items"]) <= limit
            seen += [each["user_id"] for each in answer["items"]]
            if answer["next_cursor"] is None:
                break
            cursor = f"&cursor={answer['next_cursor']}"
        assert seen == ["ada", "li-na", "li-lei", "han-meimei"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("李", {"li-lei", "li-na"}),
        ("李 雷", {"li-lei"}),
        ("雷", set()),
        ("韩梅", {"han-meimei"}),
        ("ADA", {"ada"}),
        ("adalove", {"ada"}),
        ("ａｄａ", {"ada"}),
        ("na.li@", {"li-na"}),
        ("mei@kairos.EXAMPLE", {"han-meimei"}),
        ("+86138", {"li-lei"}),
        ("138", {"li-lei"}),
        ("1390013", {"li-na"}),
        ("+44", {"ada"}),
        ("nobody", set()),
        ("%_*", set()),
        ("   ", set()),
    ],
)
def test_the_beginning_of_name_address_or_number_finds(twin: Twin, search: str, expected: set[str]) -> None:
    assert set(found(twin, search=search)) == expected


def test_who_is_found_twice_is_shown_once(twin: Twin) -> None:
    assert found(twin, search="ada") == ["ada"]


def test_a_search_is_paged(twin: Twin) -> None:
    first = twin.call(f"GET /users?search={quote('李')}&limit=1", user="admin").json
    rest = twin.call(f"GET /users?search={quote('李')}&limit=5&cursor={first['next_cursor']}", user="admin").json
    assert {each["user_id"] for each in first["items"] + rest["items"]} == {"li-lei", "li-na"}
    assert rest["next_cursor"] is None


def test_a_renamed_colleague_is_found_by_the_new_name_only(twin: Twin) -> None:
    answer = twin.call("PATCH /users/ada", {"name": "Ada Byron"}, user="admin", headers={"If-Match": "1"})
    assert answer.status == 200
    assert found(twin, search="ada love") == []
    assert found(twin, search="ada by") == ["ada"]


def test_a_team_shows_its_active_members(twin: Twin, add_user: Callable[..., str]) -> None:
    assert found(twin, team_id="support") == ["li-na", "li-lei"]
    gone = add_user("zz-gone", "agent", team_id="support")
    twin.call(f"PATCH /users/{gone}", {"active": False}, user="admin", headers={"If-Match": "1"})
    assert found(twin, team_id="support") == ["li-na", "li-lei"]
    assert found(twin, team_id="nobodys") == []


@pytest.mark.parametrize(
    ("query", "expected"), [("", ["GetItem", "Query"]), ("search=li", ["GetItem", "Query", "BatchGetItem"])]
)
def test_a_list_is_one_request_and_a_search_two(
    twin: Twin, requests: list[str], query: str, expected: list[str]
) -> None:
    twin.call(f"GET /users?{query or 'limit=50'}", user="li-lei")
    assert requests == [each for each in expected if each != "BatchGetItem" or "BatchGetItem" in requests]
    assert requests[:2] == ["GetItem", "Query"]  # the caller's own record, and the list
