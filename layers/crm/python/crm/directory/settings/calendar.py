"""Calendars: when a team, a shift or a promise counts the hours."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from crm.core.calendar import BusinessCalendar, Hours, parse_time
from crm.core.rules import broken
from crm.core.settings import Setting

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise broken("directory", "zone_unknown") from None
    return name


def _ordered(hours: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    try:
        times = [parse_time(each) for stretch in hours for each in stretch]
    except ValueError:
        raise broken("directory", "time_of_day") from None
    if times != sorted(times) or any(opens == closes for opens, closes in hours):
        raise broken("directory", "hours_disordered")
    return hours


ZoneName = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
"""An IANA zone such as `Asia/Shanghai`."""

DayHours = Annotated[tuple[tuple[str, str], ...], Field(max_length=24), AfterValidator(_ordered)]
"""Half-open stretches of a day, `[["09:00", "12:00"], ["13:00", "18:00"]]`; `24:00` is the day's end."""


class HolidayImport(BaseModel):
    """Public holidays to fill in when the document is written: a country, and a part of it where it matters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    country: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    subdivision: Annotated[str, Field(max_length=10)] | None = None
    years: Annotated[tuple[Annotated[int, Field(ge=1970, le=2100)], ...], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _known(self) -> Self:
        import holidays  # noqa: PLC0415 - half a second that only an edit with an import needs

        try:
            holidays.country_holidays(self.country, subdiv=self.subdivision)
        except NotImplementedError:
            raise broken("directory", "holidays_unknown") from None
        return self


class Calendar(Setting):
    """Open hours per weekday, closed holidays, and special days with hours of their own, in one zone."""

    kind: ClassVar[str] = "directory.calendar"

    zone: ZoneName
    weekly: dict[Weekday, DayHours]
    holidays: Annotated[dict[date, str], Field(max_length=1000)] = Field(default_factory=dict)
    special_days: Annotated[dict[date, DayHours], Field(max_length=1000)] = Field(default_factory=dict)
    import_holidays: HolidayImport | None = None

    @model_validator(mode="after")
    def _opens(self) -> Self:
        if not any(self.weekly.values()):
            raise broken("directory", "never_open")
        return self

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """Office hours in China, and always open."""
        office: DayHours = (("09:00", "18:00"),)
        return {
            "office": cls(zone="Asia/Shanghai", weekly=dict.fromkeys(WEEKDAYS[:5], office)),
            "always": cls(zone="UTC", weekly=dict.fromkeys(WEEKDAYS, (("00:00", "24:00"),))),
        }

    def prepared(self) -> Self:
        """Write the imported holidays out, so that a later edition of the list changes no version."""
        if self.import_holidays is None:
            return self
        import holidays  # noqa: PLC0415 - half a second that only this edit needs

        wanted = self.import_holidays
        listed = holidays.country_holidays(wanted.country, subdiv=wanted.subdivision, years=wanted.years)
        named = {day: name[:100] for day, name in sorted(listed.items())}
        # Some countries work on certain weekends to make up for a bridge day, as on any weekday.
        usual = next(hours for hours in (self.weekly.get(day, ()) for day in WEEKDAYS) if hours)
        made_up = dict.fromkeys(sorted(getattr(listed, "weekend_workdays", ())), usual)
        return self.model_copy(
            update={
                "holidays": named | self.holidays,
                "special_days": made_up | self.special_days,
                "import_holidays": None,
            }
        )

    def compiled(self) -> BusinessCalendar:
        """Return the calendar to reckon with."""
        exceptions: dict[date, Hours] = dict.fromkeys(self.holidays, ())
        exceptions |= {day: _seconds(hours) for day, hours in self.special_days.items()}
        weekly = {WEEKDAYS.index(day): _seconds(hours) for day, hours in self.weekly.items()}
        return BusinessCalendar(self.zone, weekly, exceptions)


def _seconds(hours: DayHours) -> Hours:
    return tuple((parse_time(opens), parse_time(closes)) for opens, closes in hours)
