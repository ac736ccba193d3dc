"""Other systems that hear of events: making, changing, testing and losing them."""

from datetime import timedelta
from typing import Any

from crm.core import ids, settings
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.events import Event
from crm.core.ids import derived_id
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.messaging import repository
from crm.messaging.channels.signing import new_secret
from crm.messaging.events import (
    EndpointCreated,
    EndpointDeleted,
    EndpointDisabled,
    EndpointEdited,
    EndpointSecretRotated,
    EndpointTested,
)
from crm.messaging.models import ENDPOINT_PREFIX, GONE, WEBHOOK_TEMPLATE, Endpoint
from crm.messaging.requests.endpoints import CreateEndpoint, EditEndpoint
from crm.messaging.settings.policy import Policy
from crm.messaging.views.endpoints import EndpointSecretView, EndpointView, TestView

OLD_SECRET_LASTS = timedelta(hours=24)
"""How long the secret before signs along, so that the other system can change over without losing anything."""


class EndpointInactiveError(ConflictError):
    """The endpoint is disabled and hears of nothing."""

    code = "endpoint_inactive"


def create(body: CreateEndpoint, command: Command) -> EndpointSecretView:
    """Let another system hear of events; its secret is in the answer and never shown again."""
    endpoint = Endpoint(
        id=ids.new_id(ENDPOINT_PREFIX),
        secret=new_secret(),
        created_by=command.caller.id,
        created_at=command.now,
        **body.model_dump(),
    )
    return _saved_with_secret(command, None, endpoint, EndpointCreated(url=body.url, event_types=body.event_types))


def edit(endpoint_id: str, body: EditEndpoint, command: Command) -> EndpointView:
    """Change members of an endpoint; enabling it forgets its failures. An edit that changes nothing writes nothing."""
    before = repository.endpoints.get(endpoint_id)
    _require_version(before, command)
    given: dict[str, Any] = body.model_dump(include=body.model_fields_set)
    if given.get("active"):
        given |= {"consecutive_failures": 0, "disabled_reason": None}
    after = before.model_copy(update=given)
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    changes = {name: (old[name], new[name]) for name in new if old[name] != new[name]}
    if not changes:
        return EndpointView.of(before)
    return EndpointView.of(_save(command, before, after, [EndpointEdited(changes=changes)]))


def rotate_secret(endpoint_id: str, command: Command) -> EndpointSecretView:
    """Give an endpoint a new secret; for a day webhooks carry the signatures of both."""
    before = repository.endpoints.get(endpoint_id)
    _require_version(before, command)
    after = before.model_copy(
        update={
            "secret": new_secret(),
            "previous_secret": before.secret,
            "previous_secret_until": command.now + OLD_SECRET_LASTS,
        }
    )
    return _saved_with_secret(command, before, after, EndpointSecretRotated())


def delete(endpoint_id: str, command: Command) -> None:
    """Take an endpoint away; what it was still to be sent is suppressed."""
    endpoint = repository.endpoints.get(endpoint_id)
    _require_version(endpoint, command)
    transaction = Transaction(command)
    repository.delete_endpoint(transaction, command, endpoint, [EndpointDeleted(url=endpoint.url)])
    transaction.commit()


def test(endpoint_id: str, command: Command) -> TestView:
    """Send an endpoint a webhook that means nothing; raise `EndpointInactiveError` where it hears of nothing."""
    before = repository.endpoints.get(endpoint_id)
    if not before.active:
        raise EndpointInactiveError(id=endpoint_id)
    message = MessageRequested(
        to=before.id,
        audience="endpoint",
        template=WEBHOOK_TEMPLATE,
        subject_id=before.id,
        facts={
            "type": "EndpointTested",
            "timestamp": command.now.isoformat(),
            "data": {"endpoint_id": before.id},
        },
        channels=("webhook",),
    )
    view = TestView(message_id=derived_id("msg", before.id, before.version + 1, 0))
    transaction = Transaction(command)
    repository.endpoints.save(transaction, command, before, before, [EndpointTested()], [message])
    transaction.commit(view)
    return view


def failed(endpoint_id: str, reason: str, command: Command) -> None:
    """Count a webhook that an endpoint never took; disable it when that happens too often, or when it is gone."""
    before = repository.endpoints.find(endpoint_id)
    if before is None or not before.active:
        return
    failures = before.consecutive_failures + 1
    after = before.model_copy(update={"consecutive_failures": failures})
    if reason != GONE and failures < settings.current(Policy).value.disable_endpoint_after:
        _save(command, before, after, [])
        return
    after = after.model_copy(update={"active": False, "disabled_reason": reason})
    message = MessageRequested(
        to=before.created_by,
        template="endpoint_disabled",
        subject_id=before.id,
        facts={"url": before.url, "reason": reason},
    )
    _save(command, before, after, [EndpointDisabled(url=before.url, reason=reason, failures=failures)], [message])


def answered(endpoint_id: str, command: Command) -> None:
    """Forget the failures of an endpoint that took a webhook again."""
    before = repository.endpoints.find(endpoint_id)
    if before is not None and before.consecutive_failures:
        _save(command, before, before.model_copy(update={"consecutive_failures": 0}), [])


def _require_version(endpoint: Endpoint, command: Command) -> None:
    command.require_version(endpoint.version, EndpointView.of(endpoint).model_dump(mode="json"))


def _save(
    command: Command,
    before: Endpoint,
    after: Endpoint,
    events: list[Event],
    messages: list[MessageRequested] | None = None,
) -> Endpoint:
    transaction = Transaction(command)
    saved = repository.endpoints.save(transaction, command, before, after, events, messages or ())
    transaction.commit()
    return saved


def _saved_with_secret(command: Command, before: Endpoint | None, after: Endpoint, event: Event) -> EndpointSecretView:
    transaction = Transaction(command)
    saved = repository.endpoints.save(transaction, command, before, after, [event])
    view = EndpointSecretView(
        endpoint=EndpointView.of(saved), secret=saved.secret, previous_secret_until=saved.previous_secret_until
    )
    transaction.commit(view)
    return view
