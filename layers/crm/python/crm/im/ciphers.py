"""AES-256-CBC with PKCS#7, as three of the providers use it."""

from crm.im.errors import MalformedWebhookError

_AES_BLOCK = 16


def decrypted(key: bytes, vector: bytes, data: bytes) -> bytes:
    """Return what was encrypted, padding and all."""
    # Loaded only where something is to be deciphered: it costs some ten milliseconds.
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415

    if not data or len(data) % _AES_BLOCK:
        raise MalformedWebhookError
    work = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return work.update(data) + work.finalize()


def encrypted(key: bytes, vector: bytes, data: bytes) -> bytes:
    """Return data, which must have been padded, encrypted."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415

    work = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return work.update(data) + work.finalize()


def padded(data: bytes, block: int) -> bytes:
    """Pad to whole blocks (PKCS#7, RFC 5652 §6.3); at least one byte is added."""
    count = block - len(data) % block
    return data + bytes([count]) * count


def unpadded(data: bytes, block: int) -> bytes:
    """Take the padding off; refuse one that is not exactly as it must be."""
    count = data[-1] if data else 0
    if not 1 <= count <= min(block, len(data)) or data[-count:] != bytes([count]) * count:
        raise MalformedWebhookError
    return data[:-count]
