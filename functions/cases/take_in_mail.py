"""Let a mail open a case or answer one."""

from crm.cases import grants, mail_intake
from crm.cases.mail_files import Sent
from crm.cases.mail_intake import Incoming
from crm.cases.mail_threads import Hint
from crm.core.command import Command
from crm.core.events import Received
from crm.core.triggers import on_event
from crm.mail.events import MailReceived

_SAME = {
    *("message_id", "sender", "sender_name", "subject", "title", "text", "received_at", "left_out", "html_key"),
    *("strangers", "foreigners", "released_by", "into_case"),
}


@on_event(MailReceived, uses=[grants.TAKE_IN_MAIL], timeout_seconds=20)
def handler(event: Received[MailReceived], command: Command) -> None:
    """Let a mail answer the case it belongs to, else open one for its sender, or say why it is not taken."""
    told = event.data
    incoming = Incoming(
        mail_id=event.aggregate_id,
        automatic=told.kind != "human",
        hints=tuple(Hint(each.by, each.value) for each in told.hints),
        asked=told.asked.model_dump(exclude_none=True),
        files=tuple(Sent(**each.model_dump()) for each in told.files),
        **{name: getattr(told, name) for name in _SAME},
    )
    mail_intake.take_in(incoming, command)
