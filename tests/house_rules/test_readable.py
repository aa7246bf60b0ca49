"""A newcomer can read it: short files, an opening sentence, no silenced checks, plain templates."""

import ast
import re
import subprocess

import pytest

from cairn.foundation import language
from tests.house_rules.house import ROOT, product_files, say, templates, tree

LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def test_files_are_short():
    long = [say(p) for p in product_files() if len(p.read_text().splitlines()) > LONGEST_FILE]
    assert long == []


def test_functions_are_short():
    long = [
        f"{say(path, node.lineno)} {node.name}"
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_every_module_opens_with_a_sentence():
    silent = [
        say(p) for p in product_files(tests=True)
        if p.read_text().strip() and not ast.get_docstring(tree(p))
    ]  # fmt: skip
    assert silent == []


def test_nothing_is_unfinished_or_silenced():
    marks = re.compile(
        r"\b(TODO|FIXME|XXX)\b|NotImplementedError|pytest\.mark\.skip\b|# type: ignore$"
    )
    here = ROOT / "tests" / "house_rules"
    wrong = [
        say(path, number)
        for path in product_files(tests=True)
        if here not in path.parents
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", templates(), ids=say)
def test_template_runs_nothing_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text), "no inline style: the policy blocks it"
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), "no inline handlers"
    assert not re.search(r"<script(?![^>]*nonce)", text), "a script needs the nonce"
    assert not re.search(r"\|\s*safe\b", text), "nothing typed is trusted"
    assert "autoescape" not in text, "what is typed stays text"
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL | re.IGNORECASE):
        assert "csrf_input" in form or "csrf_field" in form, "a form that posts carries the token"


@pytest.mark.parametrize("path", templates(), ids=say)
def test_template_blames_no_child(path):
    words = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]+>", " ", path.read_text(), flags=re.DOTALL
    )
    assert [found.found for found in language.suggestions(words)] == []


def _tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name]


def test_repository_names_no_machine_and_no_registry():
    wrong = []
    pattern = re.compile(r"/work/|/opt/pypi|/root/|pypi\.org|registry\.npmjs|files\.pythonhosted")
    for path in _tracked():
        if path.suffix in {".png", ".woff2", ".ico"} or path.name in {
            "test_readable.py",
            "test_locks.py",
        }:
            continue
        if not path.exists():
            continue
        if pattern.search(path.read_text(encoding="utf-8", errors="ignore")):
            wrong.append(say(path))
    assert wrong == []


def test_repository_holds_no_third_party_files():
    wrong = [
        say(p) for p in _tracked() if re.search(r"\.min\.(js|css)$|node_modules/|/vendor/", str(p))
    ]
    assert wrong == []
