"""`@page`: a page for people, or what its form is sent to.

A page is rendered here and needs no script. What a form asks for is carried out once, and then leads to a page that
can be loaded again; what is refused is shown again with everything the person typed. GET changes nothing.
"""

import inspect
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, TypeAdapter, ValidationError

from crm.core import clock, environment, forms, i18n, idempotency, identity, log, metrics, problem, rendering, request
from crm.core.access import Access, Caller
from crm.core.command import Command
from crm.core.errors import BusyError, CrmError, InvalidPayloadError, NotFoundError, NotSignedInError
from crm.core.forms import Form
from crm.core.i18n import Locale
from crm.core.runtime import prepare
from crm.core.sheet import Refusal, SeeOther, Sheet
from crm.core.spec import DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT_SECONDS, PageRoute, Spec, Uses, flatten
from crm.core.transaction import RaceLostError

SESSION = "kairos"
LANGUAGE = "kairos_language"
SIGN_IN = "/p/sign-in"
_RACES = 5
_PAUSE_SECONDS = 0.03
_COOKIE_SECONDS = {SESSION: 12 * 3600, LANGUAGE: 365 * 86400}
_PLACE_LIMIT = 120

Again = Callable[..., Sheet]


@dataclass(slots=True)
class _Visit:
    """One invocation: who came, from which page, and with what."""

    event: Mapping[str, Any]
    caller: Caller
    command: Command
    form: Form


