"""The files themselves: each sealed under the digest of its content, written once, never changed."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Unsealed(RuntimeError):
    """The bytes on disk are not the bytes that were received."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Put the content on disk, durably, and return its SHA-256 digest."""
    digest = digest_of(content)
    place = _place(digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(temporary, 0o400)
    os.rename(temporary, place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return digest


def read(digest: str) -> bytes:
    """The content, as it was received. Raises Unsealed if it is not."""
    try:
        content = _place(digest).read_bytes()
    except FileNotFoundError:
        raise Unsealed(f"The file {digest[:12]} is missing.") from None
    if digest_of(content) != digest:
        raise Unsealed(f"The file {digest[:12]} was changed.")
    return content


def forget(digest: str) -> None:
    """Take the content off the disk. Whoever calls this knows that nobody needs it."""
    _place(digest).unlink(missing_ok=True)


def _place(digest: str) -> Path:
    return Path(settings.DOCUMENTS_DIR) / digest[:2] / digest
