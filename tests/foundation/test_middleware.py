"""What stands before every page."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize("charset", ["rot13", "hex", "idna", "unicode_escape", "latin-1"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x;", "text/plain;"])
def test_form_in_other_letters_is_refused(client, db, kind, charset):
    said = f"{kind} charset={charset}"
    answer = client.generic("POST", reverse("submissions:gate_answer"), b"--x--", said)
    assert answer.status_code == 400


@pytest.mark.parametrize("charset", ["UTF-8", '"utf-8"'])
def test_form_in_utf8_is_read(client, db, charset):
    said = f"application/x-www-form-urlencoded; charset={charset}"
    answer = client.generic("POST", reverse("submissions:gate_answer"), b"now=no", said)
    assert answer.status_code == 200
