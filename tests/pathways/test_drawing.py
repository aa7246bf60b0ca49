"""docs/pathway.md is drawn from the table that the code uses: CAIRN_WRITE_DRAWING=1 draws it anew."""

import os

from cairn.pathways import rules
from cairn.pathways.choices import State
from tests.house_rules.house import ROOT

PAGE = ROOT / "docs" / "pathway.md"
HEAD = """# A child's pathway

A contact about exploitation is screened by the CERAR manager. Where a Level 1 meeting is to be held, a
pathway opens. Its state is never typed: it is told from what was recorded. This page is drawn from
`MOVES` in `cairn/pathways/rules.py`, the table that every act asks.

"""


def drawn():
    lines = [HEAD + "```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {state.label}" for state in State]
    lines.append(f"    [*] --> {State.TO_MEET.value}: screened, a Level 1 meeting is to be held")
    for move in rules.MOVES:
        for start in move.possible_in:
            ends = (start,) if move.leads_to == move.possible_in else move.leads_to
            lines += [f"    {start.value} --> {end.value}: {move.act.label}" for end in ends]
    lines += ["```", "", "| State | What can be done |", "| --- | --- |"]
    for state in State:
        acts = [move.act.label for move in rules.MOVES if state in move.possible_in]
        lines.append(f"| {state.label} | {'; '.join(acts)} |")
    return "\n".join(lines) + "\n"


def test_page_is_drawn_from_the_table():
    if os.environ.get("CAIRN_WRITE_DRAWING") == "1":
        PAGE.write_text(drawn(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == drawn()
