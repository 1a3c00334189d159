"""Measures the actor coder: speed, the marked sentences, and how many gold events it makes possible.

    python -m benchmarks.actors speed [SENTENCES.txt]
    python -m benchmarks.actors marked [MARKED.txt...]
    python -m benchmarks.actors potential GOLD.jsonl ARTICLES...

`potential` reads a gold file as evaluation.md describes it, codes the articles, and counts the gold rows of which the
sentence holds a mention for the source and one for the target, by country and by full code.
"""

import argparse
import json
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.actors import ActorCoder
from pipeline.actors.matcher import Matcher
from pipeline.actors.packing import obtain_book
from pipeline.actors.tokens import make_key, split_forms
from pipeline.codebook.actors import load_actors
from pipeline.codebook.folder import find_codebooks
from pipeline.records import Article, Mention, Sentence
from pipeline.syntax import load_parser
from tests.actors.marks import Score, find_actors, read_marks, score_example

MARKED = [Path(__file__).parent.parent / "tests" / "actors" / name for name in ("mentions.txt", "blind.txt")]
ROUNDS = 20


def main() -> None:
    """Run the measure that the command line names."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("measure", choices=["speed", "marked", "potential"])
    options.add_argument("paths", nargs="*", type=Path)
    chosen = options.parse_args()
    {"speed": measure_speed, "marked": measure_marked, "potential": measure_potential}[chosen.measure](chosen.paths)


def measure_speed(paths: Sequence[Path]) -> None:
    """Time to load and to build, sentences a second of the matcher, the prefilter and the whole coder."""
    folder = find_codebooks() / "en" / "actors"
    started = time.process_time()
    book = load_actors(folder)
    loaded = time.process_time()
    coder = ActorCoder(book)
    print(f"load {loaded - started:.3f} s, build {time.process_time() - loaded:.3f} s, {len(book.rows):,} rows")
    with tempfile.TemporaryDirectory() as name:
        obtain_book(folder, cache=Path(name))
        started = time.process_time()
        ActorCoder(obtain_book(folder, cache=Path(name)))
        print(f"packed, from the cache folder: {time.process_time() - started:.3f} s")
    texts = read_texts(paths)
    forms = [split_forms(text) for text in texts]
    keys = [list(map(make_key, words)) for words in forms]
    matcher = coder.matcher
    pairs = list(zip(keys, forms, strict=True)) * ROUNDS
    report("matcher, first time", len(texts), lambda: count_hits(matcher, pairs[: len(texts)]))
    report("matcher after tokenising", len(pairs), lambda: count_hits(matcher, pairs))
    report("prefilter", len(texts) * ROUNDS, lambda: coder.select(texts * ROUNDS))
    trees = list(load_parser().parse(texts))
    sentences = number_sentences(texts)
    article = make_article("\n".join(texts), date(2012, 1, 1))
    report("mentions", len(texts), lambda: coder.find_mentions(article, sentences, trees))


def report(name: str, count: int, work: Any) -> None:
    """Print how many sentences a second a piece of work does."""
    started = time.process_time()
    work()
    print(f"{name}: {count / (time.process_time() - started):,.0f} sentences a second")


def count_hits(matcher: Matcher, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> int:
    """The number of names found in tokenised texts."""
    return sum(1 for pair in pairs for _ in matcher.find(*pair))


def measure_marked(paths: Sequence[Path]) -> None:
    """Scores on files of marked sentences, by default those of the tests, and every fault."""
    coder, parser = ActorCoder(load_actors(find_codebooks() / "en" / "actors")), load_parser()
    for path in paths or MARKED:
        score = Score()
        for example in read_marks(path):
            for fault in score_example(example, find_actors(coder, parser, example), score):
                print(fault)
        shares = f"precision {score.precision:.3f} recall {score.recall:.3f} code {score.code:.3f}"
        print(f"{path.name}: {score.marked} marked: {shares}")


def measure_potential(paths: Sequence[Path]) -> None:
    """Share of gold events whose source and target are both mentioned in their sentence."""
    from pipeline.ingest import IngestOptions, read_articles
    from pipeline.ingest.cues import load_cues
    from pipeline.sentences import load_splitter, split_article

    gold = [json.loads(line) for line in paths[0].read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in gold if "sentence" in row and not row["optional"]]
    codebooks = find_codebooks()
    coder, parser = ActorCoder(load_actors(codebooks / "en" / "actors")), load_parser()
    splitter, found = load_splitter(codebooks / "en"), {}
    options = IngestOptions(cues=load_cues(codebooks / "en"))
    for path in paths[1:]:
        for article in read_articles(path, options):
            if isinstance(article, Article):
                sentences = list(split_article(article, splitter))
                trees = list(parser.parse([sentence.text for sentence in sentences]))
                mentions = coder.find_mentions(article, sentences, trees)
                for sentence in sentences:
                    number = sentence.sentence_number
                    found[plain(sentence.text)] = [each for each in mentions if each.sentence_number == number]
    country = full = 0
    for row in rows:
        mentions = [each for text, near in found.items() if same_text(text, plain(row["sentence"])) for each in near]
        country += all(has_code(mentions, row[side], 3) for side in ("sources", "targets"))
        full += all(has_code(mentions, row[side], None) for side in ("sources", "targets"))
    print(f"{len(rows)} gold rows: both countries {country / len(rows):.3f}, both full codes {full / len(rows):.3f}")


def has_code(mentions: Sequence[Mention], codes: Sequence[str], letters: int | None) -> bool:
    """Whether a mention has one of the codes, compared in so many letters; a row without an actor needs none."""
    return not any(codes) or any(each.code[:letters] in {code[:letters] for code in codes} for each in mentions)


def same_text(text: str, other: str) -> bool:
    """Whether one sentence holds the other."""
    return bool(text) and (text in other or other in text)


def plain(text: str) -> str:
    """Words in lower case, for comparing sentences."""
    return re.sub(r"\W+", " ", text.translate(str.maketrans("’‘“”", "''\"\""))).strip().lower()


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The sentences to measure on: lines of the files given, else the marked sentences."""
    if paths:
        return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [text for path in MARKED for example in read_marks(path) for text in example.texts]


def number_sentences(texts: Sequence[str]) -> list[Sentence]:
    """Sentences of one article."""

    def make() -> Iterator[Sentence]:
        for number, text in enumerate(texts):
            yield Sentence(article_id="a", sentence_number=number, start=0, end=len(text), text=text, kind="body")

    return list(make())


def make_article(body: str, day: date) -> Article:
    """An article of that day."""
    return Article(article_id="a", uri="a", body=body, publication_date=day, date_evidence="given")


if __name__ == "__main__":
    main()
