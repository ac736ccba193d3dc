"""What waits for somebody who will be away."""

from tests.integration.tasks.conftest import Office

TUESDAY = {"due_at": "2026-03-03T10:00:00Z"}
AWAY = {"absence": {"from_at": "2026-03-03T00:00:00Z", "until_at": "2026-03-04T00:00:00Z"}}


def test_what_falls_due_meanwhile_goes_to_the_deputy(office: Office) -> None:
    before, during = office.gives(), office.gives(**TUESDAY)
    after = office.gives(due_at="2026-03-05T10:00:00Z")
    office.act("rep", during, "accept")
    office.does("rep", "PUT /users/rep/absence", AWAY)
    assert (office.inbox("rep"), office.inbox("peer")) == ([before, after], [during])
    handed = office.task(during)
    assert (handed["status"], handed["meant_for"], handed["reason"]) == ("assigned", "rep", "absence")
    assert office.events(during)[-1]["actor"]["kind"] == "system"
    assert len(office.told("peer", "task_assigned")) == 1
    assert office.task(during, by="rep")["masked"] is False, "whom it was meant for still sees it"


def test_a_second_delivery_changes_nothing(office: Office) -> None:
    task = office.gives(**TUESDAY)
    office.does("rep", "PUT /users/rep/absence", AWAY)
    event = next(each for each in office.twin.pump.events if each["type"] == "UserAbsenceChanged")
    detail = {name: each for name, each in event.items() if name != "source"}
    before = office.stored()
    office.invoke("hand_over_tasks", {"source": "crm.directory", "detail": detail})
    assert office.stored() == before
    assert office.kinds(task).count("TaskReassigned") == 1


def test_a_deputy_who_is_away_too_gets_nothing(office: Office) -> None:
    task = office.gives(**TUESDAY)
    office.does("peer", "PUT /users/peer/absence", AWAY)
    office.twin.advance(minutes=2)
    office.does("rep", "PUT /users/rep/absence", AWAY)
    assert (office.inbox("rep"), office.inbox("peer")) == ([task], [])


def test_an_absence_taken_back_hands_nothing_over(office: Office) -> None:
    task = office.gives(**TUESDAY)
    office.does("rep", "PUT /users/rep/absence", {"absence": None})
    assert office.inbox("rep") == [task]
