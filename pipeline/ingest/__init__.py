"""Ingest: files in many formats to Article rows, and Reject rows for what is none.

Each reader is a function of a path and :class:`IngestOptions` that yields an Article or a Reject for every text found.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import DemarcheError
from pipeline.ingest.article import Facts, IngestOptions, keep_article, make_article
from pipeline.ingest.cues import Cues, load_cues
from pipeline.ingest.dateline import split_dateline
from pipeline.ingest.duplicates import link_duplicates
from pipeline.ingest.reasons import REASONS, UNKNOWN_FORMAT, UNREADABLE, make_reject
from pipeline.ingest.tables import read_parquet, read_table
from pipeline.ingest.text import read_text
from pipeline.ingest.webpage import looks_like_page, read_page
from pipeline.records import Article, Reject

__all__ = [
    "REASONS",
    "Cues",
    "Facts",
    "IngestOptions",
    "find_inputs",
    "keep_article",
    "link_duplicates",
    "load_cues",
    "make_article",
    "read_articles",
    "split_dateline",
]

PAGES: Final[dict[str, Callable[[Path, IngestOptions], Article | Reject]]] = {
    "": read_text,
    ".txt": read_text,
    ".text": read_text,
    ".html": read_page,
    ".htm": read_page,
    ".xhtml": read_page,
}
TABLES: Final[dict[str, Callable[..., Iterator[Article | Reject]]]] = {
    ".jsonl": read_table,
    ".ndjson": read_table,
    ".json": read_table,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".parquet": read_parquet,
    ".pq": read_parquet,
}


def find_inputs(paths: Sequence[Path]) -> list[Path]:
    """Every file of the given files and folders, in order of path; hidden files and folders are left out."""
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(file for file in path.rglob("*") if file.is_file() and not _is_hidden(file.relative_to(path)))
        elif path.exists():
            found.add(path)
        else:
            raise DemarcheError("there is no such file or folder; check the path", file=path)
    return sorted(found)


def read_articles(
    path: Path, options: IngestOptions, *, first: int = 0, count: int | None = None
) -> Iterator[Article | Reject]:
    """The articles of one file, and a Reject with its reason for each record that is none.

    Args:
        path: the file.
        options: how it is read.
        first: number of the first record of the file that is wanted, from 0.
        count: how many records are wanted; None for all.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in TABLES:
            yield from TABLES[suffix](path, options, first=first, count=count)
        elif first == 0 and count != 0:
            yield _read_one(path, options)
    except OSError as problem:
        yield make_reject(str(path), UNREADABLE, problem.strerror or str(problem))


def _read_one(path: Path, options: IngestOptions) -> Article | Reject:
    """The one article of a file that is no table."""
    reader = PAGES.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(filter(None, [*PAGES, *TABLES]))
        return make_reject(str(path), UNKNOWN_FORMAT, f"{path.suffix} is not one of {known}")
    return read_page(path, options) if reader is read_text and _is_page(path) else reader(path, options)


def _is_page(path: Path) -> bool:
    """Whether a text file is an HTML page by its beginning."""
    with path.open("rb") as file:
        return looks_like_page(file.read(1000).decode("utf-8", "replace"))


def _is_hidden(path: Path) -> bool:
    """Whether a part of the path begins with a full stop or a tilde."""
    return any(part.startswith((".", "~")) for part in path.parts)
