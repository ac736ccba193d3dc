"""What a provider's answer means."""

from datetime import timedelta
from typing import Any, Literal

import pytest

from crm.im.inbound import Vendor
from crm.im.sending import verdicts
from crm.im.sending.http import Answered

Word = Literal["sent", "refused", "not_sent", "unknown", "limited"]


@pytest.mark.parametrize(
    ("vendor", "status", "document", "word", "detail"),
    [
        ("wecom", 200, {"errcode": 0, "msgid": "m1"}, "sent", "m1"),
        ("wecom", 200, {"errcode": 0, "invaliduser": "li"}, "refused", "wecom_unknown_user"),
        ("wecom", 200, {"errcode": 81013}, "refused", "wecom_81013"),
        ("wecom", 200, {"errcode": -1}, "not_sent", "wecom_-1"),
        ("wecom", 200, {"errcode": 45009}, "limited", "rate_limited"),
        ("wecom", 200, {}, "refused", "wecom_http_200"),
        ("feishu", 200, {"code": 0, "data": {"message_id": "om_1"}}, "sent", "om_1"),
        ("feishu", 400, {"code": 230002}, "refused", "feishu_230002"),
        ("feishu", 400, {"code": 99991400}, "limited", "rate_limited"),
        ("feishu", 502, {}, "unknown", "http_502"),
        ("dingtalk", 200, {"processQueryKey": "q1"}, "sent", "q1"),
        ("dingtalk", 200, {"errcode": 0, "errmsg": "ok"}, "sent", None),
        ("dingtalk", 200, {"invalidStaffIdList": ["x"]}, "refused", "dingtalk_unknown_user"),
        ("dingtalk", 200, {"flowControlledStaffIdList": ["x"]}, "limited", "rate_limited"),
        ("dingtalk", 403, {"code": "Forbidden.AccessDenied.QpsLimitForApi"}, "limited", "rate_limited"),
        ("dingtalk", 400, {"code": "invalidParameter.robotCode"}, "refused", "dingtalk_robotCode"),
        ("slack", 200, {"ok": True, "channel": "C1", "ts": "1.2"}, "sent", "C1:1.2"),
        ("slack", 200, {"ok": False, "error": "channel_not_found"}, "refused", "slack_channel_not_found"),
        ("slack", 200, {"ok": False, "error": "fatal_error"}, "unknown", "slack_fatal_error"),
        ("slack", 200, {"ok": False, "error": "service_unavailable"}, "not_sent", "slack_service_unavailable"),
        ("slack", 500, {}, "unknown", "http_500"),
    ],
)
def test_every_answer_has_its_meaning(
    vendor: Vendor, status: int, document: dict[str, Any], word: Word, detail: str | None
) -> None:
    found = verdicts.outcome(vendor, Answered(status, document))
    assert (found.word, found.provider_id if word == "sent" else found.reason) == (word, detail)


@pytest.mark.parametrize(("said", "seconds"), [("30", 30), ("0", 60), ("99999", 60), ("soon", 60), ("", 60)])
def test_a_limit_lasts_as_long_as_the_provider_says(said: str, seconds: int) -> None:
    found = verdicts.outcome("slack", Answered(429, {"ok": False}, {"retry-after": said}))
    assert (found.word, found.after) == ("limited", timedelta(seconds=seconds))


def test_a_token_that_is_not_taken_is_told_from_what_is_refused() -> None:
    assert verdicts.token_refused("wecom", Answered(200, {"errcode": 42001}))
    assert verdicts.token_refused("feishu", Answered(400, {"code": 99991663}))
    assert verdicts.token_refused("dingtalk", Answered(401, {"code": "InvalidAuthentication"}))
    assert not verdicts.token_refused("slack", Answered(200, {"ok": False, "error": "invalid_auth"}))
