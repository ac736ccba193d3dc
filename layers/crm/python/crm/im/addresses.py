"""Where IM reaches colleagues and threads: what the function that delivers needs to know of them."""

from crm.im import repository
from crm.messaging.recipients import ImAddress, Recipient


def of_user(user_id: str) -> ImAddress | None:
    """Return where a colleague is reached, by the identity that was linked last; None where they have none."""
    identity = repository.identity_of(user_id)
    if identity is None:
        return None
    return ImAddress(connection_id=identity.connection_id, im_user_id=identity.im_user_id)


def find_thread(thread_id: str) -> Recipient | None:
    """Return a thread as the gate needs to know it, None where the id is not one's."""
    thread = repository.threads.find(thread_id)
    if thread is None:
        return None
    return Recipient(
        id=thread.id,
        kind="thread",
        name="",
        locale=thread.locale,
        zone=thread.zone,
        im=ImAddress(connection_id=thread.connection_id, thread_id=thread.id),
    )
