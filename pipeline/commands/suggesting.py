"""``demarche suggest actors``: names of a corpus that the codebook does not know, as lines to paste into it."""

import datetime
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.codebook.folder import find_codebooks
from pipeline.coders import Coders
from pipeline.commands.display import open_console
from pipeline.records import Article, Sentence
from pipeline.stages import InputOptions, read_sources, split_articles
from pipeline.suggest import suggest_actors


def print_suggestions(
    inputs: Sequence[Path], *, codebooks: Path | None, date: datetime.date | None, least: int, limit: int
) -> None:
    """Print the suggestions as CSV, each after its sentences, which are comments."""
    coders = Coders(find_codebooks(codebooks))
    found = suggest_actors(_read_inputs(inputs, coders, date), coders.actors, least=least)
    for each in found[:limit]:
        for example in each.examples:
            print(f"# {' '.join(example.split())}")
        print(f"# {each.kind}, {each.count} times")
        print(each.line)
    told = f"{len(found):,} names of at least {least} sentences, {min(len(found), limit):,} shown"
    open_console(errors=True).print(told, markup=False)
    sys.stdout.flush()


def _read_inputs(
    inputs: Sequence[Path], coders: Coders, date: datetime.date | None
) -> Iterator[tuple[Article, Sequence[Sentence]]]:
    from pipeline.ingest import find_inputs

    for path in find_inputs(inputs):
        for article in read_sources([(path, 0, None)], InputOptions(date=date), coders).rows:
            yield article, split_articles([article], coders).rows
