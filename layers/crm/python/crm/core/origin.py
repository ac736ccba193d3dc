"""Where a request comes from: for actions that anybody may call, and that must tell people from machines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Origin:
    """The address that a request came from, as API Gateway saw it, and what the caller's program calls itself."""

    address: str
    user_agent: str

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Self:
        """Return the origin of an API Gateway v2 event. No header of the caller's is believed for the address."""
        http = event.get("requestContext", {}).get("http", {})
        return cls(str(http.get("sourceIp", "")), str((event.get("headers") or {}).get("user-agent", "")))
