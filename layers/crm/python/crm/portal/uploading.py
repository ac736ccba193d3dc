"""What a page asks about a file before the browser may send it: without a script it cannot look at the file itself."""

from typing import Annotated

from pydantic import Field

from crm.cases.requests import AnnounceAttachment
from crm.cases.settings.handling import Handling
from crm.core import settings
from crm.core.payload import Payload

_ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/zip": ".zip",
}


class PrepareUpload(Payload):
    """What the file is called in the case, and of which type it is."""

    file_name: Annotated[str, Field(min_length=1, max_length=100)]
    content_type: Annotated[str, Field(min_length=3, max_length=100)]

    def announced(self) -> AnnounceAttachment:
        """Return the announcement: as large as the desk takes, since nobody knows the size yet."""
        ending = _ENDINGS.get(self.content_type, "")
        name = self.file_name if self.file_name.lower().endswith(ending) else self.file_name + ending
        limit = settings.current(Handling).value.attachment_limit_bytes
        return AnnounceAttachment(file_name=name, content_type=self.content_type, size_bytes=limit)
