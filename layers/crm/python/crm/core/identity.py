"""Who is calling: from the JWT that the API's authorizer has verified, or from a portal token of our own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from crm.core import i18n, principals, tokens
from crm.core.access import ADMIN, Access, Caller
from crm.core.errors import NotAllowedError, NotSignedInError
from crm.core.i18n import Locale

PORTAL = "portal"
"""The purpose of the tokens that customers sign in with."""


def identify(access: Access, event: Mapping[str, Any], now: datetime, locale: Locale) -> Caller:
    """Return the caller of an API Gateway v2 event; raise `NotSignedInError` without a valid token."""
    if access.kind == "public":
        return Caller("public", "public", locale=locale)
    if access.kind == "customer":
        return _customer(event, now)
    return _colleague(event, locale)


def require_role(access: Access, caller: Caller) -> None:
    """Raise `NotAllowedError` where the action is for other roles than the caller's."""
    if access.kind == "staff" and not caller.roles.intersection(access.roles):
        raise NotAllowedError(roles=sorted(access.roles))


def _customer(event: Mapping[str, Any], now: datetime) -> Caller:
    headers = event.get("headers", {})
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return customer(token if scheme.lower() == "bearer" else "", headers.get("accept-language"), now)


def customer(token: str, accept_language: str | None, now: datetime) -> Caller:
    """Return the customer whom a portal token signs in; raise `NotSignedInError` where it does not."""
    claims = tokens.verify(PORTAL, token, now)
    if claims is None:
        raise NotSignedInError
    known = principals.find_customer(claims["sub"])
    if known is None or not known.active:
        raise NotSignedInError
    locale = i18n.negotiate(accept_language, known.locale)
    return Caller("customer", claims["sub"], locale=locale, account_id=claims.get("account"))


def _colleague(event: Mapping[str, Any], locale: Locale) -> Caller:
    authorizer = event.get("requestContext", {}).get("authorizer", {})
    claims = authorizer.get("jwt", {}).get("claims", {})
    user_id = claims.get("username")
    if not user_id:
        raise NotSignedInError
    groups = frozenset(str(claims.get("cognito:groups", "")).strip("[]").split())
    principal = principals.find(user_id)
    if principal is None:
        # The first administrator signs in before the directory holds anybody.
        return Caller("staff", user_id, roles=groups & {ADMIN}, locale=locale)
    if not principal.active:
        raise NotSignedInError
    # Both must agree: a role taken away in the directory is gone at once, not when the token runs out.
    roles = groups & principal.roles
    return Caller("staff", user_id, roles, principal.locale, principal.team_id)
