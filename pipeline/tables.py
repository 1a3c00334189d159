"""Reads of finished tables, over all batches of an output folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pipeline.errors import DemarcheError
from pipeline.records import Event
from pipeline.store import read_table

Row = TypeVar("Row")


def list_tables(out: Path, table: str) -> list[Path]:
    """The files of a table, in order.

    Raises:
        DemarcheError: there is no such folder.
    """
    folder = out / table
    if not folder.is_dir():
        raise DemarcheError("no table here; make it with demarche run, or name the folder with --out", file=folder)
    return sorted(folder.glob("*.parquet"))


def read_rows(out: Path, table: str, record_class: type[Row]) -> Iterator[Row]:
    """All rows of a table, batch by batch."""
    for path in list_tables(out, table):
        yield from read_table(path, record_class)


def read_dyads(out: Path, *, limit: int) -> list[Event]:
    """The first events that repeat no other, as a table for people shows them."""
    events: list[Event] = []
    for path in list_tables(out, "events"):
        if len(events) >= limit:
            break
        events.extend(read_table(path, Event))
    return [event for event in events if event.duplicate_of is None][:limit]


def find_event(out: Path, event_id: str) -> tuple[Event, Path]:
    """The event with this id (or the only one that begins so), and its file.

    Raises:
        DemarcheError: there is none, or more than one.
    """
    found = {
        event.event_id: (event, path)
        for table in ("events", "monadic")
        for path in list_tables(out, table)
        for event in read_table(path, Event)
        if event.event_id.startswith(event_id)
    }
    if len(found) != 1:
        what = "no event has" if not found else f"{len(found)} events have"
        raise DemarcheError(f"{what} the id {event_id!r}; ids stand in the column event_id", file=out / "events")
    return next(iter(found.values()))
