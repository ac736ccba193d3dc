"""What the bodies of all requests have in common."""

from pydantic import BaseModel, ConfigDict


class Payload(BaseModel):
    """The base of every body: no unknown members, no blanks around texts.

    It is built when it is first used, as each action needs one of its domain's; the endpoint builds that one while
    its container starts.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)