class Page:
    """A handler behind the API of pages. Lambda calls it with an API Gateway v2 event."""

    def __init__(self, spec: Spec, route: PageRoute, then: str, again: Again | None) -> None:
        self.spec = spec
        self._route, self._then, self._again = route, then, again
        self._parameters = dict(inspect.signature(spec.function, eval_str=True).parameters)
        prepare(spec.grants)

    def __call__(self, event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
        """Answer a browser; whatever happens, it is shown a page that says what to do."""
        correlation_id = request.correlation_id(event)
        cookies = _cookies(event)
        locale = _locale(event, cookies)
        visit: _Visit | None = None
        with log.about(function=self.spec.operation, correlation_id=correlation_id):
            try:
                visit = self._visit(event, cookies, correlation_id)
                locale = visit.caller.locale
                return self._answer(visit)
            except NotSignedInError as error:
                if self._route.method == "GET":
                    return _see(SeeOther(SIGN_IN), locale)
                return self._refuse(error, visit, event, locale)
            except CrmError as error:
                return self._refuse(error, visit, event, locale)
            except Exception:  # noqa: BLE001 - it is logged and counted, and the person is still shown a page
                log.logger.exception("failed")
                metrics.count("Failure")
                words = {part: i18n.text("core", f"errors.internal.{part}", locale) for part in ("title", "remedy")}
                refusal = Refusal(**words, members={})
                return self._general(500, refusal, event, locale, forms.NOTHING)
            finally:
                metrics.flush()

    def _visit(self, event: Mapping[str, Any], cookies: Mapping[str, str], correlation_id: str) -> _Visit:
        now = clock.now()
        form = forms.NOTHING if self._route.method == "GET" else forms.read(event)
        caller = self._caller(event, cookies, now)
        key = None
        if self._route.method != "GET":
            key = forms.require_ours(event, form, caller.id if caller.kind == "customer" else None, now)
        command = Command(
            caller=caller,
            now=now,
            operation=self._route.acts or self.spec.operation,
            correlation_id=correlation_id,
            key=key if self._route.acts else None,
            fingerprint=form.fingerprint(str(event.get("rawPath"))),
            expected_version=None,
        )
        return _Visit(event, caller, command, form)

    def _caller(self, event: Mapping[str, Any], cookies: Mapping[str, str], now: datetime) -> Caller:
        chosen = _chosen(event, cookies)
        if self._route.access.kind == "public":
            return Caller("public", "public", locale=_locale(event, cookies))
        caller = identity.customer(cookies.get(SESSION, ""), None, now)
        return caller if chosen is None else replace(caller, locale=chosen)

    def _answer(self, visit: _Visit) -> dict[str, Any]:
        try:
            result = self._settle_races(visit)
        except idempotency.AlreadyDoneError as done:
            return _see(SeeOther(self._place(visit.event, json.loads(done.body))), visit.caller.locale)
        if isinstance(result, Sheet):
            return self._show(result, visit.event, visit.caller, None, visit.form)
        if isinstance(result, SeeOther):
            return _see(result, visit.caller.locale)
        shown = result.model_dump(mode="json") if isinstance(result, BaseModel) else {}
        return _see(SeeOther(self._place(visit.event, shown)), visit.caller.locale)

    def _settle_races(self, visit: _Visit) -> Any:
        arguments = self._arguments(visit)
        for attempt in range(_RACES):
            try:
                return self.spec.function(**arguments | self._injected(visit))
            except RaceLostError:
                time.sleep(_PAUSE_SECONDS * (attempt + 1) * random.random())  # noqa: S311 - jitter
                visit.command = replace(visit.command, now=clock.now())
            except CrmError:
                idempotency.raise_if_done(visit.command)
                raise
        raise BusyError

    def _arguments(self, visit: _Visit) -> dict[str, Any]:
        """Return what the path, the query and the form say, by the handler's parameters."""
        asked = visit.event.get("queryStringParameters") or {}
        found: dict[str, Any] = _in_path(visit.event)
        for name, parameter in self._parameters.items():
            kind = parameter.annotation
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                found[name] = forms.fill(kind, visit.form.values)
            elif name in asked and kind not in (Command, Caller, Form):
                found[name] = _parameter(name, kind, asked[name])
        return found

    def _injected(self, visit: _Visit) -> dict[str, Any]:
        known: dict[Any, Any] = {Command: visit.command, Caller: visit.caller, Form: visit.form}
        return {name: known[each.annotation] for name, each in self._parameters.items() if each.annotation in known}

    def _place(self, event: Mapping[str, Any], shown: Mapping[str, Any]) -> str:
        return self._then.format_map({name: quote(str(value)) for name, value in {**shown, **_in_path(event)}.items()})

    def _refuse(
        self, error: CrmError, visit: _Visit | None, event: Mapping[str, Any], locale: Locale
    ) -> dict[str, Any]:
        log.logger.info("refused", code=error.code, status=error.status)
        refusal = _refusal(error, locale, self.spec.domain)
        form = visit.form if visit is not None else _form_of(event, self._route.method)
        caller = visit.caller if visit is not None else self._known_caller(event)
        if self._again is not None and caller is not None:
            command = Command(caller, clock.now(), self.spec.operation, request.correlation_id(event), None, "", None)
            try:
                sheet = self._again(**_in_path(event), command=command, typed=form.typed)
                return self._show(replace(sheet, status=error.status), event, caller, refusal, form)
            except CrmError as worse:
                return self._general(worse.status, _refusal(worse, locale, self.spec.domain), event, locale, form)
        return self._general(error.status, refusal, event, locale, form)

    def _known_caller(self, event: Mapping[str, Any]) -> Caller | None:
        try:
            return self._caller(event, _cookies(event), clock.now())
        except NotSignedInError:
            return None

    def _general(
        self, status: int, refusal: Refusal, event: Mapping[str, Any], locale: Locale, form: Form
    ) -> dict[str, Any]:
        """Show a refusal that no page of the form's own can show; what was typed can be copied from it."""
        sheet = Sheet("core/refused.html", {"kept": form.typed}, status)
        caller = Caller("public", "public", locale=locale)
        return self._show(sheet, event, caller, refusal, form)

    def _show(
        self, sheet: Sheet, event: Mapping[str, Any], caller: Caller, refusal: Refusal | None, form: Form
    ) -> dict[str, Any]:
        answer = rendering.page(
            sheet,
            domain=self.spec.domain,
            locale=caller.locale,
            form_token=forms.token_for(caller.id, clock.now()),
            path=_path_of(event, self._route.method),
            signed_in=caller.kind == "customer",
            refusal=refusal,
            typed=form.typed,
        )
        headers = _headers(caller.locale) | {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": rendering.policy(sheet.form_targets),
        }
        return {"statusCode": sheet.status, "headers": headers, "body": answer, "isBase64Encoded": False}


def _headers(locale: Locale) -> dict[str, str]:
    return {
        "Content-Language": locale,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
        "Vary": "Cookie, Accept-Language",
    }


def _see(other: SeeOther, locale: Locale) -> dict[str, Any]:
    cookies = [_set_cookie(name, value) for name, value in other.cookies.items()]
    headers = _headers(locale) | {"Location": other.location}
    return {"statusCode": 303, "headers": headers, "cookies": cookies, "body": "", "isBase64Encoded": False}


def _set_cookie(name: str, value: str) -> str:
    """Return the header's value. A cookie without a value is taken away."""
    seconds = _COOKIE_SECONDS[name] if value else 0
    secure = "" if environment.find("PLAIN_HTTP", "") else "; Secure"
    return f"{name}={value}; Path=/p; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def _cookies(event: Mapping[str, Any]) -> dict[str, str]:
    pairs = (each.partition("=") for each in event.get("cookies") or ())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _chosen(event: Mapping[str, Any], cookies: Mapping[str, str]) -> Locale | None:
    """Return the language of the link, else the one that was chosen in this browser."""
    asked = ((event.get("queryStringParameters") or {}).get("lang"), cookies.get(LANGUAGE))
    return next((locale for each in asked for locale in i18n.LOCALES if locale == each), None)


def _locale(event: Mapping[str, Any], cookies: Mapping[str, str]) -> Locale:
    return _chosen(event, cookies) or i18n.negotiate((event.get("headers") or {}).get("accept-language"))


def _in_path(event: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = dict(event.get("pathParameters") or {})
    for name, value in given.items():
        if not 0 < len(value) <= _PLACE_LIMIT:
            raise NotFoundError(name.removesuffix("_id"), value[:_PLACE_LIMIT])
    return given


def _path_of(event: Mapping[str, Any], method: str) -> str:
    """Return where a change of language comes back to: a form that was refused has no address to come back to."""
    if method != "GET":
        return "/p/cases"
    query = event.get("rawQueryString")
    return f"{event.get('rawPath')}?{query}" if query else str(event.get("rawPath"))


def _form_of(event: Mapping[str, Any], method: str) -> Form:
    if method == "GET":
        return forms.NOTHING
    try:
        return forms.read(event)
    except CrmError:
        return forms.NOTHING  # it could not be read: that is what the page says


def _refusal(error: CrmError, locale: Locale, domain: str) -> Refusal:
    words = {part: _word(error, part, locale, domain) for part in ("title", "remedy")}
    if isinstance(error, InvalidPayloadError):
        faults = [problem.member(each, locale) for each in error.errors]
        return Refusal(**words, members={each["field"]: each["message"] for each in faults})
    field = error.facts.get("field")
    return Refusal(**words, members={} if field is None else {str(field): words["title"]})


def _word(error: CrmError, part: str, locale: Locale, domain: str) -> str:
    """Return a part of a refusal in words for people: those of the API tell programs of headers and documents."""
    own = (i18n.find(each, f"pages.refused.{error.code}.{part}", locale, error.facts) for each in (domain, "core"))
    return next((text for text in own if text is not None), None) or problem.text(error, part, locale)


def _parameter(name: str, kind: Any, text: str) -> Any:
    try:
        return TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        faults = [{**each, "loc": ("query", name, *each["loc"])} for each in error.errors()]
        raise InvalidPayloadError(faults) from None


def page(
    route: str,
    *,
    access: Access,
    uses: Uses = (),
    acts: str | None = None,
    then: str = "",
    again: Again | None = None,
    memory_mb: int = DEFAULT_MEMORY_MB,
    timeout_seconds: int = DEFAULT_TIMEOUT_SECONDS,
) -> Callable[[Callable[..., Any]], Page]:
    """Declare a page: `@page("GET /p/cases", access=CUSTOMER, uses=[…])` answers with a `Sheet`.

    A POST takes a form: `body` is the pydantic model that it fills. It returns the view of what was done, and leads to
    `then`, an address in which the view's members and the path's parts are filled in; or it returns `SeeOther`.
    `acts` names the action that is carried out, once for each form shown. `again`, called with the path's parts, a
    `command` and what was `typed`, gives the sheet that shows the form again when it was refused.
    """
    method, _, path = route.partition(" ")

    def declare(function: Callable[..., Any]) -> Page:
        seals = "cursor" in inspect.signature(function).parameters
        trigger = PageRoute(method, path, access, acts, seals)
        return Page(Spec(function, trigger, flatten(uses), memory_mb, timeout_seconds), trigger, then, again)

    return declare
