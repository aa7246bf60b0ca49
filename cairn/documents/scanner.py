"""Asks clamd about a file, in its INSTREAM words. No answer, or half of one, is never "clean"."""

import socket
import struct

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 30.0  # seconds


class NoAnswer(RuntimeError):
    """The scanner is down, busy, over its limit or speaks in a way we do not know."""


def is_configured() -> bool:
    return bool(settings.CLAMD_ADDRESS)


def is_clean(content: bytes) -> bool:
    """True or False as the scanner says. Raises NoAnswer where it does not say."""
    try:
        with _connect() as link:
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                link.sendall(struct.pack("!L", len(piece)) + piece)
            link.sendall(struct.pack("!L", 0))
            said = _answer(link)
    except OSError as problem:
        raise NoAnswer(str(problem)) from problem
    if said == "stream: OK":
        return True
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return False
    raise NoAnswer(said or "nothing")


def answers() -> bool:
    """Whether the scanner is there, for the page of the operators."""
    try:
        with _connect() as link:
            link.sendall(b"zPING\0")
            return _answer(link) == "PONG"
    except OSError:
        return False


def _connect() -> socket.socket:
    address = settings.CLAMD_ADDRESS
    if address.startswith("unix:"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(PATIENCE)
        try:
            link.connect(address.removeprefix("unix:"))
        except OSError:
            link.close()
            raise
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)


def _answer(link: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        piece = link.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").decode("utf-8", "replace").strip()
