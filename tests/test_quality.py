"""The scores on hand-coded sets do not fall below tests/floors.toml; skipped where the sets are not at hand."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, SHARED

pytestmark = [
    pytest.mark.parser,
    pytest.mark.slow,
    pytest.mark.skipif(not (SHARED / "tools").is_dir(), reason="the hand-coded sets are not beside this repository"),
]

FLOORS = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))
DEMARCHE = f"{sys.executable} -m pipeline.cli"


def run(*command: object) -> str:
    done = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def check_floors(scores: Mapping[str, float], floors: Mapping[str, float]) -> None:
    assert floors
    fallen = {name: (scores[name], floor) for name, floor in floors.items() if scores[name] < floor}
    assert not fallen, f"score and floor: {fallen}"


def test_relations() -> None:
    tool, gold = SHARED / "tools" / "score_relations.py", SHARED / "data" / "relations_dev.tsv"
    told = run(sys.executable, tool, gold, f"{DEMARCHE} code --jsonl --given-actors")
    found = re.search(r"type macro-F1 ([\d.]+) .*quad macro-F1 ([\d.]+)", told)
    assert found is not None, told
    print(told)
    check_floors({"type_macro_f1": float(found[1]), "quad_macro_f1": float(found[2])}, FLOORS["relations"])


def test_events(tmp_path: Path) -> None:
    tool, gold = SHARED / "tools" / "score_events.py", SHARED / "data" / "events_dev.jsonl"
    names = {json.loads(line)["file"] for line in gold.read_text(encoding="utf-8").splitlines()}
    articles = [SHARED / "seeds" / name for name in sorted(names)]
    run(sys.executable, "-m", "pipeline.cli", "run", *articles, "--out", tmp_path / "out")
    told = run(sys.executable, tool, gold, tmp_path / "out" / "events")
    print(told)
    scores = {
        f"{level}_f1": float(f1) for level, f1 in re.findall(r"^(\w+) +precision .* F1 ([\d.]+)", told, re.MULTILINE)
    }
    found = re.search(r"of (\d+) matched: event date right (\d+), status right (\d+)", told)
    assert found is not None, told
    matched, dated, status = map(int, found.groups())
    check_floors({**scores, "date_share": dated / matched, "status_share": status / matched}, FLOORS["events"])
