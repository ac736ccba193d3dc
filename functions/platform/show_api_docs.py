"""Show the API document to people."""

from crm.core import api_docs
from crm.core.access import PUBLIC, Caller
from crm.core.document import Document
from crm.core.endpoint import endpoint


@endpoint("GET /docs", access=PUBLIC, produces="text/html")
def handler(caller: Caller) -> Document:
    """Show a page on which the API can be read and tried."""
    return api_docs.page(caller.locale)
