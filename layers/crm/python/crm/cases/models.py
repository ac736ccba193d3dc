"""What belongs to a case beside its state."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from crm.cases.vocabulary import Visibility


class Attachment(BaseModel):
    """A file of a case: announced, then uploaded straight to the bucket, then there."""

    model_config = ConfigDict(frozen=True)

    attachment_id: str
    file_name: str
    content_type: str
    size_bytes: int
    visibility: Visibility
    state: Literal["pending", "stored"]
    key: str
    announced_at: datetime
    announced_by: str
