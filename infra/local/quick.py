"""What botocore and moto work out anew at every call, worked out once: a fifth of what a test takes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

from botocore.useragent import UserAgentString
from moto.core import responses
from moto.core.utils import method_names_from_class
from moto.events.models import EventsBackend, Rule

_ENVELOPE = {"source": "Source", "detail-type": "DetailType"}
"""Members of an event that patterns name, and what they are called where it is put on the bus."""


@contextmanager
def made() -> Iterator[None]:
    """Hurry while the context lasts."""
    with (
        patch.object(UserAgentString, "to_string", lambda _: "kairos-twin"),
        patch.object(responses, "method_names_from_class", cache(method_names_from_class)),
        patch.object(EventsBackend, "put_events", _put_to_those_concerned(EventsBackend.put_events)),
    ):
        yield


def _put_to_those_concerned(original: Callable[..., Any]) -> Callable[..., Any]:
    """Leave out the rules that an event's source and type rule out: moto copies the event for every rule."""

    def put_events(backend: EventsBackend, events: list[dict[str, Any]]) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = []
        for event in events:
            bus = backend.describe_event_bus(event["EventBusName"])
            rules = bus.rules
            bus.rules = {name: rule for name, rule in rules.items() if _concerns(rule, event)}
            try:
                entries += original(backend, [event])
            finally:
                bus.rules = rules
        return entries

    return put_events


def _concerns(rule: Rule, event: Mapping[str, Any]) -> bool:
    pattern = rule.event_pattern.get_pattern()
    for name, put_as in _ENVELOPE.items():
        wanted = pattern.get(name, [])
        if wanted and all(isinstance(each, str) for each in wanted) and event[put_as] not in wanted:
            return False
    return True
