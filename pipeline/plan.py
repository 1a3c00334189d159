"""Which articles make which batch, and what each table of a batch must be made from.

A batch is up to a few thousand articles with an id that stays: the files of a batch are written down when it is first
planned, so files that come later make new batches and nothing old is touched. A file is known by its path from the
output folder, its state by its content.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path

from pipeline.codebook.folder import PACKAGE, fingerprint_files, list_files
from pipeline.errors import DemarcheError
from pipeline.ingest.stretches import Stretch, list_stretches
from pipeline.store import write_beside

STAGES = ("ingest", "sentences", "actors", "actions", "events")
BATCH_SIZE = 2_000


@dataclass(frozen=True, slots=True)
class Source:
    """A stretch of records of one input file.

    Attributes:
        name: path of the file from the output folder.
        first: number of the first record, from 0.
        count: number of records.
        content: hash of these records.
    """

    name: str
    first: int
    count: int
    content: str

    @property
    def key(self) -> tuple[str, int]:
        """What stays when the content changes."""
        return self.name, self.first


@dataclass(frozen=True, slots=True)
class Batch:
    """A group of articles that go through the stages together."""

    batch_id: str
    sources: tuple[Source, ...]

    @property
    def articles(self) -> int:
        """Number of records, at most as many articles."""
        return sum(source.count for source in self.sources)

    @property
    def fingerprint(self) -> str:
        """Changes when a record of the batch changes."""
        return hash_text(*(f"{source.name}#{source.first}+{source.count} {source.content}" for source in self.sources))


@dataclass(frozen=True, slots=True)
class Part:
    """What a stage depends on, beside the stage before it: Python files and codebook files, as glob patterns."""

    code: tuple[str, ...]
    words: tuple[str, ...]


COMMON = ("records.py", "coders.py", "stages.py", "errors.py")
PARTS: Mapping[str, Part] = {
    "ingest": Part(("ingest/*.py",), ("en/furniture.toml",)),
    "sentences": Part(("sentences.py",), ("en/sentences.toml",)),
    "actors": Part(("actors/*.py", "codebook/actor*.py", "parses.py"), ("en/actors/*.csv", "en/actors/*.toml")),
    "actions": Part(
        ("actions/*.py", "codebook/*.py"),
        ("en/actions/*.toml", "cameo/*.csv"),
    ),
    "events": Part(("events.py", "timeline.py", "dates.py", "places/*.py"), ("**/*.toml", "**/*.csv")),
}


def hash_text(*parts: str) -> str:
    """Hash of some strings."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprint_parts(codebooks: Path, *, extra: Mapping[str, str]) -> dict[str, str]:
    """For each stage, a hash of its code, of the part of the codebooks that it reads, and of `extra` (by stage)."""
    return {stage: hash_text(*_part_hashes(codebooks, part), extra.get(stage, "")) for stage, part in PARTS.items()}


def _part_hashes(codebooks: Path, part: Part) -> tuple[str, str]:
    code = fingerprint_files(list_files(PACKAGE, (*COMMON, *part.code)), folder=PACKAGE)
    words = fingerprint_files(list_files(codebooks, part.words), folder=codebooks)
    return code, words


def chain_fingerprints(batch: Batch, parts: Mapping[str, str]) -> dict[str, str]:
    """The fingerprint of each table of a batch: what the stage itself depends on, and the table before it."""
    chained: dict[str, str] = {}
    before = batch.fingerprint
    for stage in STAGES:
        before = chained[stage] = hash_text(before, parts[stage])
    return chained


def locate_source(source: Source, out: Path) -> Path:
    """The input file of a source, as a path from the working folder."""
    return Path(os.path.relpath(out / source.name))


def plan_batches(files: Sequence[Path], out: Path, *, size: int = BATCH_SIZE) -> list[Batch]:
    """The batches that hold the records of these files; new ones are written down in the output folder.

    Args:
        files: input files.
        out: the output folder.
        size: the most articles in a batch.
    """
    recorded = read_batches(out)
    homes = {source.key: batch.batch_id for batch in recorded.values() for source in batch.sources}
    sources = {source.key: source for file in files for source in _list_sources(file, out, size)}
    present = {source.name for source in sources.values()}
    known = {homes[key] for key in sources if key in homes}
    batches = [_renew_batch(recorded[batch_id], sources, present) for batch_id in sorted(known)]
    batches += _pack_sources([source for key, source in sources.items() if key not in homes], size)
    for batch in batches:
        if recorded.get(batch.batch_id) != batch:
            _write_batch(batch, out)
    return batches


def _list_sources(file: Path, out: Path, size: int) -> Iterator[Source]:
    name = Path(os.path.relpath(file.resolve(), out.resolve())).as_posix()
    try:
        stretches = list(list_stretches(file, size))
    except OSError:
        stretches = []
    # What cannot be read, or holds no record, keeps its place, so that its reject says so.
    for stretch in stretches or [Stretch(0, 1, "")]:
        yield Source(name, stretch.first, stretch.count, stretch.content)


def _renew_batch(batch: Batch, sources: Mapping[tuple[str, int], Source], present: set[str]) -> Batch:
    """The batch with its sources as they are now; one that its file no longer holds is empty."""

    def renew(source: Source) -> Source:
        found = sources.get(source.key)
        if found is not None:
            return found
        return replace(source, count=0, content="") if source.name in present else source

    return Batch(batch.batch_id, tuple(map(renew, batch.sources)))


def _pack_sources(sources: Sequence[Source], size: int) -> Iterator[Batch]:
    """Group the sources in their order, each group as full as it gets."""
    numbers: list[int] = []
    number = total = 0
    for source in sources:
        total += source.count
        if total > size and numbers:
            number, total = number + 1, source.count
        numbers.append(number)
    for _, group in groupby(zip(numbers, sources, strict=True), key=lambda pair: pair[0]):
        members = tuple(source for _, source in group)
        yield Batch(hash_text(*(f"{source.name}#{source.first}" for source in members))[:12], members)


def read_batches(out: Path) -> dict[str, Batch]:
    """The batches written down in the output folder, by id.

    Raises:
        DemarcheError: one of the files is broken.
    """
    return {path.stem: _read_batch(path) for path in sorted((out / "batches").glob("*.json"))}


def _read_batch(path: Path) -> Batch:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["sources"]
        return Batch(path.stem, tuple(Source(**row) for row in rows))
    except (ValueError, KeyError, TypeError) as error:
        raise DemarcheError(f"broken list of a batch ({error}); delete the file and run again", file=path) from error


def _write_batch(batch: Batch, out: Path) -> None:
    rows = {"sources": [asdict(source) for source in batch.sources]}
    with write_beside(out / "batches" / f"{batch.batch_id}.json") as temporary:
        temporary.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
