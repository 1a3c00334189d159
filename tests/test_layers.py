"""Lower layers never import upper ones; importing does nothing."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "pipeline"
LAYERS = (
    {"errors", "faults", "records", "adjuncts", "lemmas"},
    {"store", "codebook", "engine", "syntax"},
    {"parses", "ingest", "sentences", "actors", "actions", "dates", "places"},
    {"events", "timeline"},
    {"coders", "stages", "coder", "exchange", "plan", "steps", "suggest", "tables"},
    {"tasks"},
    {"runs"},
    {"commands", "cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
HEAVY = {"spacy", "pandas", "trafilatura", "pyarrow", "luigi", "numpy", "rich"}
FILES = sorted(PACKAGE.rglob("*.py"))


def name_layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def list_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = name_layer(path)
    if own == "__init__":
        return
    for name in list_imports(path):
        if name.startswith("pipeline."):
            other = name.split(".")[1]
            assert LEVEL[other] <= LEVEL[own], f"{own} imports {other}"


def test_every_module_has_a_layer() -> None:
    assert {name_layer(path) for path in FILES} - {"__init__"} <= LEVEL.keys()


def test_only_tasks_import_luigi() -> None:
    assert {name_layer(path) for path in FILES for name in list_imports(path) if name.split(".")[0] == "luigi"} == {
        "tasks"
    }


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    assert {path.stem for path in FILES} & sys.stdlib_module_names == set()


def test_importing_loads_and_reads_nothing() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in FILES
        if path.name != "tasks.py"
    ]
    script = f"""
import importlib, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
for name in {names!r}:
    importlib.import_module(name)
print(sorted({HEAVY!r} & set(sys.modules)))
print([path for path in opened if path.endswith((".toml", ".csv", ".cfg", ".gz", "model"))])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "[]"]
