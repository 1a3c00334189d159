"""Measures the coding on the development sets beside the repository and writes docs/quality.md.

    python -m benchmarks.quality [--shared ../shared]

Relations: the PLOVER type between two marked actors. Every fifth row is set apart: it is never read while the codebook
is written, so a gap between its figures and the others is over-fitting. Events: articles coded by hand, end to end.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import ModuleType

from pipeline.actions.fitting import gather_examples
from pipeline.actions.model import fit_model
from pipeline.codebook.actions import NULL_CODE
from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import load_coders

ROOT = Path(__file__).resolve().parents[1]
APART = 5
DEMARCHE = f"{sys.executable} -m pipeline.cli"
PAGE = ROOT / "docs" / "quality.md"


@dataclass(frozen=True, slots=True)
class Answers:
    """Gold and coded type of each row, and the confidence of the answer (0 where there is none)."""

    gold: tuple[str, ...]
    coded: tuple[str, ...]
    confidence: tuple[float, ...]

    def select(self, rows: Sequence[int]) -> "Answers":
        """The answers of some rows."""
        gold, coded = (tuple(column[row] for row in rows) for column in (self.gold, self.coded))
        return Answers(gold, coded, tuple(self.confidence[row] for row in rows))


def main() -> None:
    """Measure and write the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with tools, data, seeds")
    shared = options.parse_args().shared
    if not (shared / "tools").is_dir():
        sys.exit(f"{shared}: no development sets here; name their folder with --shared")
    tool = load_tool(shared / "tools" / "score_relations.py")
    answers, patterns = (ask_relations(shared, tool, options) for options in ("", " --no-model"))
    parts = [*write_relations(answers, tool), *write_model(patterns), *write_events(shared)]
    PAGE.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")


def load_tool(path: Path) -> ModuleType:
    """The scoring script as a module, so that its own rules decide what counts."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask_relations(shared: Path, tool: ModuleType, options: str) -> Answers:
    """Code the marked sentences through the command line, as the scoring script does, with more options."""
    rows = tool.read_relations(shared / "data" / "relations_dev.tsv")
    asked = tool.requests(rows)
    lines = "".join(json.dumps({key: q[key] for key in ("id", "text", "date", "actors")}) + "\n" for q in asked)
    command = f"{DEMARCHE} code --jsonl --given-actors{options}"
    done = subprocess.run(command, shell=True, input=lines, text=True, capture_output=True, cwd=ROOT, check=True)
    events = [json.loads(line)["events"] for line in done.stdout.splitlines()]
    coded = tuple(tool.answer(q, found) for q, found in zip(asked, events, strict=True))
    sure = tuple(max((event["confidence"] for event in found), default=0.0) for found in events)
    return Answers(tuple(row["gold_root"] for row in rows), coded, sure)


def write_relations(answers: Answers, tool: ModuleType) -> Iterator[str]:
    """The part of the page on relations."""
    rows = range(len(answers.gold))
    read, apart = [r for r in rows if r % APART != APART - 1], [r for r in rows if r % APART == APART - 1]
    yield "# Quality\n\nWritten by `make quality`; every figure is of the code and codebooks of this commit.\n"
    yield "## Relations: the PLOVER type between two marked actors\n"
    yield "CAMEO 191 and 192 count as ASSAULT here, not as COERCE as in the published crosswalk:"
    yield "`codebooks/cameo/README.md` says why, and the figure with the crosswalk's rows.\n"
    yield "| rows | number | answered | type macro-F1 | accuracy | quad macro-F1 |\n|---|---|---|---|---|---|"
    for name, some in (("all", list(rows)), ("read while the codebook was written", read), ("set apart", apart)):
        part = answers.select(some)
        answered = sum(kind != "NONE" for kind in part.coded) / len(some)
        macro, right = score_types(part)
        yield f"| {name} | {len(some)} | {answered:.3f} | {macro:.3f} | {right:.3f} | {score_quads(part, tool):.3f} |"
    yield "\n| type | rows | precision | recall | F1 | most often taken for |\n|---|---|---|---|---|---|"
    for kind in sorted(set(answers.gold)):
        precision, recall, f1 = score_type(answers, kind)
        wrong = Counter(c for g, c in zip(answers.gold, answers.coded, strict=True) if g == kind != c)
        taken = ", ".join(f"{other} {count}" for other, count in wrong.most_common(3))
        yield f"| {kind} | {answers.gold.count(kind)} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {taken} |"
    yield "\n### Confusion (rows: gold, columns: coded)\n"
    yield from write_confusion(answers)
    yield "\n### Confidence\n\n| confidence of the answer | rows | share right |\n|---|---|---|"
    yield from write_deciles(answers)


def score_types(answers: Answers) -> tuple[float, float]:
    """Macro-F1 over the types, and accuracy."""
    kinds = sorted(set(answers.gold))
    macro = sum(score_type(answers, kind)[2] for kind in kinds) / len(kinds)
    return macro, sum(map(str.__eq__, answers.gold, answers.coded)) / len(answers.gold)


def score_quads(answers: Answers, tool: ModuleType) -> float:
    """Macro-F1 over the four quad classes, by the scoring script's own table."""
    gold, coded = ([str(tool.QUAD.get(kind, 0)) for kind in column] for column in (answers.gold, answers.coded))
    macro: float = tool.scores(gold, coded, list("1234"))[0]
    return macro


