"""Passwords are hashed with Argon2id, and bad ones are not taken."""

from django.contrib.auth.hashers import make_password

from cairn.accounts.passwords import Argon2id


def test_hash_is_argon2id_at_full_cost(monkeypatch):
    monkeypatch.undo()
    assert (Argon2id.time_cost, Argon2id.memory_cost, Argon2id.parallelism) == (3, 19_456, 1)
    assert make_password("x").startswith("argon2$argon2id$v=19$m=19456,t=3,p=1$")
