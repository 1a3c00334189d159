"""Speed and memory on one core: the whole way from files to events, and parser and coders on the same sentences.

    python -m benchmarks.speed [FILES...] [--articles N]

Articles are the given files, by default the seeds; they are multiplied to N articles that differ in one number a
sentence, so that no cache of whole sentences helps. Each part runs in a process of its own, and only the time after
loading is counted; the peak is that of the process.
"""

import argparse
import datetime
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path

from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import Coders, load_coders
from pipeline.ingest import IngestOptions, find_inputs, read_articles
from pipeline.parses import hash_sentence, parse_sentences
from pipeline.records import Article, Event, Mention, Sentence
from pipeline.runs import run_pipeline
from pipeline.stages import Dossier, InputOptions, code_actions, find_mentions
from pipeline.steps import PIECE
from pipeline.tables import list_tables, read_rows

SEEDS = Path(__file__).parent.parent / "seeds"


def load_all() -> Coders:
    """Codebooks as the run itself takes them from the cache of the process."""
    codebooks = find_codebooks()
    coders = load_coders(codebooks, fingerprint_codebooks(codebooks), True)
    coders.load_books()
    return coders


def multiply(files: Sequence[Path], articles: int) -> Iterator[dict[str, str]]:
    """Articles as rows of JSON Lines, each copy with a number of its own in every sentence."""
    options = IngestOptions(cues=load_all().cues)
    read = [record for file in find_inputs(files) for record in read_articles(file, options)]
    originals = [record for record in read if isinstance(record, Article)]
    for number in range(articles):
        article = originals[number % len(originals)]
        body = re.sub(r"(\w)([.!?])(\s|$)", rf"\1, source {number} said\2\3", article.body)
        yield {"title": f"{article.title} {number}", "date": article.publication_date.isoformat(), "body": body}


def time_pipeline(source: Path, out: Path) -> dict[str, float]:
    """Seconds from files to events, everything loaded before."""
    coders = load_all()
    list(coders.parser.parse(["France condemned Chad."]))
    started = time.perf_counter()
    report = run_pipeline(
        [source],
        out,
        codebooks=find_codebooks(),
        options=InputOptions(),
        start=lambda articles: lambda stage, count: None,
        wait=print,
    )
    assert report.status == "done", report.failures
    return {"seconds": time.perf_counter() - started, "memory": peak_memory()}


def time_parser(out: Path, *, dyads_only: bool) -> dict[str, float]:
    """Seconds for the trees of the same sentences, of all or of those that can hold a dyad."""
    coders = load_all()
    articles: dict[str, list[str]] = defaultdict(list)
    for sentence in read_rows(out, "sentences", Sentence):
        articles[sentence.article_id].append(sentence.text)
    texts = [text for own in articles.values() for text in own]
    if dyads_only:
        texts = [text for own in articles.values() for text in compress(own, coders.actors.select(own))]
    list(coders.parser.parse(texts[:64]))
    started = time.perf_counter()
    words = sum(len(tree.words) for tree in coders.parser.parse(texts) if tree is not None)
    return {
        "seconds": time.perf_counter() - started,
        "memory": peak_memory(),
        "sentences": len(texts),
        "words": words,
    }


def time_actions(out: Path) -> dict[str, float]:
    """Seconds from all sentences to their actions, also of those that cannot hold a dyad."""
    coders = load_all()
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in read_rows(out, "sentences", Sentence):
        sentences[sentence.article_id].append(sentence)
    articles = {article.article_id: article for article in read_rows(out, "articles", Article)}
    cases = [Dossier(articles[article_id], tuple(own)) for article_id, own in sentences.items()]
    list(coders.parser.parse(sentence.text for case in cases[:3] for sentence in case.sentences))
    words = 0
    started = time.perf_counter()
    for start in range(0, len(cases), PIECE):
        piece = cases[start : start + PIECE]
        parses = parse_sentences((s for case in piece for s in case.sentences), lambda: coders.parser, known={})
        words += sum(len(parse.heads) for parse in parses.values())
        for case in piece:
            own = {key: parses[key] for key in (hash_sentence(sentence.text) for sentence in case.sentences)}
            parsed = replace(case, parses=own)
            code_actions([replace(parsed, mentions=find_mentions([parsed], coders).rows)], coders)
    return {
        "seconds": time.perf_counter() - started,
        "memory": peak_memory(),
        "sentences": sum(map(len, sentences.values())),
        "words": words,
    }


def peak_memory() -> float:
    """Largest memory of this process, in megabytes."""
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def run_part(name: str, folder: Path) -> dict[str, float]:
    """Run one part in a process of its own, on one core."""
    command = [sys.executable, "-m", "benchmarks.speed", "--part", name, "--folder", str(folder)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def work_part(name: str, folder: Path) -> dict[str, float]:
    """What the process of a part does."""
    if name == "pipeline":
        return time_pipeline(folder / "articles.jsonl", folder / "out")
    if name == "actions":
        return time_actions(folder / "out")
    return time_parser(folder / "out", dyads_only=name == "parser-dyads")


def report_parts(folder: Path) -> None:
    """Measure all parts and print them side by side."""
    whole = run_part("pipeline", folder)
    parts = {name: run_part(name, folder) for name in LABELS}
    out = folder / "out"
    sentences, words = parts["parser"]["sentences"], parts["parser"]["words"]
    articles, events = (sum(1 for _ in read_rows(out, table, kind)) for table, kind in TABLES)
    print(f"{datetime.date.today()}, Python {sys.version.split()[0]}, one core")
    print(f"{articles:,} articles, {sentences:,.0f} sentences, {words:,.0f} words, {events:,} events")
    print(f"{'':26} {'seconds':>8} {'sentences/s':>12} {'words/s':>10} {'peak MB':>8}")
    rows = [("files to events", whole, sentences, words)]
    rows += [(LABELS[name], part, part["sentences"], part["words"]) for name, part in parts.items()]
    for label, part, count, size in rows:
        seconds = part["seconds"]
        print(f"{label:26} {seconds:8.1f} {count / seconds:12,.0f} {size / seconds:10,.0f} {part['memory']:8,.0f}")
    share = parts["parser"]["seconds"] / parts["actions"]["seconds"]
    print(f"parser to actions, where every sentence is parsed: {share:.0%} of the speed of the parser alone")
    size = sum(path.stat().st_size for path in list_tables(out, "events"))
    print(f"events table {size / 1e6:.1f} MB")


LABELS = {
    "parser": "parser alone, all",
    "parser-dyads": "parser alone, parsed ones",
    "actions": "parser to actions, all",
}
TABLES: tuple[tuple[str, type[Article] | type[Event] | type[Mention]], ...] = (("articles", Article), ("events", Event))


def main() -> None:
    """Read the options and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, default=[SEEDS], help="articles; default: the seeds")
    parser.add_argument("--articles", type=int, default=500, help="how many articles to make of them")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(work_part(options.part, options.folder)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = multiply(options.files, options.articles)
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
        report_parts(folder)


if __name__ == "__main__":
    main()
