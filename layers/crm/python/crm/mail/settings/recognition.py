"""By what mail is recognised: our own addresses, and the words and senders of automatic mail."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import Field

from crm.core.settings import Setting

Words = Annotated[tuple[Annotated[str, Field(min_length=2, max_length=80)], ...], Field(max_length=200)]
"""Words in any language, compared without case."""

OurAddress = Annotated[str, Field(max_length=254, pattern=r"^[^@<> ]+@[^@<> ]+$")]
Domain = Annotated[str, Field(max_length=253, pattern=r"^[A-Za-z0-9.-]+$")]


class Recognition(Setting):
    """How mail from people is told from automatic mail, and how the case is found that a mail belongs to."""

    kind: ClassVar[str] = "mail.recognition"

    addresses: Annotated[tuple[OurAddress, ...], Field(max_length=100)] = ()
    """The mailboxes of the desk: what they send is our own mail; `name+token@domain` answers a certain case."""
    reference_domains: Annotated[tuple[Domain, ...], Field(max_length=100)] = ()
    """Under which our mail names in `References` what it is about."""
    mail_daemons: Words = (
        *("mailer-daemon", "mailerdaemon", "postmaster", "mail-daemon", "mail.daemon", "bounce", "bounces"),
        *("mailsystem", "mdaemon"),
    )
    """What stands before the `@` of servers that report deliveries."""
    mail_daemon_names: Words = ("mail delivery", "mail system", "mailer-daemon", "邮件系统", "系统管理员", "postmaster")
    nobody: Words = ("noreply", "no-reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "do_not_reply")
    """What stands before the `@` where nobody reads answers."""
    auto_reply_subjects: Words = (
        *("automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "autoresponse"),
        *("auto", "out of office", "out of the office", "out-of-office", "ooo", "vacation reply", "away from my mail"),
        *(
            "out of office autoreply",
            "自动回复",
            "自动答复",
            "自动回覆",
            "自動回覆",
            "自動回復",
            "自动应答",
            "自動回應",
        ),
        *(
            "外出自动回复",
            "休假自动回复",
            "假期自动回复",
            "邮件自动回复",
            "自動応答",
            "自動返信",
            "不在办公室",
            "外出通知",
        ),
        *("abwesenheitsnotiz", "automatische antwort", "réponse automatique", "respuesta automática"),
        *("risposta automatica", "resposta automática", "automatisch antwoord", "автоответ"),
    )
    """A subject that is one of these, or goes on with a colon or another mark after it."""
    bounce_subjects: Words = (
        *("undelivered mail", "undeliverable", "undelivered", "delivery status notification", "delivery notification"),
        *("mail delivery failed", "mail delivery failure", "mail delivery problem", "mail delivery system"),
        *("message delivery failure", "delivery failure", "delivery failed", "delivery report", "delivery error"),
        *("failure notice", "failed mail", "failure delivery", "returned mail", "mail returned", "returned to sender"),
        *("non delivery", "non-delivery", "nondeliverable mail", "message status - undeliverable", "user unknown"),
        *(
            "warning: could not send",
            "warning: message",
            "delivery delayed",
            "delayed mail",
            "delivery has been delayed",
        ),
        *("mail failure", "mail system error", "mail could not be delivered", "unable to deliver", "mail warning"),
        *("could not send message", "message not delivered", "unzustellbar", "échec de la remise"),
        *(
            "退信",
            "系统退信",
            "邮件退回",
            "退回的邮件",
            "无法送达",
            "未送达",
            "无法投递",
            "投递失败",
            "发送失败",
            "未能送达",
        ),
        *("無法傳遞", "無法投遞", "傳送失敗", "投递延迟", "延迟投递"),
    )
    """A subject that begins with one of these, or holds a Chinese one."""
    bounce_words: Words = (
        *("could not be delivered", "couldn't be delivered", "cannot be delivered", "was not delivered"),
        *("not been delivered", "not yet been delivered", "unable to deliver", "was undeliverable", "undeliverable"),
        *("undelivered", "delivery to the following", "delivery has failed", "delivery failed", "failed permanently"),
        *("permanent error", "permanent fatal errors", "permanent delivery errors", "transient non-fatal errors"),
        *("user unknown", "unknown user", "no such user", "unknown address", "invalid recipient", "does not exist"),
        *("mailbox unavailable", "mailbox is full", "mailbox full", "over quota", "returned to sender"),
        *("not listed in", "recipient rejected", "address rejected", "no mailbox here", "delivery error"),
        *("could not be reached", "did not reach", "cannot deliver", "unable to send", "could not send"),
        *("failed addresses follow", "following errors", "delivery attempts", "was not able to deliver"),
        *("退信", "无法送达", "未能送达", "投递失败", "无法投递", "被退回", "不存在", "无法发送到", "退回", "已满"),
    )
    delay_words: Words = (
        *("delayed", "not yet been delivered", "will continue", "will keep trying", "being retried", "still trying"),
        *("warning message", "only a warning", "warning only", "do not need to resend", "transient non-fatal"),
        *("could not send message for past", "will be retried", "将继续尝试", "稍后重试", "延迟", "暂时无法"),
    )
    """By which a report says that it is not the last one."""

    @classmethod
    def shipped(cls) -> Mapping[str, Self]:
        """What programs write in Chinese, English and their neighbours; which addresses are ours is not known."""
        return {"default": cls()}
