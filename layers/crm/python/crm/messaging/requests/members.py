"""What the requests share."""

from pydantic import BaseModel, ConfigDict


class Request(BaseModel):
    """The base of every request: it takes nothing that it does not know."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)
