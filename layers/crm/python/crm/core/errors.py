"""Refusals: what is wrong, by which rule, and what to do about it.

A refusal is a class; its `code` is stable for programs and its title and remedy for people stand in
`locales/<language>.json` of the domain that defines it. Services raise, nobody catches, one place renders
`application/problem+json` (RFC 9457).
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class CrmError(Exception):
    """The base of every refusal.

    `facts` fill the placeholders of the texts and are returned to the client as they are: they must be
    JSON values and must not hold personal data the caller could not read anyway.
    """

    status: ClassVar[int]
    code: ClassVar[str]

    def __init__(self, **facts: Any) -> None:
        # What is raised may be logged; a state that comes along, as `current` does, is the caller's to read.
        logged = {name: value for name, value in facts.items() if not isinstance(value, Mapping)}
        super().__init__(f"{self.code} {logged}" if logged else self.code)
        self.facts = facts


class NotSignedInError(CrmError):
    """No token, or one that is not (or no longer) valid."""

    status, code = 401, "not_signed_in"


class NotAllowedError(CrmError):
    """The caller's roles do not include this action."""

    status, code = 403, "not_allowed"


class NotFoundError(CrmError):
    """There is no such thing, or none that the caller may see: the two must look the same."""

    status, code = 404, "not_found"

    def __init__(self, kind: str, sought: str) -> None:
        super().__init__(kind=kind, id=sought)


class BadRequestError(CrmError):
    """The request as such is unusable, whatever its payload says."""

    status, code = 400, "bad_request"


class IdempotencyKeyMissingError(BadRequestError):
    """A POST came without an `Idempotency-Key`."""

    code = "idempotency_key_missing"


class IdempotencyKeyInvalidError(BadRequestError):
    """The `Idempotency-Key` has the wrong length or characters."""

    code = "idempotency_key_invalid"


class InvalidCursorError(BadRequestError):
    """A paging cursor was changed, is from another list, or from another deployment."""

    code = "invalid_cursor"


class ConflictError(CrmError):
    """The request is well formed but the state of things does not allow it."""

    status, code = 409, "conflict"


class IdempotencyKeyReusedError(ConflictError):
    """The key was used before for a different request."""

    code = "idempotency_key_reused"


class StaleVersionError(ConflictError):
    """Somebody else changed the thing since the caller read it; `current` holds what it is now."""

    code = "stale_version"


class AlreadyExistsError(ConflictError):
    """A unique value is taken; `id` says by what, where the caller may know."""

    code = "already_exists"


class BodyTooLargeError(CrmError):
    """The body exceeds the limit of the action."""

    status, code = 413, "body_too_large"


class UnsupportedMediaTypeError(CrmError):
    """The body is not JSON."""

    status, code = 415, "unsupported_media_type"


class InvalidPayloadError(CrmError):
    """The payload does not have the declared form; `errors` are pydantic's, one a member."""

    status, code = 422, "invalid_payload"

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__()
        self.errors = errors


class InvalidError(CrmError):
    """The payload breaks a rule; `field` names the member as the client wrote it."""

    status, code = 422, "invalid"

    def __init__(self, field: str, **facts: Any) -> None:
        super().__init__(field=field, **facts)


class TooManyRequestsError(CrmError):
    """The caller asks more often than is answered; `retry_after_seconds` says when to ask again."""

    status, code = 429, "too_many_requests"


class VersionRequiredError(CrmError):
    """An edit came without saying which version it edits."""

    status, code = 428, "version_required"


class BusyError(CrmError):
    """Too many writers wanted the same thing at once; trying again will do."""

    status, code = 503, "busy"
