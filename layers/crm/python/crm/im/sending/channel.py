"""IM as a channel of the gate."""

from datetime import timedelta

from crm.core import i18n, settings
from crm.im import repository
from crm.im.connection import (
    Connection,
    DingTalkCredentials,
    FeishuCredentials,
    SlackCredentials,
)
from crm.im.outbound import dingtalk, feishu, slack, wecom
from crm.im.outbound.content import Content
from crm.im.outbound.request import Origin, OutboundRequest
from crm.im.sending import http, tokens, verdicts
from crm.im.settings.policy import ImPolicy
from crm.messaging.channels.providers import Outcome, Outgoing
from crm.messaging.recipients import ImAddress
from crm.messaging.rendering import render

_TAKEN_ONCE = timedelta(minutes=55)
"""For how long Feishu takes a message with the same key once: an hour, less what a clock may be wrong."""


class Im:
    """Messages to colleagues and threads in IM.

    Only Feishu takes the same message once. Elsewhere a call whose answer was lost is not made again: a colleague must
    not be told twice, and the ledger shows that it is not known.
    """

    def send(self, outgoing: Outgoing) -> Outcome:
        """Call the provider, within what it takes in a minute."""
        address = outgoing.recipient.im
        connection = repository.connections.find(address.connection_id) if address else None
        if address is None or connection is None:
            return Outcome("refused", "no_address")
        if not connection.active:
            return Outcome("refused", "connection_disabled")
        origin = None
        if address.thread_id is not None:
            thread = repository.threads.find(address.thread_id)
            if thread is None:
                return Outcome("refused", "no_address")
            origin = _answerable(thread.origin, thread.id, outgoing)
        limit = connection.per_minute or settings.current(ImPolicy).value.per_minute[connection.vendor]
        if repository.sent_in_minute(connection.id, outgoing.now) > limit:
            return Outcome("limited", "rate_limited", after=timedelta(seconds=60 - outgoing.now.second))
        request = _request(connection, _content(outgoing), address, origin, outgoing)
        return _repeatable(connection, _called(connection, request, outgoing), outgoing)


def _answerable(origin: Origin, thread_id: str, outgoing: Outgoing) -> Origin:
    """Return where to answer: WeCom's address for answers takes one, and belongs to the message that took it first."""
    address = origin.reply_address(outgoing.now)
    if origin.vendor != "wecom" or address is None:
        return origin
    taken = repository.take_reply(thread_id, address, outgoing.message.id, outgoing.now)
    return origin if taken else origin.without_reply()


def _content(outgoing: Outgoing) -> Content:
    """Return what is said: the words of the template, and the page that the fact `link` names."""
    message, recipient = outgoing.message, outgoing.recipient
    said = render(
        message.template, outgoing.template, "im", recipient.locale, recipient.zone, message.facts, recipient.name
    )
    link, text = message.facts.get("link"), message.facts.get("link_text")
    return Content(
        title=said.title,
        lines=tuple(line for line in said.body.splitlines() if line.strip()),
        link=link if isinstance(link, str) and link else None,
        link_text=text if isinstance(text, str) else i18n.text("im", "open_card", recipient.locale),
    )


def _request(
    connection: Connection, content: Content, address: ImAddress, origin: Origin | None, outgoing: Outgoing
) -> OutboundRequest:
    agreed, key, now = connection.credentials, outgoing.message.id, outgoing.now
    person = address.im_user_id or ""
    if isinstance(agreed, SlackCredentials):
        return slack.to_origin(content, origin) if origin else slack.to_person(content, person)
    if isinstance(agreed, FeishuCredentials):
        return feishu.to_origin(content, origin, key) if origin else feishu.to_person(content, person, key)
    if isinstance(agreed, DingTalkCredentials):
        robot = agreed.robot_code
        return dingtalk.to_origin(content, origin, robot, now) if origin else dingtalk.to_person(content, person, robot)
    agent = agreed.agent_id
    return wecom.to_origin(content, origin, agent, now) if origin else wecom.to_person(content, person, agent)


def _called(connection: Connection, request: OutboundRequest, outgoing: Outgoing) -> Outcome:
    """Make the call; where a token that was kept is not taken any more, once more with a new one."""
    for _ in range(2):
        try:
            authorised = _authorised(connection, request, outgoing)
        except (tokens.NoTokenError, http.NotConnectedError, http.AnswerLostError):
            return Outcome("not_sent", "no_access_token")
        try:
            answer = http.call(authorised)
        except http.NotConnectedError:
            return Outcome("not_sent", "not_connected")
        except http.AnswerLostError:
            return Outcome("unknown", "answer_lost")
        if not verdicts.token_refused(connection.vendor, answer):
            break
        tokens.forget(connection)
    return verdicts.outcome(connection.vendor, answer)


def _authorised(connection: Connection, request: OutboundRequest, outgoing: Outgoing) -> OutboundRequest:
    if request.authorised_in is None:
        return request
    return request.authorised(tokens.of(connection, outgoing.now))


def _repeatable(connection: Connection, outcome: Outcome, outgoing: Outgoing) -> Outcome:
    """Let a message whose fate is not known go out again where the provider takes it once all the same."""
    lately = outgoing.now < outgoing.message.deliveries[0].history[0].at + _TAKEN_ONCE
    if outcome.word == "unknown" and connection.vendor == "feishu" and lately:
        return Outcome("not_sent", outcome.reason)
    return outcome


CHANNEL = Im()
