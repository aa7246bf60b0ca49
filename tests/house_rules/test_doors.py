"""Every door to the data is guarded, and only actions write."""

import ast
import importlib
import inspect
import re

import pytest

from cairn.accounts.roles import GRANTS, Role
from cairn.audit.choices import Permission
from tests.house_rules.house import PRODUCT, room_of, rooms, say, tree

# The trail itself, and what the framework calls outside any action.
WRITERS_BESIDE_ACTIONS = {
    "cairn/audit/trail.py": "the one writer of the trail",
    "cairn/audit/reactions.py": "marks a reaction as done with its effect",
    "cairn/accounts/models.py": "makes the system's own account",
}
WRITING = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "set", "add", "remove", "clear",
}  # fmt: skip
# Names that are also ordinary Python: they count only on something that looks like rows.
ON_ROWS_ONLY = {"update", "set", "add", "remove", "clear"}
ROWS = re.compile(r"\.objects\b|\.(filter|exclude|order_by|all|select_for_update|annotate)\(")
WRITTEN = re.compile(
    r"\s*(INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|TRUNCATE)\b", re.IGNORECASE
)


def _module(path):
    parts = path.relative_to(PRODUCT.parent).with_suffix("").parts
    return importlib.import_module(".".join(p for p in parts if p != "__init__"))


@pytest.mark.parametrize("path", rooms("queries", "actions"), ids=say)
def test_every_door_is_guarded(path):
    module = _module(path)
    doors = [
        (name, door)
        for name, door in inspect.getmembers(module, inspect.isfunction)
        if door.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert [name for name, door in doors if not hasattr(door, "permission")] == []
    for name, door in doors:
        parameters = inspect.signature(door).parameters.values()
        kinds = {p.kind for p in parameters}
        assert kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}, (
            f"{name} takes keywords only"
        )
        assert "by" in inspect.signature(door).parameters, f"{name} must be told who asks"


def _is_rows(node):
    """Does this expression end in a manager, a queryset or a relation?"""
    source = ast.unparse(node)
    return bool(ROWS.search(source))


def _writes(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if WRITTEN.match(node.value):
                yield node.lineno, "a statement that writes"
            continue
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        if name in WRITING and (name not in ON_ROWS_ONLY or _is_rows(node.func.value)):
            yield node.lineno, ast.unparse(node.func)


def test_only_actions_write():
    wrong = []
    for path in rooms(
        "choices", "rules", "models", "permissions", "queries", "forms", "tasks", "views"
    ):
        if say(path) in WRITERS_BESIDE_ACTIONS:
            continue
        wrong += [f"{say(path, line)} {what}" for line, what in _writes(path)]
    assert wrong == []


def test_views_reach_the_data_only_through_the_doors():
    wrong = []
    for path in rooms("views"):
        source = path.read_text(encoding="utf-8")
        wrong += [
            say(path, number)
            for number, line in enumerate(source.splitlines(), 1)
            if ".objects" in line or "connection.cursor" in line
        ]
    assert wrong == []


def test_every_permission_opens_a_door():
    used = set()
    for path in rooms("queries", "actions", "permissions", "views", "forms"):
        source = path.read_text(encoding="utf-8")
        used |= {p for p in Permission if p.name in source}
    for path in (PRODUCT / "accounts").glob("*.py"):
        if path.name != "roles.py":
            used |= {p for p in Permission if p.name in path.read_text(encoding="utf-8")}
    assert set(Permission) - used == set()


def test_every_role_is_granted_something_and_nobody_everything():
    assert set(GRANTS) == set(Role)
    assert [role for role in Role if role != Role.SYSTEM and GRANTS[role] == set(Permission)] == []


def test_rooms_are_where_a_newcomer_looks():
    from tests.house_rules.house import BANNED_NAMES, product_files

    assert [say(p) for p in product_files() if p.stem in BANNED_NAMES] == []
    assert [say(p) for p in product_files() if p.stem.rstrip("0123456789") != p.stem] == []
    assert room_of(PRODUCT / "children" / "actions" / "x.py") == "actions"
