"""The real scanner's answers, and every way in which it may fail to give one."""

import os
import socket
import threading

import pytest

from cairn.documents import scanner
from tests.documents.conftest import VIRUS


def test_is_clean_says_what_clamd_says(clamd):
    assert scanner.is_clean(b"nothing special")
    assert not scanner.is_clean(b"before " + VIRUS + b" after")


def test_is_clean_over_the_scanners_limit_is_no_answer(clamd):
    with pytest.raises(scanner.NoAnswer):
        scanner.is_clean(os.urandom(3_000_000))


def test_is_clean_without_a_scanner_is_no_answer(dead_scanner):
    with pytest.raises(scanner.NoAnswer):
        scanner.is_clean(b"anything")
    assert not scanner.answers()


@pytest.mark.parametrize("said", [b"", b"stream: ", b"OK\0", b"stream: OK but\0", b"\xff\xfe\0"])
def test_is_clean_of_a_strange_answer_is_no_answer(settings, said):
    listener = socket.create_server(("127.0.0.1", 0))

    def answer():
        link, _ = listener.accept()
        with link:
            link.settimeout(5)
            while not link.recv(65536).endswith(b"\0\0\0\0"):
                pass
            link.sendall(said)

    thread = threading.Thread(target=answer)
    thread.start()
    settings.CLAMD_ADDRESS = f"127.0.0.1:{listener.getsockname()[1]}"
    with pytest.raises(scanner.NoAnswer):
        scanner.is_clean(b"anything")
    thread.join(5)
    listener.close()
