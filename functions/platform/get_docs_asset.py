"""Hand out what the page of the API document is made of."""

from crm.core import api_docs
from crm.core.access import PUBLIC
from crm.core.document import Document
from crm.core.endpoint import endpoint


@endpoint("GET /docs/assets/{name}", access=PUBLIC, produces="text/javascript, text/css")
def handler(name: str) -> Document:
    """Hand out a script or a style sheet of the page of the API document."""
    return api_docs.asset(name)
