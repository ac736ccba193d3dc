"""Notices on phones and tablets, through Amazon SNS to Apple's and Google's push services."""

import json
import re
from collections.abc import Iterable
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
)

from crm.core import aws, environment
from crm.messaging.channels.providers import Outcome, Outgoing
from crm.messaging.recipients import Device, Platform
from crm.messaging.rendering import Rendered, render

MAX_SHOWN = 178
"""Characters of a body: about what a locked screen shows, and with the rest far below the 4 KB of both services."""

_GONE = frozenset({"EndpointDisabled", "EndpointDisabledException", "NotFound", "NotFoundException"})
_GONE_OR_REFUSED = frozenset({"InvalidParameter", "InvalidParameterException"})
_NOT_CONNECTED = (ConnectTimeoutError, EndpointConnectionError, NoCredentialsError)
_SERVER_ERROR = 500
_ENDPOINT = re.compile(r"arn:\S+:endpoint/\S+")


class MobilePush:
    """One notice on each device of a person. SNS takes no key, so none must be handed over twice."""

    def send(self, outgoing: Outgoing) -> Outcome:
        """Hand the notice over for every device: it is sent when one of them took it."""
        message = payload(outgoing)
        tried = {each.id: _push(each, message) for each in outgoing.recipient.devices}
        gone = tuple(device_id for device_id, outcome in tried.items() if outcome.word == "refused")
        worst = _together(tried.values())
        return Outcome(worst.word, worst.reason, worst.provider_id, gone=gone)


def payload(outgoing: Outgoing) -> str:
    """Return the notice in the words of both push services; its subject is what the app opens."""
    message, said = outgoing.message, _said(outgoing)
    title, body = said.title, said.body[:MAX_SHOWN]
    about = {"message_id": message.id, "subject_id": message.subject_id, "category": message.category}
    level = "time-sensitive" if message.urgent else "active"
    apple = {
        "aps": {"alert": {"title": title, "body": body}, "sound": "default", "interruption-level": level},
        **about,
    }
    google = {
        "fcmV1Message": {
            "message": {
                "notification": {"title": title, "body": body},
                "data": about,
                "android": {"priority": "high" if message.urgent else "normal"},
            }
        }
    }
    forms = {"APNS": apple, "APNS_SANDBOX": apple, "GCM": google}
    written = {name: json.dumps(form, ensure_ascii=False) for name, form in forms.items()}
    return json.dumps({"default": title, **written}, ensure_ascii=False)


def _said(outgoing: Outgoing) -> Rendered:
    message, recipient = outgoing.message, outgoing.recipient
    return render(
        message.template,
        outgoing.template,
        "mobile_push",
        recipient.locale,
        recipient.zone,
        message.facts,
        recipient.name,
    )


def _push(device: Device, message: str) -> Outcome:
    sns = aws.client("sns")
    try:
        endpoint = _endpoint(sns, device)
    except ClientError as error:
        return _not_known(sns, error)
    except BotoCoreError as error:
        return Outcome("not_sent", type(error).__name__)  # an address was asked for, and nothing sent yet
    return _published(sns, endpoint, message)


def _published(sns: Any, endpoint: str, message: str) -> Outcome:
    try:
        answer: dict[str, Any] = sns.publish(TargetArn=endpoint, Message=message, MessageStructure="json")
    except ClientError as error:
        if _code(error) in _GONE:
            sns.delete_endpoint(EndpointArn=endpoint)
            return Outcome("refused", "device_gone")
        return Outcome("unknown" if _status(error) >= _SERVER_ERROR else "not_sent", _code(error))
    except _NOT_CONNECTED as error:
        return Outcome("not_sent", type(error).__name__)
    except BotoCoreError as error:
        return Outcome("unknown", type(error).__name__)
    return Outcome("sent", provider_id=answer["MessageId"])


def _endpoint(sns: Any, device: Device) -> str:
    """Return what SNS calls a device: the same however often it is asked for."""
    found: dict[str, str] = sns.create_platform_endpoint(
        PlatformApplicationArn=application(device.platform), Token=device.token
    )
    return found["EndpointArn"]


def _not_known(sns: Any, error: ClientError) -> Outcome:
    """Judge that SNS has no endpoint to give: the token is no good, or its push service has disabled it.

    A disabled one is deleted, so that the device can be registered again.
    """
    if _code(error) not in _GONE_OR_REFUSED:
        return Outcome("not_sent", _code(error))
    disabled = _ENDPOINT.search(str(error))
    if disabled is not None:
        sns.delete_endpoint(EndpointArn=disabled[0])
    return Outcome("refused", "device_gone")


def _together(outcomes: Iterable[Outcome]) -> Outcome:
    """Return what to say of all devices: a doubt outweighs all, and one that took it those that did not."""
    by_word = {each.word: each for each in reversed(list(outcomes))}
    return next(by_word[word] for word in ("unknown", "sent", "not_sent", "refused") if word in by_word)


def application(platform: Platform) -> str:
    """Return the ARN of the SNS platform application that reaches devices of a platform."""
    return environment.get(f"PUSH_{platform.upper()}")


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


def _status(error: ClientError) -> int:
    return int(error.response["ResponseMetadata"]["HTTPStatusCode"])


CHANNEL = MobilePush()
