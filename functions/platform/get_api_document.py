"""Hand out the API document."""

from crm.core import api_docs
from crm.core.access import PUBLIC
from crm.core.document import Document
from crm.core.endpoint import endpoint


@endpoint("GET /openapi.json", access=PUBLIC)
def handler() -> Document:
    """Hand out the API document, in OpenAPI 3.1."""
    return api_docs.document()
