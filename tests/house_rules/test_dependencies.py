"""Every dependency has a reason and a permissive licence; locks hold digests and no hosts."""

import re
import tomllib
from importlib import metadata

from tests.house_rules.house import ROOT

PROJECT = ROOT / "pyproject.toml"


def _wanted():
    project = tomllib.loads(PROJECT.read_text())["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def test_every_dependency_says_what_it_is_for():
    lines = PROJECT.read_text().splitlines()
    for wanted in _wanted():
        beside = [line for line in lines if f'"{wanted}"' in line]
        assert any(re.search(r"#\s+\S+", line) for line in beside), (
            f"{wanted} has no reason beside it"
        )


def test_no_dependency_is_under_a_licence_that_binds_ours():
    wrong = []
    for distribution in metadata.distributions():
        about = distribution.metadata
        said = " ".join(
            [about.get("License-Expression") or "", (about.get("License") or "")[:200]]
            + [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
        )
        if re.search(r"(?<!L)A?GPL|(?<!Lesser )General Public License", said) and not re.search(
            r"Lesser General|LGPL", said
        ):
            wrong.append(f"{about['Name']}: {said}")
    assert wrong == []


def test_locks_hold_digests_and_no_hosts():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert not re.search(r"https?://|file:|^-", text, re.MULTILINE), lock.name
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("--hash=sha256:" in block for block in blocks), lock.name
