"""Cuts input files into stretches of records: a large table makes several batches, and what it grows by a new one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline.ingest.rows import list_rows

_BLOCK: Final = 1 << 20
_TABLES: Final = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".tab"})
_PARQUET: Final = frozenset({".parquet", ".pq"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some records of a file: the number of the first, from 0, how many there are, and the hash of their content.

    A record is what :func:`pipeline.ingest.read_articles` makes one Article or one Reject of.
    """

    first: int
    count: int
    content: str


def list_stretches(path: Path, size: int) -> Iterator[Stretch]:
    """The stretches of a file, in order, each of at most `size` records."""
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        yield from _cut_rows(path, size)
        return
    content = _hash_file(path)
    total = _count_parquet(path) if suffix in _PARQUET else 1
    for first in range(0, total, size):
        yield Stretch(first, min(size, total - first), content)


def _cut_rows(path: Path, size: int) -> Iterator[Stretch]:
    """Stretches of the rows of a text table, each hashed by its own rows: rows added at the end change no full one."""
    rows = list_rows(path)
    first = 0
    while group := list(islice(rows, size)):
        digest = hashlib.sha256()
        for row in group:
            digest.update(repr(row.value).encode("utf-8", "surrogatepass"))
        yield Stretch(first, len(group), digest.hexdigest()[:16])
        first += len(group)


def _count_parquet(path: Path) -> int:
    """The rows of a Parquet file; one record, a reject, where it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowInvalid, OSError):
        return 1


def _hash_file(path: Path) -> str:
    """The hash of a whole file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()[:16]
