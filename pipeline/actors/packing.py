"""The compiled dictionary in the cache folder: the names under each first word are unpacked when the word is met.

A codebook of 64,000 rows takes seconds to read and to build; packed, it is there at once. The file holds plain values
in Python's marshal format behind their hash: one that is broken is never unpacked, only made again.
"""

import hashlib
import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.actors.matcher import END, Matcher
from pipeline.codebook.actorrows import ActorRow, AgentRow
from pipeline.codebook.actors import ActorBook, PackedNames, load_actors, read_frame
from pipeline.codebook.folder import fingerprint_files, list_files
from pipeline.store import write_beside

RECIPE = "1"
"""Goes up when rows, words or the trie change, so that no older file is taken for a new one."""
# Files of earlier states of codebooks that are kept.
KEPT = 4
DIGEST = 32
VALUES = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in (ActorRow, AgentRow)}


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
    """The names of a dictionary, by their first word."""
    numbers: dict[int, int] = {}
    rows: list[bytes] = []

    def number_row(row: ActorRow | AgentRow) -> int:
        if id(row) not in numbers:
            numbers[id(row)] = len(rows)
            rows.append(marshal.dumps(_flatten(row)))
        return numbers[id(row)]

    return PackedNames({key: marshal.dumps(_pack(node, number_row)) for key, node in matcher.root.items()}, rows)


def _pack(node: dict[str, Any], number_row: Callable[[ActorRow | AgentRow], int]) -> dict[str, Any]:
    packed: dict[str, Any] = {key: _pack(below, number_row) for key, below in node.items() if key != END}
    if END in node:
        packed[END] = [(form.kind, number_row(form.row), *form[2:]) for form in node[END]]
    return packed


def _flatten(row: ActorRow | AgentRow) -> tuple[Any, ...]:
    """The values of a row as marshal can keep them: dates as their numbers."""
    return tuple(value.toordinal() if isinstance(value, date) else value for value in VALUES[type(row)](row))
