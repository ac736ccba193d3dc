"""The providers' encryption written from their documents alone, to hold ours against.

It shares no code with it and must not. Padding is done by `cryptography`'s own PKCS#7, lengths by `struct`.
"""

import base64
import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7


def _encrypt(key: bytes, vector: bytes, plain: bytes, block_bits: int) -> bytes:
    padder = PKCS7(block_bits).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).encryptor()
    return encryptor.update(padded) + encryptor.finalize()


def callback(encoding_aes_key: str, random: bytes, message: bytes, receive_id: bytes) -> str:
    """Seal a message as WeCom and DingTalk do."""
    key = base64.b64decode(encoding_aes_key + "=")
    plain = random + struct.pack(">I", len(message)) + message + receive_id
    return base64.b64encode(_encrypt(key, key[:16], plain, 256)).decode("ascii")


def raw_callback(encoding_aes_key: str, plain: bytes) -> str:
    """Encrypt bytes as they are, whose number must be a multiple of 16: padding may be as wrong as one likes."""
    key = base64.b64decode(encoding_aes_key + "=")
    encryptor = Cipher(algorithms.AES256(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode("ascii")


def callback_signature(token: str, timestamp: str, nonce: str, ciphertext: str) -> str:
    parts = [token, timestamp, nonce, ciphertext]
    parts.sort()
    return hashlib.new("sha1", "".join(parts).encode(), usedforsecurity=False).hexdigest()


def feishu(encrypt_key: str, vector: bytes, message: bytes) -> str:
    """Encrypt a message as Feishu does."""
    key = hashlib.sha256(encrypt_key.encode()).digest()
    return base64.b64encode(vector + _encrypt(key, vector, message, 128)).decode("ascii")
