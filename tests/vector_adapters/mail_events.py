"""What a function is told of mail, laid out as the vectors show it."""

from collections.abc import Mapping
from typing import Any

from crm.messaging import mail_events


def facts(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything that a vector may expect of an event."""
    config = inputs.get("config", {})
    told = mail_events.read(inputs["event"], config.get("bucket", ""), config.get("prefix", ""))
    arrived, reports = told.arrived, told.reports
    first = arrived[0] if arrived else None
    found: dict[str, Any] = {
        "objects": [{"bucket": each.bucket, "key": each.key} for each in arrived if each.key],
        "ignore": not arrived,
        "must_not_crash_batch": True,
    }
    if first is not None:
        found |= {
            "recipients": list(first.recipients),
            "envelope_from": first.envelope_from,
            "envelope_is_null": first.envelope_from == "",
            "verdicts": dict(first.verdicts),
            "suspect": first.suspect,
            "inline_content": first.content is not None,
        }
    if reports:
        found["notification"] = {
            "type": reports[0].kind,
            "permanent": reports[0].permanent,
            "recipients": list(reports[0].recipients),
            "sent_message_id": reports[0].sent_message_id,
        }
    return found
