"""Connecting to providers: making, changing and showing connections, and giving them new credentials."""

from datetime import timedelta

from crm.core import edits, ids
from crm.core.command import Command
from crm.core.errors import ConflictError
from crm.core.events import Event
from crm.core.transaction import Transaction
from crm.im import repository
from crm.im.connection import PREFIX, Connection
from crm.im.events import ConnectionCreated, ConnectionCredentialsRotated, ConnectionEdited
from crm.im.payloads import CreateConnection, EditConnection, RotateCredentials
from crm.im.views import ConnectionView

OLD_CREDENTIALS_LAST = timedelta(hours=24)
"""How long webhooks may still be signed as before, so that the provider's console can be changed without a loss."""


class OtherProviderError(ConflictError):
    """Credentials of another provider: that is another connection."""

    code = "im_other_provider"


def create(body: CreateConnection, command: Command) -> ConnectionView:
    """Connect to a provider."""
    connection = Connection(
        id=ids.new_id(PREFIX),
        name=body.name,
        credentials=body.credentials,
        per_minute=body.per_minute,
        created_by=command.caller.id,
        created_at=command.now,
    )
    return _saved(command, None, connection, ConnectionCreated(provider=connection.vendor, name=body.name))


def edit(connection_id: str, body: EditConnection, command: Command) -> ConnectionView:
    """Change members of a connection; an edit that changes nothing writes nothing."""
    before = _read(connection_id, command)
    after = before.model_copy(update=edits.given(body))
    changes = edits.changes(ConnectionView.of(before), ConnectionView.of(after))
    if not changes:
        return ConnectionView.of(before)
    return _saved(command, before, after, ConnectionEdited(changes=changes))


def rotate(connection_id: str, body: RotateCredentials, command: Command) -> ConnectionView:
    """Give a connection new credentials; for a day webhooks may still be proven by those before."""
    before = _read(connection_id, command)
    if body.credentials.vendor != before.vendor:
        raise OtherProviderError(vendor=before.vendor)
    until = command.now + OLD_CREDENTIALS_LAST
    after = before.model_copy(
        update={
            "credentials": body.credentials,
            "previous_credentials": before.credentials,
            "previous_until": until,
        }
    )
    return _saved(command, before, after, ConnectionCredentialsRotated(previous_until=until))


def _read(connection_id: str, command: Command) -> Connection:
    connection = repository.connections.get(connection_id)
    command.require_version(connection.version, ConnectionView.of(connection).model_dump(mode="json"))
    return connection


def _saved(command: Command, before: Connection | None, after: Connection, event: Event) -> ConnectionView:
    transaction = Transaction(command)
    view = ConnectionView.of(repository.connections.save(transaction, command, before, after, [event]))
    transaction.commit(view)
    return view
