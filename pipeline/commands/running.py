"""``demarche run``: the main job, with its progress on standard error and a table of events at its end."""

import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.codebook.folder import find_codebooks
from pipeline.commands.display import MOST_EVENTS, open_console, print_events
from pipeline.errors import DemarcheError
from pipeline.plan import STAGES
from pipeline.runs import Report, run_pipeline
from pipeline.stages import InputOptions
from pipeline.tables import read_dyads

Advance = Callable[[str, int], None]

TABLES_SHOWN = {
    "events": "events",
    "events without a source or a target": "monadic",
    "articles": "articles",
    "what was not coded, and why": "rejects",
}


def run_inputs(
    inputs: Sequence[Path],
    out: Path,
    *,
    codebooks: Path | None,
    date: datetime.date | None,
    columns: Sequence[str],
    day_first: bool | None,
    model: bool,
    workers: int,
) -> bool:
    """Run, and say what came of it; give whether all went well."""
    if out.exists() and not out.is_dir():
        raise DemarcheError("the output folder is a file; name another with --out", file=out)
    options = InputOptions(date=date, columns=tuple(map(split_column, split_columns(columns))), day_first=day_first)
    console = open_console(errors=True)
    try:
        with show_progress() as start:
            report = run_pipeline(
                inputs,
                out,
                codebooks=find_codebooks(codebooks),
                options=options,
                model=model,
                workers=workers,
                start=start,
                wait=lambda reason: console.print(reason, markup=False),
            )
    except KeyboardInterrupt:
        console.print("stopped; the same command goes on from here")
        raise
    _tell_report(report, out)
    return report.status == "done"


def split_columns(columns: Sequence[str]) -> Iterator[str]:
    """The single mappings: the option can be given several times, and hold several mappings with commas."""
    for option in columns:
        yield from filter(None, map(str.strip, option.split(",")))


def split_column(mapping: str) -> tuple[str, str]:
    """Our field and the column that holds it.

    Raises:
        DemarcheError: there is no equals sign, or nothing beside it.
    """
    field, equals, column = (part.strip() for part in mapping.partition("="))
    if not equals or not field or not column:
        raise DemarcheError(f"--columns {mapping}: write FIELD=COLUMN, e.g. --columns body=text,date=published")
    return field, column


@contextmanager
def show_progress() -> Iterator[Callable[[int], Advance]]:
    """Bars for the stages on a terminal, nothing elsewhere; gives what starts them."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=open_console(errors=True), disable=not sys.stderr.isatty()) as progress:

        def start(articles: int) -> Advance:
            bars = {stage: progress.add_task(stage, total=articles) for stage in STAGES}
            return lambda stage, count: progress.advance(bars[stage], count)

        yield start


def _tell_report(report: Report, out: Path) -> None:
    dyads = read_dyads(out, limit=MOST_EVENTS) if report.stages["events"]["events"] else []
    if dyads:
        print_events(dyads, title=f"the first {len(dyads)} events with source and target")
    counts = {name: value for stage in report.stages.values() for name, value in stage.items()}
    console = open_console()
    console.print(
        f"{counts['articles']:,} articles, {counts['sentences']:,} sentences, {counts['mentions']:,} mentions, "
        f"{counts['events']:,} events in {report.seconds:.1f} seconds: {_tell_work(report)}",
        markup=False,
    )
    for name, folder in TABLES_SHOWN.items():
        console.print(f"  {name}: {out / folder}/*.parquet", markup=False, soft_wrap=True)
    errors = open_console(errors=True)
    for failure in report.failures:
        line = f"failed: {failure['stage']} of batch {failure['batch_id']}: {failure['reason']}"
        errors.print(line, markup=False, soft_wrap=True)
    if report.faults:
        line = f"the program broke on {report.faults:,} texts, all else is there; see demarche rejects --reason fault"
        errors.print(line, markup=False, soft_wrap=True)


def _tell_work(report: Report) -> str:
    ran = sum(stage["ran"] for stage in report.stages.values())
    kept = sum(stage["kept"] for stage in report.stages.values())
    return "nothing to do, all was complete" if not ran and not report.failures else f"{ran} tasks ran, {kept} kept"
