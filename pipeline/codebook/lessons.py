"""Lessons: sentences in which all events are marked, so that the model learns also what is no event."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.codebook.complaints import Complaints, check_tables, find_tables, read_toml

KEYS = frozenset({"text", "events"})


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a lesson: who does what to whom, the spans ``[start, end)`` in its text."""

    source: tuple[int, int]
    root: str
    target: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with all its events; between actors that it does not link nothing is done."""

    text: str
    events: tuple[Told, ...]


def read_lessons(path: Path, roots: frozenset[str], found: Complaints) -> Iterator[Lesson]:
    """The lessons of one file; of those that cannot be read the fault is told.

    Args:
        path: the file.
        roots: the root codes that there are.
        found: takes the faults.
    """
    data = read_toml(path, found)
    check_tables(path, data, "lesson", found)
    tables = data.get("lesson", ())
    lines = find_tables(path.read_text(encoding="utf-8").splitlines(), "lesson") if tables else []
    for table, line in zip(tables, lines, strict=False):
        faults = list(_find_faults(table, roots))
        for fault in faults:
            found.complain(path, line, fault)
        if not faults:
            yield Lesson(table["text"], tuple(_find_events(table)))


def _find_events(table: Mapping[str, Any]) -> Iterator[Told]:
    for source, root, target in table["events"]:
        yield Told(_find_span(table["text"], source), root, _find_span(table["text"], target))


def _find_span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _find_faults(table: Mapping[str, Any], roots: frozenset[str]) -> Iterator[str]:
    """What is wrong with a lesson, and how to mend it."""
    if unknown := sorted(table.keys() - KEYS):
        yield f"unknown key {unknown[0]!r} in a lesson: known are text and events"
    text, events = table.get("text"), table.get("events")
    if not isinstance(text, str) or not text.strip():
        yield 'a lesson has no text: write text = "Peru condemned Fiji."'
    elif not isinstance(events, list):
        yield 'a lesson has no events: write events = [["Peru", "11", "Fiji"]], or [] where nothing is done'
    else:
        for event in events:
            yield from _find_event_faults(event, text, roots)


def _find_event_faults(event: object, text: str, roots: frozenset[str]) -> Iterator[str]:
    if not (isinstance(event, list) and len(event) == 3 and all(isinstance(part, str) and part for part in event)):
        yield f'{event!r} is no event: write source, root and target, ["Peru", "11", "Fiji"]'
        return
    source, root, target = event
    if root not in roots:
        yield f"{root!r} is no CAMEO root: write two digits, 01 to 20"
    for words in (source, target):
        if words not in text:
            yield f"{words!r} does not stand in the text of the lesson: write the actor as it stands there"
