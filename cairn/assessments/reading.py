"""Reads a folder of tools: each file's text and tables, or why it cannot be read and on which line."""

import re
import tomllib
from pathlib import Path

from cairn.assessments.rules import Problem, Written

AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_tools(folder: Path) -> tuple[list[Written], list[Problem]]:
    """Every file of a folder that can be read, and what is wrong with the others."""
    if not folder.is_dir():
        return [], [Problem(str(folder), 0, "There is no such folder.")]
    files, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        shown = f"{folder.name}/{path.name}"
        try:
            text = path.read_text(encoding="utf-8")
            files.append(Written(shown, text, tomllib.loads(text)))
        except UnicodeDecodeError as problem:
            problems.append(Problem(shown, 0, f"It cannot be read: {problem}."))
        except tomllib.TOMLDecodeError as problem:
            found = AT_LINE.search(str(problem))
            line = int(found[1]) if found else len(text.splitlines())
            problems.append(Problem(shown, line, f"It cannot be read: {problem}."))
    if not files and not problems:
        problems.append(Problem(str(folder), 0, "There is no tool in this folder."))
    return files, problems
