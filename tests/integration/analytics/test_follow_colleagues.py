"""Remembering in which teams colleagues are."""

from typing import Any

from crm.core import packing
from infra.local.resources import client
from tests.integration.analytics.conftest import Library


def teams(library: Library, user_id: str) -> list[Any]:
    """Return the teams that are remembered of a colleague, in order."""
    key = {"pk": {"S": user_id}, "sk": {"S": "FACTS"}}
    item = client("dynamodb").get_item(TableName=library.twin.site.table("analytics"), Key=key)["Item"]
    return [team for _, team in packing.unpack(item["state"]["B"])["teams"]]


def moves(library: Library, user_id: str, **changes: Any) -> None:
    version = library.does("admin", f"GET /users/{user_id}")["version"]
    library.does("admin", f"PATCH /users/{user_id}", changes, If_Match=str(version))


def test_each_team_is_remembered_with_since_when(library: Library) -> None:
    assert teams(library, "rep") == ["sales"]
    assert teams(library, "qa") == [None]
    moves(library, "rep", team_id="elsewhere")
    moves(library, "rep", capacity=3)
    moves(library, "rep", team_id=None)
    assert teams(library, "rep") == ["sales", "elsewhere", None]
    for event in library.envelopes("rep", "UserEdited", "UserCreated"):
        library.invoke("follow_colleagues", event)
    assert teams(library, "rep") == ["sales", "elsewhere", None]
