"""The sealed callbacks that WeCom and DingTalk share.

AES-256-CBC; the key is the base64 of `encoding_aes_key`, its first half is the initialisation vector. Inside are 16
random bytes, the length of the message in 4 bytes (big endian), the message, and who is to receive it, padded by
PKCS#7 to blocks of 32. The signature is the SHA-1 of token, timestamp, nonce and ciphertext, sorted and joined.

Source: 企业微信开发者中心, «加解密方案说明»; 钉钉开放平台, «回调事件消息体加解密».
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from crm.im import ciphers, documents
from crm.im.errors import MalformedWebhookError, WrongReceiverError, WrongSignatureError
from crm.im.verification import same

_BLOCK = 32
_KEY_BYTES = 32
_RANDOM_BYTES = 16
_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class CallbackKeys:
    """What was agreed with the provider. `receive_id` is empty for WeCom's own bots, which belong to no company."""

    token: str = field(repr=False)
    encoding_aes_key: str = field(repr=False)
    receive_id: str

    def __post_init__(self) -> None:
        """Refuse a key that is none: that is for who configures it, not for who calls."""
        if not self.token or len(self.key) != _KEY_BYTES:
            raise ValueError("a callback has a token, and an encoding_aes_key of 43 characters of base64")

    @property
    def key(self) -> bytes:
        """The key itself."""
        return base64.b64decode(f"{self.encoding_aes_key}=")


def signature(token: str, timestamp: str, nonce: str, ciphertext: str) -> str:
    """Return the signature of a sealed text, in hexadecimal."""
    joined = "".join(sorted((token, timestamp, nonce, ciphertext)))
    return hashlib.sha1(joined.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def opened(keys: CallbackKeys, given: str, timestamp: str, nonce: str, ciphertext: str) -> str:
    """Return the message under a seal; the signature is checked before anything is deciphered."""
    if not same(given, signature(keys.token, timestamp, nonce, ciphertext)):
        raise WrongSignatureError
    return unsealed(keys, ciphertext)


def unsealed(keys: CallbackKeys, ciphertext: str) -> str:
    """Decipher a text and return its message; refuse one that is for somebody else."""
    data = ciphers.decrypted(keys.key, keys.key[:16], documents.base64_bytes(ciphertext))
    plain = ciphers.unpadded(data, _BLOCK)
    head = _RANDOM_BYTES + _LENGTH_BYTES
    end = head + int.from_bytes(plain[_RANDOM_BYTES:head], "big")
    if len(plain) < head or end > len(plain):
        raise MalformedWebhookError
    if not hmac.compare_digest(plain[end:], keys.receive_id.encode()):
        raise WrongReceiverError
    return documents.text_of(plain[head:end])


def sealed(keys: CallbackKeys, message: str, random: bytes) -> str:
    """Return a message as ciphertext; `random` are the 16 bytes that go first."""
    if len(random) != _RANDOM_BYTES:
        raise ValueError("16 random bytes go first")
    raw = message.encode()
    plain = random + len(raw).to_bytes(_LENGTH_BYTES, "big") + raw + keys.receive_id.encode()
    data = ciphers.encrypted(keys.key, keys.key[:16], ciphers.padded(plain, _BLOCK))
    return base64.b64encode(data).decode()
