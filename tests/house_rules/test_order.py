"""Chapters, keys and rooms keep the order of the story."""

import ast

from django.apps import apps
from importlinter.cli import lint_imports

from tests.house_rules.house import (
    CHAPTERS,
    PRODUCT,
    ROOMS,
    ROOT,
    imported,
    product_files,
    room_of,
    rooms,
    say,
    tree,
)


def test_chapters_are_imported_in_order(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0, capsys.readouterr().out


def test_chapters_stand_in_one_order_everywhere():
    folders = {p.name for p in PRODUCT.iterdir() if p.is_dir() and not p.name.startswith("__")}
    assert folders == {*CHAPTERS, "config"}


def test_foreign_keys_point_back_up_the_story():
    # The import linter cannot see a key written as a string. This can.
    forward = []
    for model in apps.get_models():
        if model._meta.app_label not in CHAPTERS:
            continue
        later = CHAPTERS[CHAPTERS.index(model._meta.app_label) + 1 :]
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.related_model and field.related_model._meta.app_label in later:
                forward.append(str(field))
    assert forward == []


def test_rooms_import_only_rooms_above_them():
    wrong = []
    for path in rooms(*ROOMS):
        mine = ROOMS.index(room_of(path))
        chapter = path.relative_to(PRODUCT).parts[0]
        for line, name in imported(path):
            parts = name.split(".")
            if parts[:2] != ["cairn", chapter] or len(parts) < 3 or parts[2] not in ROOMS:
                continue
            theirs = ROOMS.index(parts[2])
            # An action queues its jobs: the one import that goes down, inside a function.
            queues = (
                room_of(path) == "actions" and parts[2] == "tasks" and not _at_the_top(path, line)
            )
            if theirs > mine and not queues:
                wrong.append(f"{say(path, line)} imports {parts[2]}")
    assert wrong == []


def test_modules_are_named_in_full_where_they_are_imported():
    # The rules above read names: "from . import queries" would pass them by.
    wrong = [
        say(path, node.lineno)
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert wrong == []


def _at_the_top(path, line):
    return any(
        node.lineno == line
        for node in tree(path).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


CLOCKS = {f"cairn.foundation.clock.{name}" for name in ("now", "today")}


def test_rules_know_no_database_request_or_clock():
    banned = (
        "django.db",
        "django.http",
        "django.shortcuts",
        "django.utils.timezone",
        "django.conf",
    )
    wrong = []
    for path in rooms("rules"):
        wrong += [
            f"{say(path, line)} imports {name}"
            for line, name in imported(path)
            if name.startswith(banned) or name in CLOCKS
        ]
        wrong += [
            f"{say(path, node.lineno)} asks for the time"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
        ]
    assert wrong == []
