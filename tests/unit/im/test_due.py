"""When something is wanted."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crm.core.calendar import BusinessCalendar
from crm.im.instructions import due
from crm.im.instructions.model import Due, Problem
from crm.im.instructions.moments import Here
from tests.unit.im.conftest import NOW, OFFICE, WORDS

SHANGHAI = ZoneInfo("Asia/Shanghai")
HERE = Here(NOW, OFFICE, WORDS.value)

SAID = [
    ("明天下午3点前", "03-03 15:00"),
    ("明天下午三点半之前给到", "03-03 15:30"),
    ("今天下班前", "03-02 18:00"),
    ("今天内完成", "03-02 18:00"),
    ("今晚8点前", "03-02 20:00"),
    ("今晚", "03-02 21:00"),
    ("今晚12点前", "03-03 00:00"),
    ("中午1点前", "03-02 13:00"),
    ("明天凌晨2点前", "03-03 02:00"),
    ("下午3点前", "03-02 15:00"),
    ("3点前", "03-02 15:00"),
    ("11点前", "03-02 11:00"),
    ("15:30前", "03-02 15:30"),
    ("明天上午", "03-03 12:00"),
    ("后天中午12点前", "03-04 12:00"),
    ("大后天联系", "03-05 18:00"),
    ("周五前", "03-06 18:00"),
    ("周五下班前", "03-06 18:00"),
    ("本周五上午10点一刻前", "03-06 10:15"),
    ("下周三", "03-11 18:00"),
    ("下下周一上午9点", "03-16 09:00"),
    ("周一下班前", "03-02 18:00"),
    ("星期日前", "03-08 18:00"),
    ("周末前", "03-06 18:00"),
    ("本周内", "03-06 18:00"),
    ("下周内", "03-13 18:00"),
    ("3月5日前", "03-05 18:00"),
    ("3月5号下午2点截止", "03-05 14:00"),
    ("2026-03-05 15:00前", "03-05 15:00"),
    ("2026年3月5日前", "03-05 18:00"),
    ("5号前", "03-05 18:00"),
    ("1号前", "04-01 18:00"),
    ("月底前", "03-31 18:00"),
    ("最晚周三", "03-04 18:00"),
    ("两小时内", "03-02 12:00"),
    ("2 小时之内", "03-02 12:00"),
    ("24h内", "03-03 10:00"),
    ("半小时内", "03-02 10:30"),
    ("一个半小时以内", "03-02 11:30"),
    ("半天内", "03-02 14:00"),
    ("三天内", "03-05 10:00"),
    ("十五分钟内", "03-02 10:15"),
    ("一周内", "03-09 10:00"),
    ("5个工作日内", "03-09 10:00"),
    ("by Friday 5pm", "03-06 17:00"),
    ("by 5pm Friday", "03-06 17:00"),
    ("by 5 p.m.", "03-02 17:00"),
    ("before 3 pm tomorrow", "03-03 15:00"),
    ("by tomorrow", "03-03 18:00"),
    ("tomorrow at 9:30", "03-03 09:30"),
    ("by EOD", "03-02 18:00"),
    ("end of the day", "03-02 18:00"),
    ("tonight", "03-02 21:00"),
    ("by noon", "03-02 12:00"),
    ("next Friday", "03-13 18:00"),
    ("due Mar 5", "03-05 18:00"),
    ("before 5th March", "03-05 18:00"),
    ("by 2026-03-05 15:00", "03-05 15:00"),
    ("no later than Wednesday", "03-04 18:00"),
    ("within 2 hours", "03-02 12:00"),
    ("in half an hour", "03-02 10:30"),
    ("within the next 30 minutes", "03-02 10:30"),
    ("in a week", "03-09 10:00"),
    ("within 2 business days", "03-04 10:00"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_a_limit(text: str, expected: str) -> None:
    found = due.find(f"跟进 {text} 客户B", HERE)
    assert isinstance(found, Due)
    assert found.at.astimezone(SHANGHAI).strftime("%m-%d %H:%M") == expected


NO_LIMIT = [
    "客户昨天下午3点反馈",
    "今天上午出现故障",
    "周五下午5点报错",
    "前端页面报错",
    "快一点处理",
    "内部系统",
    "版本 3-5 报错",
    "failed on Friday at 5pm",
    "the customer called today",
    "in the office",
    "by the way",
    "may be broken",
    "订单 20260305",
]


@pytest.mark.parametrize("text", NO_LIMIT)
def test_no_limit(text: str) -> None:
    assert due.find(text, HERE) is None


@pytest.mark.parametrize(
    "text", ["2月30日前", "25点前", "13月1日前", "by 13pm", "by 2026-02-30", "31:00前", "8点75分前"]
)
def test_no_such_time(text: str) -> None:
    found = due.find(text, HERE)
    assert isinstance(found, Problem)
    assert (found.code, found.written) == ("due_unreadable", text)


@pytest.mark.parametrize("text", ["今天早上9点前", "by 9am", "10点前", "2026-03-01前", "by 2025-12-31"])
def test_a_time_that_has_passed(text: str) -> None:
    found = due.find(text, HERE)
    assert isinstance(found, Problem)
    assert found.code == "due_past"


def test_the_first_of_several_counts_and_its_place_is_known() -> None:
    text = "周五前给报告，周三前先电话"
    found = due.find(text, HERE)
    assert isinstance(found, Due)
    assert (found.written, text[found.start : found.end]) == ("周五前", "周五前")


def test_it_is_counted_in_the_zone_of_the_calendar() -> None:
    new_york = BusinessCalendar("America/New_York", dict.fromkeys(range(5), ((9 * 3600, 17 * 3600),)), {})
    found = due.find("by tomorrow 5pm", Here(NOW, new_york, WORDS.value))
    assert isinstance(found, Due)
    assert found.at == datetime(2026, 3, 2, 22, 0, tzinfo=UTC)  # it is still Sunday evening there


def test_a_time_of_the_hour_that_does_not_exist_is_the_one_after_it() -> None:
    new_york = BusinessCalendar("America/New_York", dict.fromkeys(range(5), ((9 * 3600, 17 * 3600),)), {})
    found = due.find("by 2026-03-08 2:30am", Here(NOW, new_york, WORDS.value))
    assert isinstance(found, Due)
    assert found.at == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_the_end_of_a_year() -> None:
    eve = datetime(2026, 12, 30, 2, 0, tzinfo=UTC)
    found = due.find("1月5日前", Here(eve, OFFICE, WORDS.value))
    assert isinstance(found, Due)
    assert found.at.astimezone(SHANGHAI).strftime("%Y-%m-%d") == "2027-01-05"
