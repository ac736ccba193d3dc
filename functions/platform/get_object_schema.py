"""Show the form of an object."""

from crm.core import object_schemas
from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.object_schemas import JsonSchema


@endpoint("GET /schema/{name}", access=staff(*EVERYONE))
def handler(name: str) -> JsonSchema:
    """Show the JSON Schema of an object such as `case`, as it is shown, or of a kind of setting."""
    return object_schemas.schema(name)
