"""A small action codebook for the tests: the real grammar, codes and grid with a handful of entries."""

import json
from pathlib import Path

from pipeline.codebook.folder import find_codebooks

ACTIONS = """
[[action]]
cameo = "190"
name = "Attack"
definition = "Force."
patterns = ["SRC attack TGT", "SRC's attack on TGT", "SRC take TGT in", "SRC:soldier enter TGT"]
examples = ["<s>Peru</s> attacked <t>Chile</t>."]

[[action]]
cameo = "040"
name = "Consult"
definition = "Talk."
patterns = ["SRC meet TGT", "SRC meet with TGT", "SRC call TGT", "talk between SRC and TGT"]
reciprocal = true
examples = ["<s>Peru</s> met <t>Chile</t>."]

[[action]]
cameo = "085"
name = "Ease sanctions"
definition = "Lift."
patterns = ["SRC lift sanction on TGT"]
examples = ["<s>Peru</s> lifted sanctions on <t>Chile</t>."]
"""
OPERATORS = """
[[operator]]
name = "demand"
definition = "Insist."
patterns = ["SRC demand that TGT ACT"]
examples = ["1054: <s>Peru</s> demanded that <t>Chile</t> lift sanctions."]

[[operator]]
name = "threaten"
definition = "Threaten."
patterns = ["SRC threaten to ACT"]
examples = ["138: <s>Peru</s> threatened to attack <t>Chile</t>."]

[[operator]]
name = "reject"
definition = "Decline."
patterns = ["SRC have no wish to ACT"]
examples = ["125: <s>Peru</s> has no wish to meet <t>Chile</t>."]
"""


def write_small_codebooks(folder: Path) -> Path:
    """The real grammar, codes and grid with a small action codebook."""
    real = find_codebooks()
    actions = folder / "en" / "actions"
    actions.mkdir(parents=True)
    (folder / "cameo").mkdir()
    for name in ("cameo/codes.csv", "cameo/grid.csv", "en/actions/grammar.toml", "en/actions/qualifiers.toml"):
        (folder / name).write_bytes((real / name).read_bytes())
    sets = {
        "light": ["launch", "carry out"], "transparent": ["series"], "texts": ["letter"], "naming": ["call"],
        "barriers": ["than"], "times": ["Monday"],
        "contesting": ["reject"],
    }  # fmt: skip
    lines = [f"{name} = {json.dumps(words)}" for name, words in sets.items()]
    (actions / "words.toml").write_text("\n".join(["[sets]", *lines]), encoding="utf-8")
    (actions / "19-fight.toml").write_text(ACTIONS, encoding="utf-8")
    (actions / "operators.toml").write_text(OPERATORS, encoding="utf-8")
    return folder
