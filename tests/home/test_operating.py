"""docs/operating.md names everything that can be set, and nothing that cannot."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
NAME = re.compile(r"\bCAIRN_[A-Z_]+\b")
OF_TESTS = {"CAIRN_DEEP", "CAIRN_REQUIRE_BROWSER"}


def read_by_the_product():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "cairn").rglob("*.py")]
    return {name for text in texts for name in NAME.findall(text)}


def test_every_variable_is_described():
    described = set(NAME.findall((ROOT / "docs" / "operating.md").read_text(encoding="utf-8")))
    assert read_by_the_product() - described == set()
    assert described - read_by_the_product() - OF_TESTS == set()
