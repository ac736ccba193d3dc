"""What a provider's answer means for a message.

Source: 企业微信 «全局错误码»; 飞书 «通用错误码», «发送消息 · 错误码»; 钉钉 «全局错误码», «机器人发送消息»; Slack,
«chat.postMessage» and «Rate limits».
"""

from dataclasses import dataclass
from datetime import timedelta

from crm.im.documents import items, members, word
from crm.im.inbound import Vendor
from crm.im.sending.http import Answered
from crm.messaging.channels.providers import Outcome

_OK = 200
_SERVER_ERROR = 500
_TOO_MANY = 429
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Codes:
    token: frozenset[str]
    """The access token is not taken: a new one may be."""
    limited: frozenset[str]
    """Too much at once."""
    unwell: frozenset[str]
    """The provider's own trouble, which it has said before doing anything."""


_CODES: dict[Vendor, _Codes] = {
    "wecom": _Codes(
        frozenset({"40001", "40014", "41001", "42001"}),
        frozenset({"45009", "45033", "45047"}),
        frozenset({"-1"}),
    ),
    "feishu": _Codes(
        frozenset({"99991661", "99991663", "99991664", "99991668", "99991671"}),
        frozenset({"99991400", "11232", "11233", "11247", "230020"}),
        frozenset({"1000004", "1000005", "230049"}),
    ),
    "dingtalk": _Codes(
        frozenset({"InvalidAuthentication", "InvalidAccessToken", "40014", "42001"}),
        frozenset({"130101", "90018", "Throttling", "QpsLimitForApi"}),
        frozenset({"ServiceUnavailable", "-1"}),
    ),
    "slack": _Codes(
        frozenset(),
        frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"}),
        frozenset({"service_unavailable", "team_added_to_org"}),
    ),
}
_DOUBTFUL = frozenset({"internal_error", "fatal_error", "request_timeout"})
"""Slack says itself that part of it may have happened."""


def token_refused(vendor: Vendor, answer: Answered) -> bool:
    """Say whether an answer means that the access token is not taken: nothing was sent then."""
    return _code(vendor, answer) in _CODES[vendor].token


def outcome(vendor: Vendor, answer: Answered) -> Outcome:
    """Return what became of a message."""
    code, known = _code(vendor, answer), _CODES[vendor]
    if answer.status == _TOO_MANY or code in known.limited:
        return Outcome("limited", "rate_limited", after=_wait(answer))
    if answer.status >= _SERVER_ERROR:
        return Outcome("unknown", f"http_{answer.status}")
    if code == "":
        return _taken(vendor, answer)
    if code in known.unwell or code in known.token:
        return Outcome("not_sent", f"{vendor}_{code}")
    if code in _DOUBTFUL:
        return Outcome("unknown", f"{vendor}_{code}")
    return Outcome("refused", f"{vendor}_{code}"[:80])


def _code(vendor: Vendor, answer: Answered) -> str:
    """Return the provider's word for what is wrong, empty where nothing is."""
    said = answer.document
    if vendor == "slack":
        return "" if said.get("ok") is True else word(said.get("error")) or f"http_{answer.status}"
    number = word(said.get("errcode" if "errcode" in said else "code"))
    if number and number != "0":
        return number.rpartition(".")[2]
    understood = answer.status == _OK and said
    return "" if understood else f"http_{answer.status}"


def _wait(answer: Answered) -> timedelta:
    seconds = answer.headers.get("retry-after", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() and 0 < int(seconds) <= 3600 else _MINUTE  # noqa: PLR2004


def _taken(vendor: Vendor, answer: Answered) -> Outcome:
    """Return what a provider took, unless it says beside it that it knows nobody it could be for."""
    said = answer.document
    if word(said.get("invaliduser")) or items(said.get("invalidStaffIdList")):
        return Outcome("refused", f"{vendor}_unknown_user")
    if items(said.get("flowControlledStaffIdList")):
        return Outcome("limited", "rate_limited", after=_MINUTE)
    ids = {
        "wecom": word(said.get("msgid")),
        "feishu": word(members(said.get("data")).get("message_id")),
        "dingtalk": word(said.get("processQueryKey")),
        "slack": ":".join(filter(None, (word(said.get("channel")), word(said.get("ts"))))),
    }
    return Outcome("sent", provider_id=ids[vendor] or None)
