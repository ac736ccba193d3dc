"""S3's two ways in that people use directly: the presigned form and the presigned link.

Only what a browser needs: the policy of a form is verified as S3 verifies it, then the object is put into moto. What
arrives in a bucket, this way or any other, is told to the functions that wait for it.
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from crm.core.spec import OnUpload
from infra import catalog
from infra.local.gateway import Answer
from infra.local.resources import REGION, client
from infra.site import Site

PREFIX = "/_s3/"
_TEXT = {"Content-Type": "text/plain; charset=utf-8"}


def arrival(site: Site, bucket: str, key: str, size: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the functions that wait for what has arrived in a bucket, each with the event that S3 tells of it."""
    event = {
        "version": "0",
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": {"bucket": {"name": bucket}, "object": {"key": key, "size": size}},
    }
    for operation, spec in catalog.specs().items():
        trigger = spec.trigger
        if not isinstance(trigger, OnUpload) or site.bucket(trigger.bucket) != bucket:
            continue
        if key.startswith(trigger.prefix):
            yield site.function(operation), event


class Refused(Exception):  # noqa: N818 - S3's answer, not a failure of ours
    """The form does not keep to its policy."""


def answer(method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Answer an upload or a download."""
    parts = urlsplit(target)
    bucket, _, key = unquote(parts.path.removeprefix(PREFIX)).partition("/")
    if method == "POST":
        try:
            return _upload(bucket, headers, body)
        except Refused as refusal:
            return Answer(403, _TEXT, f"AccessDenied: {refusal}")
    if method == "GET" and "X-Amz-Signature" in parse_qs(parts.query):
        return _download(bucket, key, parse_qs(parts.query))
    return Answer(403, _TEXT, "AccessDenied")


def _upload(bucket: str, headers: Mapping[str, str], body: bytes) -> Answer:
    fields, content = _form(headers, body)
    _verify(fields, len(content))
    key = fields["key"]
    client("s3").put_object(Bucket=bucket, Key=key, Body=content, ContentType=fields["Content-Type"])
    back = fields.get("success_action_redirect")
    return Answer(204, {}, "") if back is None else Answer(303, {"Location": back}, "")


def _form(headers: Mapping[str, str], body: bytes) -> tuple[dict[str, str], bytes]:
    head = f"Content-Type: {_header(headers, 'content-type')}\r\n\r\n".encode()
    message = BytesParser(EmailMessage, policy=HTTP).parsebytes(head + body)
    fields: dict[str, str] = {}
    content = b""
    for part in message.iter_parts() if message.is_multipart() else ():
        name = str(part.get_param("name", "", "content-disposition"))
        payload: Any = part.get_payload(decode=True)
        if name == "file":
            content = payload
        else:
            fields[name] = payload.decode()
    if not {"key", "policy", "x-amz-signature", "x-amz-credential", "Content-Type"} <= fields.keys():
        raise Refused("the form lacks fields of its policy")
    return fields, content


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")


def _verify(fields: Mapping[str, str], size: int) -> None:
    if not hmac.compare_digest(_signature(fields), fields["x-amz-signature"]):
        raise Refused("SignatureDoesNotMatch")
    policy = json.loads(base64.b64decode(fields["policy"]))
    if datetime.fromisoformat(policy["expiration"]) < datetime.now(UTC):
        raise Refused("the policy has expired")
    for condition in policy["conditions"]:
        if isinstance(condition, dict):
            for name, value in condition.items():
                if name != "bucket" and fields.get(name) != value:
                    raise Refused(f"{name} is not what the policy says")
        elif condition[0] == "content-length-range" and not condition[1] <= size <= condition[2]:
            raise Refused(f"EntityTooLarge: {size} bytes are not between {condition[1]} and {condition[2]}")


def _signature(fields: Mapping[str, str]) -> str:
    day = fields["x-amz-credential"].split("/")[1]
    key = f"AWS4{os.environ['AWS_SECRET_ACCESS_KEY']}".encode()
    for part in (day, REGION, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    return hmac.digest(key, fields["policy"].encode(), hashlib.sha256).hex()


def _download(bucket: str, key: str, query: Mapping[str, list[str]]) -> Answer:
    s3 = client("s3")
    try:
        found = s3.get_object(Bucket=bucket, Key=key)
    except s3.exceptions.NoSuchKey:
        return Answer(404, _TEXT, "NoSuchKey")
    headers = {"Content-Type": found["ContentType"]}
    if "response-content-disposition" in query:
        headers["Content-Disposition"] = query["response-content-disposition"][0]
    return Answer(200, headers, found["Body"].read())