def score_type(answers: Answers, kind: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one type."""
    pairs = list(zip(answers.gold, answers.coded, strict=True))
    hits = sum(g == c == kind for g, c in pairs)
    coded, gold = sum(c == kind for _, c in pairs), sum(g == kind for g, _ in pairs)
    precision, recall = hits / max(coded, 1), hits / max(gold, 1)
    return precision, recall, 2 * hits / max(coded + gold, 1)


def write_confusion(answers: Answers) -> Iterator[str]:
    """The confusion table."""
    kinds = sorted(set(answers.gold))
    columns = [*kinds, "NONE"]
    counts = Counter(zip(answers.gold, answers.coded, strict=True))
    yield "| | " + " | ".join(name[:5] for name in columns) + " |\n|" + "---|" * (len(columns) + 1)
    for kind in kinds:
        yield f"| {kind} | " + " | ".join(str(counts[kind, other] or "") for other in columns) + " |"


def write_deciles(answers: Answers) -> Iterator[str]:
    """Share right by confidence."""
    rows = zip(answers.gold, answers.coded, answers.confidence, strict=True)
    yield from write_shares((sure, gold == coded) for gold, coded, sure in rows if coded != "NONE")


def write_shares(answers: Iterable[tuple[float, bool]]) -> Iterator[str]:
    """One line for each tenth of confidence: how many answers, and the share right."""
    bins: dict[int, list[bool]] = {}
    for sure, right in answers:
        bins.setdefault(min(int(sure * 10), 9), []).append(right)
    for low, found in sorted(bins.items()):
        yield f"| {low / 10:.1f}-{(low + 1) / 10:.1f} | {len(found)} | {sum(found) / len(found):.2f} |"


def write_model(patterns: Answers) -> Iterator[str]:
    """The part of the page on the model step: the figures without it, and its reliability on examples held out."""
    macro, right = score_types(patterns)
    yield "\n## The model step\n"
    yield f"Without it (`--no-model`), all rows: type macro-F1 {macro:.3f}, accuracy {right:.3f}.\n"
    yield "Reliability, on all pairs of every fifth example and lesson, the model fitted to the other four fifths:\n"
    yield "| probability of the likeliest root | pairs | share right |\n|---|---|---|"
    yield from write_shares(hold_out())


def hold_out() -> Iterator[tuple[float, bool]]:
    """Probability of the likeliest root for each pair of an example held out, and whether that is done."""
    codebooks = find_codebooks()
    coders = load_coders(codebooks, fingerprint_codebooks(codebooks), False)
    examples = list(gather_examples(coders.actions, coders.parser, coders.actors.name_sentence))
    taught = [example for number, example in enumerate(examples) if number % APART != APART - 1]
    model = fit_model(list(chain.from_iterable(taught)))
    for features, root in chain.from_iterable(examples[APART - 1 :: APART]):
        weighed = model.weigh(features)
        proposed = max(weighed.keys() - {NULL_CODE}, key=lambda each: (weighed[each], each))
        yield weighed[proposed], proposed == root


def write_events(shared: Path) -> Iterator[str]:
    """The part of the page on events end to end."""
    gold = shared / "data" / "events_dev.jsonl"
    named = {json.loads(line)["file"] for line in gold.read_text(encoding="utf-8").splitlines()}
    inputs: Mapping[str, list[Path]] = {
        f"the {len(named)} hand-coded articles": [shared / "seeds" / name for name in sorted(named)],
        "all articles of the folder (events of articles without gold count as wrong)": [shared / "seeds"],
    }
    yield "\n## Events: end to end against hand coding\n"
    for name, paths in inputs.items():
        yield f"`score_events.py`, {name}:\n\n```\n{score_events(shared, gold, paths)}```\n"


def score_events(shared: Path, gold: Path, paths: Sequence[Path]) -> str:
    """What the scoring script prints after a run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pipeline.cli", "run", *map(str, paths), "--out", folder]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        tool = [sys.executable, str(shared / "tools" / "score_events.py"), str(gold), str(Path(folder) / "events")]
        told = subprocess.run(tool, capture_output=True, text=True, check=True)
    return told.stdout


if __name__ == "__main__":
    main()
