"""The outbox: everything that was to leave, as the ledger and the providers have it. Only the twin may scan."""

from typing import Any

from crm.core import environment
from crm.messaging.repository import MessageItem, messages
from infra.local.resources import client
from infra.local.twin import Twin


def sent(twin: Twin) -> list[dict[str, Any]]:
    """Return every delivery of every message, newest first."""
    found: list[dict[str, Any]] = []
    table = twin.site.table("messaging")
    with environment.only({"TABLE_MESSAGING": table}):
        for page in client("dynamodb").get_paginator("scan").paginate(TableName=table):
            for row in page["Items"]:
                if row["kind"]["S"] == "message":
                    message = messages.load(MessageItem.from_raw_data(row))
                    found += [_shown(message, delivery) for delivery in message.deliveries]
    return sorted(found, key=lambda each: (each["at"], each["message_id"]), reverse=True)


def _shown(message: Any, delivery: Any) -> dict[str, Any]:
    return {
        "message_id": message.id,
        "to": message.to,
        "template": message.template,
        "subject_id": message.subject_id,
        "channel": delivery.channel,
        "state": delivery.state,
        "reason": delivery.reason,
        "provider_id": delivery.provider_id,
        "at": delivery.since.isoformat(),
        "subject": None if message.notice is None else message.notice.title,
        "body": None if message.notice is None else message.notice.body,
        "facts": message.facts,
    }
