"""Loaded before anything else: tests run in the test stage, on a private PostgreSQL of their own."""

import os

import django

os.environ["CAIRN_ENV"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "cairn.config.settings"
if "DATABASE_URL" not in os.environ:
    from tools import pgdev

    os.environ["DATABASE_URL"] = pgdev.ensure(pgdev.TEST_FOLDER, settings=pgdev.FAST)
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise asks for it

# Runs at the same time do not meet in one database.
connection.settings_dict["TEST"]["NAME"] = f"test_cairn_{os.getpid()}"
