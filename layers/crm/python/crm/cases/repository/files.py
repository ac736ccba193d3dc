"""The records of a case's files."""

from collections.abc import Sequence

from crm.cases.models import Attachment
from crm.cases.repository.items import AttachmentItem
from crm.core import dynamodb, packing
from crm.core.transaction import Transaction


def put(transaction: Transaction, case_id: str, attachment: Attachment) -> None:
    """Write a file's record."""
    transaction.put(
        AttachmentItem(
            pk=case_id,
            sk=f"ATTACHMENT#{attachment.attachment_id}",
            attachment=packing.pack(attachment.model_dump_json()),
            state=attachment.state,
        )
    )


def find(case_id: str, attachment_id: str) -> Attachment | None:
    """Return a file's record, or None. One request."""
    item = AttachmentItem.find(case_id, f"ATTACHMENT#{attachment_id}")
    return None if item is None else Attachment.model_validate(packing.unpack(item.attachment))


def find_in(case_ids: Sequence[str], attachment_id: str) -> Attachment | None:
    """Return the record of a file of any of the cases, or None. One request a case until it is found."""
    return next((found for each in case_ids if (found := find(each, attachment_id)) is not None), None)


def of_all(case_ids: Sequence[str]) -> list[Attachment]:
    """Return the records of the files of cases, oldest first: at most 100 of each. One request a case."""
    found = [each for case_id in case_ids for each in of(case_id)]
    return found if len(case_ids) == 1 else sorted(found, key=lambda each: each.announced_at)


def of(case_id: str) -> list[Attachment]:
    """Return the records of a case's files, oldest first: at most 100."""
    items, _ = dynamodb.query(
        AttachmentItem, case_id, range_condition=AttachmentItem.sk.startswith("ATTACHMENT#"), limit=100
    )
    return [Attachment.model_validate(packing.unpack(item.attachment)) for item in items]
