"""Times in Chinese: «明天下午3点前», «周五下班前», «3月5日截止», «两个工作日内»."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from crm.im.instructions.moments import Here, Reading, in_minutes

_NUMERALS = {each: index for index, each in enumerate("零一二三四五六七八九")} | {"两": 2}
_TEN = 10
_WEEKDAYS = {each: index for index, each in enumerate("一二三四五六日")} | {"天": 6, "末": 4}
"""What is wanted by the weekend is wanted on Friday."""

_AHEAD = {"今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2, "大后天": 3}
_PARTS = {
    "凌晨": "night",
    "早上": "morning",
    "早晨": "morning",
    "上午": "morning",
    "中午": "noon",
    "下午": "afternoon",
    "傍晚": "afternoon",
    "晚上": "evening",
    "晚": "evening",
}
_PART_ENDS = {"night": "morning", "morning": "morning", "noon": "morning", "afternoon": "day", "evening": "evening"}
_UNITS = {
    "分钟": "minutes",
    "小时": "hours",
    "钟头": "hours",
    "h": "hours",
    "天": "days",
    "日": "days",
    "周": "weeks",
    "星期": "weeks",
    "工作日": "working_days",
}

_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DAY = (
    r"(?P<ahead>今天|今日|今晚|明天|明日|明晚|大后天|后天)"
    r"|(?P<week>下下个?|下个?|本|这个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
    r"|(?P<whole>下周|本周|这周)"
    r"|(?:(?P<year>\d{4})[年/.-])?(?P<month>\d{1,2})[月/-](?P<day>\d{1,2})[日号]?"
    r"|(?P<monthday>\d{1,2})[日号]|(?P<monthend>月底)"
)
_PART = r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)|(?P<work>下班)"
_CLOCK = (
    rf"(?P<hour>{_N})[点时](?:(?P<half>半)|(?P<quarter>一刻|三刻)|(?P<minute>\d{{1,2}})分?|钟)?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d{2})"
)
_END = r"(?P<end>之前|以前|前(?![端台面者期提往])|之内|以内|内(?![部存容网外])|截止|为止|(?=完成|搞定|交付|给到))"
_MOMENT = re.compile(
    rf"(?P<lead>截止到?|最晚|最迟|不晚于)?\s*(?<!\d)(?:{_DAY})?\s*(?:{_PART})?\s*(?:{_CLOCK})?\s*(?:{_END})?"
)
_SPAN = re.compile(
    rf"(?<!\d)(?:(?P<half>半)个?|(?P<count>{_N})\s*个?(?P<more>半)?)\s*"
    r"(?P<unit>分钟|小时|钟头|h|工作日|天|日|周|星期)(?:之内|以内|内(?![部存容网外]))"
)


def readings(text: str) -> Iterator[Reading]:
    """Yield the phrases of a folded text that say by when.

    A time that may as well lie in the past («今天下午3点») counts only with a word that makes it a limit.
    """
    for match in _SPAN.finditer(text):
        yield Reading(*match.span(), partial(_after, match))
    for match in _MOMENT.finditer(text):
        if match.group().strip() and _says_when(match) and (_limits(match) or _lies_ahead(match)):
            start = match.end() - len(match.group().lstrip())
            yield Reading(start, start + len(match.group().strip()), partial(_instant, match))


def _says_when(match: re.Match[str]) -> bool:
    parts = ("ahead", "weekday", "whole", "month", "monthday", "monthend", "part", "work", "hour", "hour24")
    return any(match[part] for part in parts)


def _limits(match: re.Match[str]) -> bool:
    return bool(match["lead"] or match["end"])


def _lies_ahead(match: re.Match[str]) -> bool:
    ahead, week = match["ahead"], match["week"]
    return bool(ahead and ahead not in {"今天", "今日"}) or bool(week and week.startswith("下") and match["weekday"])


def _after(match: re.Match[str], here: Here) -> datetime:
    count = 0.5 if match["half"] else _number(match["count"]) + (0.5 if match["more"] else 0)
    return here.after(count, _UNITS[match["unit"]])


def _instant(match: re.Match[str], here: Here) -> datetime:
    return here.at(_day(match, here), _minutes(match, here))


def _day(match: re.Match[str], here: Here) -> date:
    if match["ahead"]:
        return here.today + timedelta(days=_AHEAD[match["ahead"]])
    if match["weekday"]:
        return here.weekday(_WEEKDAYS[match["weekday"]], _week(match["week"]))
    if match["whole"]:
        return here.weekday(_WEEKDAYS["末"], _week(match["whole"]))
    if match["monthend"]:
        return here.month_end()
    if match["month"]:
        year = int(match["year"]) if match["year"] else None
        return here.dated(year, int(match["month"]), int(match["day"]))
    return here.dated(None, None, int(match["monthday"])) if match["monthday"] else here.today


def _week(word: str | None) -> int | None:
    return None if word is None else word.count("下")


def _minutes(match: re.Match[str], here: Here) -> int:
    evening = (match["ahead"] or "").endswith("晚")
    part = _PARTS[match["part"]] if match["part"] else "evening" if evening else ""
    if match["hour24"]:
        return in_minutes(int(match["hour24"]), int(match["minute24"]), part or "exact", here)
    if match["hour"]:
        minute = 30 if match["half"] else {"一刻": 15, "三刻": 45}.get(match["quarter"], int(match["minute"] or 0))
        return in_minutes(_number(match["hour"]), minute, part, here)
    return here.end_of(_PART_ENDS[part] if part else "day")


def _number(text: str) -> int:
    """Return a number up to 999 in digits, or up to 99 in Chinese: «二十四» is 24."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return sum(_NUMERALS[each] * _TEN**place for place, each in enumerate(reversed(text)))
    return (_NUMERALS[tens] if tens else 1) * _TEN + (_NUMERALS[ones] if ones else 0)
