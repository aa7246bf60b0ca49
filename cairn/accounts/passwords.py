"""How passwords are hashed: Argon2id, slow for whoever guesses and light on memory."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """19 MiB for each sign-in under way, so that many at once fit in a small machine.

    Source: OWASP Password Storage Cheat Sheet (m=19456, t=2, p=1 is its first minimum); one more
    pass than it asks for.
    """

    time_cost = 3
    memory_cost = 19_456
    parallelism = 1
