"""What the operations of the document share: headers, parameters, security schemes, the problem document."""

from typing import Any

PROBLEM_MEMBER: dict[str, Any] = {
    "type": "object",
    "description": "What is wrong with one member of the payload.",
    "required": ["field", "rule", "message"],
    "properties": {
        "field": {"type": "string", "description": "The member, with dots between levels."},
        "rule": {"type": "string", "description": "The rule it breaks; stable for programs."},
        "message": {"type": "string"},
    },
}

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "A refusal (RFC 9457): what is wrong, by which rule, and what to do about it.",
    "required": ["type", "status", "code", "title", "remedy", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "description": "Stable for programs."},
        "title": {"type": "string", "description": "What is wrong, in the caller's language."},
        "remedy": {"type": "string", "description": "What to do, in the caller's language."},
        "instance": {"type": "string", "description": "The correlation id, which finds the log."},
        "facts": {"type": "object", "description": "The values that the texts speak of."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemMember"}},
    },
}

HEADERS: dict[str, Any] = {
    "CorrelationId": {
        "description": "The id under which everything that this call sets off is logged.",
        "required": True,
        "schema": {"type": "string"},
    },
    "ContentLanguage": {
        "description": "The language of the texts for people.",
        "required": True,
        "schema": {"type": "string", "enum": ["zh-CN", "en"]},
    },
    "ETag": {
        "description": "The version of what is answered, for `If-Match`.",
        "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    },
    "IdempotentReplayed": {
        "description": "`true` where the call was carried out before, and this is its first answer again.",
        "schema": {"type": "string", "const": "true"},
    },
}

_VERSION = {"type": "string", "pattern": '^(W/)?"?[0-9]{1,9}"?$'}

PARAMETERS: dict[str, Any] = {
    "AcceptLanguage": {
        "name": "Accept-Language",
        "in": "header",
        "description": "The language of the texts for people, where the caller is not a colleague who chose one.",
        "schema": {"type": "string", "examples": ["zh-CN", "en"]},
    },
    "CorrelationId": {
        "name": "X-Correlation-Id",
        "in": "header",
        "description": "An id of the caller's own, to be found in the log again.",
        "schema": {"type": "string"},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "A fresh random value for each new call, the same for its repetitions.",
        "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{8,200}$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The version that is edited: the `ETag` of the answer that was read, or its `version`.",
        "schema": _VERSION,
    },
    "IfMatchAtWill": {
        "name": "If-Match",
        "in": "header",
        "description": "The version that the caller has read, where nothing is to happen to another.",
        "schema": _VERSION,
    },
}

SECURITY_SCHEMES: dict[str, Any] = {
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A colleague's access token from the user pool. Roles come from its groups.",
    },
    "customer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "Kairos portal token",
        "description": "A customer's signed portal token.",
    },
}
