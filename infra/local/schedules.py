"""Schedules: moto keeps them and fires none. What is due next, and what firing does to a schedule."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from cronsim import CronSim
from moto.scheduler.models import Schedule, scheduler_backends

from infra.local.clock import TwinClock
from infra.local.resources import ACCOUNT, REGION

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")


class Schedules:
    """The schedules of all groups, by the twin's clock."""

    def __init__(self, clock: TwinClock) -> None:
        self._clock = clock
        self.last_fired: dict[str, datetime] = {}

    def next(self, until: datetime) -> tuple[datetime, Any, Schedule] | None:
        """Return what is due first by `until`: when, in which group, and the schedule."""
        due = []
        for group, schedule in _all():
            at = self._fires_at(schedule, until)
            if at is not None and at <= until:
                due.append((at, group, schedule))
        return min(due, key=lambda each: (each[0], each[2].name), default=None)

    def _fires_at(self, schedule: Schedule, until: datetime) -> datetime | None:
        expression = schedule.schedule_expression
        if _is_one_time(schedule):
            return datetime.fromisoformat(expression[3:-1]).replace(tzinfo=UTC)
        last = self.last_fired.setdefault(schedule.arn, self._clock.now())
        rate = _RATE.fullmatch(expression)
        if rate:
            period = timedelta(**{f"{rate.group(2)}s": int(rate.group(1))})
            periods = (until - last) // period
            return last + periods * period if periods else None
        return next(CronSim(_unix_cron(expression), last))

    def fire(self, group: Any, schedule: Schedule, at: datetime) -> tuple[str, Any]:
        """Return the function that a schedule calls and the event; a one-time schedule is gone afterwards."""
        if _is_one_time(schedule):
            del group.schedules[schedule.name]
        else:
            self.last_fired[schedule.arn] = at
        return schedule.target["Arn"], json.loads(schedule.target.get("Input") or "{}")

    def lose(self, of_group: str | None = None) -> int:
        """Throw the one-time schedules of a group, else all, away; return how many."""
        lost = [
            (group, each.name) for group, each in _all() if _is_one_time(each) and of_group in {None, each.group_name}
        ]
        for group, name in lost:
            del group.schedules[name]
        return len(lost)

    def timers(self) -> list[dict[str, str]]:
        """Return the one-time schedules that wait, soonest first."""
        found = [
            {
                "name": each.name,
                "fires_at": each.schedule_expression[3:-1] + "Z",
                "target": each.target["Arn"],
            }
            for _, each in _all()
            if _is_one_time(each)
        ]
        return sorted(found, key=lambda each: (each["fires_at"], each["name"]))


def _all() -> Iterator[tuple[Any, Schedule]]:
    for group in scheduler_backends[ACCOUNT][REGION].schedule_groups.values():
        for schedule in group.schedules.values():
            yield group, schedule


def _is_one_time(schedule: Schedule) -> bool:
    return str(schedule.schedule_expression).startswith("at(")


def _unix_cron(expression: str) -> str:
    """Return an AWS cron expression as a Unix one: no year, `?` for any, Sunday 1 there and 0 here."""
    fields = expression.removeprefix("cron(").removesuffix(")").split()
    minute, hour, day, month, weekday = fields[:5]
    day, weekday = day.replace("?", "*"), weekday.replace("?", "*")
    return f"{minute} {hour} {day} {month} {weekday}"
