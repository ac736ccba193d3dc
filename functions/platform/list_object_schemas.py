"""List the objects of the suite."""

from crm.core import object_schemas
from crm.core.access import EVERYONE, staff
from crm.core.endpoint import endpoint
from crm.core.object_schemas import ObjectsView


@endpoint("GET /schema", access=staff(*EVERYONE))
def handler() -> ObjectsView:
    """List the objects of the suite and the kinds of settings; each has a schema."""
    return object_schemas.listing()
