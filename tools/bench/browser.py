"""A browser small enough to measure with: one kept connection, cookies, forms, and nothing else."""

import re
import socket
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0  # seconds for one answer
MOST_REDIRECTS = 5
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r]+)=([^;\r]*)([^\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL | re.IGNORECASE)
_FIELD = re.compile(r"<(?:input|textarea|select|button)\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


class Broken(OSError):
    """The connection ended before a whole answer had come."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes
    path: str = ""

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        found = _LOCATION.search(self.head)
        return found.group(1).decode() if found else ""


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, the hidden fields it carries, and the fields it asks for."""

    action: str
    hidden: dict[str, str]
    asks: frozenset[str]


def forms(page: str) -> list[Form]:
    """The forms of a page that are sent with POST."""
    found = []
    for attributes, inside in _FORM.findall(page):
        said = _attributes(attributes)
        if said.get("method", "").lower() != "post":
            continue
        hidden, asks = {}, set()
        for tag in _FIELD.findall(inside):
            one = _attributes(tag)
            if one.get("type") == "hidden":
                hidden[one.get("name", "")] = one.get("value", "")
            elif "name" in one:
                asks.add(one["name"])
        found.append(Form(said.get("action", ""), hidden, frozenset(asks)))
    return found


def _attributes(tag: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)
    }


@dataclass
class Browser:
    """Talks to one port of this machine. Not for two threads."""

    port: int
    patience: float = PATIENCE
    cookies: dict[str, str] = field(default_factory=dict)
    _socket: socket.socket | None = None

    def get(self, path: str) -> Answer:
        return self._ask(self.request("GET", path), path)

    def post(self, path: str, fields: dict) -> Answer:
        return self._ask(self.request("POST", path, fields), path)

    def follow(self, answer: Answer) -> Answer:
        """The page at the end of the redirects."""
        for _ in range(MOST_REDIRECTS):
            if answer.status not in {301, 302, 303}:
                return answer
            answer = self.get(local(answer.location))
        raise Broken(f"more than {MOST_REDIRECTS} redirects, the last to {answer.location}")

    def request(self, method: str, path: str, fields: dict | None = None) -> bytes:
        """The bytes of a request."""
        body = b"" if fields is None else urlencode(fields, doseq=True).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: localhost:{self.port}"]
        if self.cookies:
            said = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines.append(f"Cookie: {said}")
        if fields is not None:
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    def _ask(self, request: bytes, path: str) -> Answer:
        was_kept = self._socket is not None
        try:
            answer = self._try(request, path)
        except Broken as problem:
            # A server closes a connection that was idle for long: nothing of ours was read.
            if not (was_kept and str(problem) == "closed before the answer"):
                raise
            answer = self._try(request, path)
        return answer

    def _try(self, request: bytes, path: str) -> Answer:
        try:
            if self._socket is None:
                self._socket = dial(self.port, self.patience)
            self._socket.sendall(request)
            answer, stays_open = receive(self._socket, path)
        except OSError as problem:
            self.close()
            if isinstance(problem, BrokenPipeError | ConnectionResetError):
                raise Broken("closed before the answer") from problem
            raise
        if not stays_open:
            self.close()
        self.keep_cookies(answer)
        return answer

    def keep_cookies(self, answer: Answer) -> None:
        for name, value, rest in _COOKIE.findall(answer.head):
            if b"max-age=0" in rest.lower():
                self.cookies.pop(name.decode(), None)
            else:
                self.cookies[name.decode()] = value.decode()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def dial(port: int, patience: float = PATIENCE) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=patience)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def receive(connection: socket.socket, path: str = "") -> tuple[Answer, bool]:
    """One whole answer, and whether the connection may be used again."""
    received = connection.recv(65536)
    if not received:
        raise Broken("closed before the answer")
    deadline = time.monotonic() + (connection.gettimeout() or PATIENCE)
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection, deadline)
    head, body = received[: end + 2], received[end + 4 :]
    if _CHUNKED.search(head):
        while not body.endswith(b"0\r\n\r\n"):
            body += _more(connection, deadline)
        body = _joined(body)
    elif length := _LENGTH.search(head):
        while len(body) < int(length.group(1)):
            body += _more(connection, deadline)
    status = int(head.split(b" ", 2)[1])
    return Answer(status, head, body, path), not _CLOSES.search(head)


def _more(connection: socket.socket, deadline: float) -> bytes:
    if time.monotonic() > deadline:
        raise TimeoutError("the answer did not end in time")
    part = connection.recv(65536)
    if not part:
        raise Broken("closed within the answer")
    return part


def _joined(chunked: bytes) -> bytes:
    """The body of a chunked answer."""
    whole, rest = b"", chunked
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            break
        whole, rest = whole + rest[:length], rest[length + 2 :]
    return whole


def local(address: str) -> str:
    """The part of an address that this browser asks for."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
