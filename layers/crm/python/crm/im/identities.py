"""Who people in IM are to us: linking them to colleagues, and parting them again."""

from crm.core.command import Command
from crm.core.errors import ConflictError, InvalidError, NotFoundError
from crm.core.messages import MessageRequested
from crm.core.transaction import Transaction
from crm.directory import repository as directory
from crm.im import repository
from crm.im.events import IdentityLinked, IdentityUnlinked
from crm.im.identity import Identity, id_of
from crm.im.payloads import LinkIdentity
from crm.im.views import IdentityView


class ImUserTakenError(ConflictError):
    """Whoever it is at the provider is another colleague already."""

    code = "im_user_taken"


class LinkedUserUnknownError(InvalidError):
    """No active colleague has the id."""

    code = "im_user_unknown"


def link(connection_id: str, body: LinkIdentity, command: Command) -> IdentityView:
    """Say which colleague somebody at a provider is; they are told, there as well."""
    connection = repository.connections.get(connection_id)
    user = directory.users.find(body.user_id)
    if user is None or not user.active:
        raise LinkedUserUnknownError("user_id", id=body.user_id)
    before = repository.identities.find(id_of(connection_id, body.im_user_id))
    if before is not None and before.user_id is not None:
        raise ImUserTakenError(identity_id=before.id, user_id=before.user_id)
    identity = Identity(
        id=id_of(connection_id, body.im_user_id),
        version=before.version if before else 0,
        connection_id=connection_id,
        im_user_id=body.im_user_id,
        user_id=user.id,
        linked_by=command.caller.id,
        linked_at=command.now,
    )
    event = IdentityLinked(connection_id=connection_id, im_user_id=body.im_user_id, user_id=user.id)
    told = MessageRequested(
        to=user.id,
        template="im_linked",
        subject_id=identity.id,
        facts={"connection": connection.name, "by": command.caller.id},
    )
    transaction = Transaction(command)
    view = IdentityView.of(repository.identities.save(transaction, command, before, identity, [event], [told]))
    transaction.commit(view)
    return view


def unlink(identity_id: str, command: Command) -> None:
    """Part somebody at a provider from the colleague they were; from then on their messages are refused."""
    before = repository.identities.get(identity_id)
    if before.user_id is None:
        raise NotFoundError("im identity", identity_id)
    command.require_version(before.version, IdentityView.of(before).model_dump(mode="json"))
    event = IdentityUnlinked(connection_id=before.connection_id, im_user_id=before.im_user_id, user_id=before.user_id)
    transaction = Transaction(command)
    after = before.model_copy(update={"user_id": None})
    repository.identities.save(transaction, command, before, after, [event])
    transaction.commit()
