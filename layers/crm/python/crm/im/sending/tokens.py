"""Access tokens: fetched with the credentials, and kept by the container for as long as the provider says."""

from datetime import datetime, timedelta

from crm.im.connection import (
    Connection,
    Credentials,
    DingTalkCredentials,
    FeishuCredentials,
    SlackCredentials,
)
from crm.im.documents import word
from crm.im.outbound import dingtalk, feishu, wecom
from crm.im.outbound.request import JSON_HEADERS, OutboundRequest, json_body
from crm.im.sending import http

_SPARE = timedelta(minutes=5)
"""How long before its end a token is not used any more."""

_kept: dict[str, tuple[str, Credentials, datetime]] = {}


class NoTokenError(Exception):
    """The provider gives no token: the credentials are wrong, or it is not well."""


def of(connection: Connection, now: datetime) -> str:
    """Return a connection's access token; raise `NoTokenError` or what `http.call` raises."""
    agreed = connection.credentials
    if isinstance(agreed, SlackCredentials):
        return agreed.bot_token
    kept = _kept.get(connection.id)
    if kept is not None and kept[1] == agreed and now < kept[2]:
        return kept[0]
    token, seconds = _fetched(agreed)
    _kept[connection.id] = token, agreed, now + timedelta(seconds=seconds) - _SPARE
    return token


def forget(connection: Connection) -> None:
    """Forget a token that the provider does not take any more."""
    _kept.pop(connection.id, None)


def _fetched(agreed: Credentials) -> tuple[str, int]:
    request, token, lasts = _asking(agreed)
    answer = http.call(request)
    found, seconds = word(answer.document.get(token)), word(answer.document.get(lasts))
    if not found or not seconds.isdecimal():
        raise NoTokenError
    return found, int(seconds)


def _asking(agreed: Credentials) -> tuple[OutboundRequest, str, str]:
    """Return the request for a token, and the members of the answer that hold it and how long it lasts."""
    if isinstance(agreed, FeishuCredentials):
        body = json_body({"app_id": agreed.app_id, "app_secret": agreed.app_secret})
        path = "/open-apis/auth/v3/tenant_access_token/internal"
        return OutboundRequest(feishu.HOST, path, body, headers=JSON_HEADERS), "tenant_access_token", "expire"
    if isinstance(agreed, DingTalkCredentials):
        body = json_body({"appKey": agreed.app_key, "appSecret": agreed.app_secret})
        request = OutboundRequest(dingtalk.HOST, "/v1.0/oauth2/accessToken", body, headers=JSON_HEADERS)
        return request, "accessToken", "expireIn"
    if isinstance(agreed, SlackCredentials):
        raise NoTokenError
    query = {"corpid": agreed.corp_id, "corpsecret": agreed.secret}
    return OutboundRequest(wecom.HOST, "/cgi-bin/gettoken", b"", query, method="GET"), "access_token", "expires_in"
