"""The compiled dictionary in the cache folder: the names of each first word are unpacked when the word is met.

A codebook of 64,000 rows takes seconds to read and to build; packed, it is there at once. The file holds plain values
in Python's marshal format behind their hash: one that is broken is never unpacked, only made again.
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.actors.matcher import Matcher
from pipeline.codebook.actorrows import ActorRow, AgentRow
from pipeline.codebook.actors import ActorBook, PackedNames, load_actors, read_frame
from pipeline.codebook.folder import fingerprint_files, list_files
from pipeline.store import write_beside

RECIPE = "1"
"""Goes up when rows, words or the trie change, so that no older file is taken for a new one."""
# Files of earlier states of codebooks that are kept.
KEPT = 4
DIGEST = 32


def obtain_book(folder: Path, *, cache: Path) -> ActorBook:
    """The actor codebook with packed names: from the cache folder, else read now and kept there.

    Args:
        folder: the actor codebook.
        cache: where packed names are kept; one that cannot be written is no fault.

    Raises:
        DemarcheError: a file of the codebook has a mistake.
    """
    path = cache / f"actors-{_fingerprint(folder)}.bin"
    names = read_names(path)
    if names is None:
        names = pack_names(Matcher(load_actors(folder)))
        with suppress(OSError):  # a read-only home: the codebook is read again next time
            write_names(path, names)
    return read_frame(folder, names)


def _fingerprint(folder: Path) -> str:
    files = fingerprint_files(list_files(folder, ("*.csv", "rules.toml")), folder=folder)
    parts = (RECIPE, sys.implementation.cache_tag, folder.resolve().as_posix(), files)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def read_names(path: Path) -> PackedNames | None:
    """What :func:`write_names` wrote; None where there is no such file, or it is broken."""
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return None
    if len(content) <= DIGEST or hashlib.sha256(content[DIGEST:]).digest() != content[:DIGEST]:
        return None
    return PackedNames(*marshal.loads(content[DIGEST:]))


def write_names(path: Path, names: PackedNames) -> None:
    """Write the names to `path`, which appears whole or not at all, and remove the oldest of its kind."""
    content = marshal.dumps(tuple(names))
    with write_beside(path) as temporary:
        temporary.write_bytes(hashlib.sha256(content).digest() + content)
    old = sorted(path.parent.glob("actors-*.bin"), key=lambda file: file.stat().st_mtime)[:-KEPT]
    for file in old:
        file.unlink(missing_ok=True)


def pack_names(matcher: Matcher) -> PackedNames:
    """The names of a dictionary in which none has been looked up, by their first word."""
    numbers: dict[int, int] = {}
    rows: list[bytes] = []

    def number_row(row: ActorRow | AgentRow) -> int:
        if id(row) not in numbers:
            numbers[id(row)] = len(rows)
            rows.append(marshal.dumps(_flatten(row)))
        return numbers[id(row)]

    groups = {
        key: marshal.dumps([(name, kind, number_row(row), plural, first) for name, kind, row, plural, first in group])
        for key, group in matcher.waiting.items()
    }
    return PackedNames(groups, rows)


def _flatten(row: ActorRow | AgentRow) -> tuple[Any, ...]:
    """The values of a row as marshal can keep them: dates as their numbers."""
    values = row if isinstance(row, ActorRow) else astuple(row)
    return tuple(value.toordinal() if isinstance(value, date) else value for value in values)
