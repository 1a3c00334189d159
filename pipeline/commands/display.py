"""How things look on the terminal."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.records import Event

if TYPE_CHECKING:
    from rich.console import Console

# Width of tables where the output is no terminal.
PLAIN_WIDTH = 140
# Most events of the table after a run.
MOST_EVENTS = 25


def open_console(*, errors: bool = False) -> "Console":
    """A console for standard output or standard error; plain and wide where that is no terminal."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else PLAIN_WIDTH, highlight=False, soft_wrap=False)


def print_table(names: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> None:
    """A table of plain values; None is an empty cell."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    open_console().print(table)


def print_events(events: Sequence[Event], *, title: str | None = None) -> None:
    """A table of events."""
    rows = [
        (
            event.date,
            event.source,
            event.cameo,
            event.plover,
            event.target,
            event.status,
            event.source_text,
            event.trigger_text,
            event.target_text,
        )
        for event in events
    ]
    names = ("date", "source", "CAMEO", "PLOVER", "target", "status", "source text", "trigger", "target text")
    print_table(names, rows, title=title)
