"""One run: plans the batches, lets the tasks work, and writes down what ran."""

import json
import logging
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pipeline import __version__
from pipeline.codebook.folder import fingerprint_codebooks
from pipeline.coders import Coders
from pipeline.engine import Engine, make_engine
from pipeline.errors import DemarcheError
from pipeline.plan import STAGES, Batch, chain_fingerprints, fingerprint_parts, plan_batches
from pipeline.stages import InputOptions
from pipeline.steps import TABLES, Settings, is_complete, reject_path, table_path
from pipeline.store import count_rows, sweep_temporary, write_beside
from pipeline.syntax import fingerprint_parser

log = logging.getLogger("demarche")
PACKAGES = ("spacy", "pyarrow", "luigi", "trafilatura", "numpy")


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did, as it stands in run.json; `faults` are sentences and articles on which the program broke."""

    status: str
    batches: int
    stages: Mapping[str, Mapping[str, int]]
    failures: Sequence[Mapping[str, str]]
    faults: int = 0
    seconds: float = 0.0


def run_pipeline(
    inputs: Sequence[Path],
    out: Path,
    *,
    codebooks: Path,
    options: InputOptions,
    model: bool = True,
    workers: int = 1,
    start: Callable[[int], Callable[[str, int], None]],
    wait: Callable[[str], None],
) -> Report:
    """Code the articles of the inputs into the output folder; what is complete is left alone.

    Args:
        inputs: files and folders.
        out: the output folder.
        codebooks: the folder of codebooks.
        options: how inputs are read.
        model: let the model fill gaps of the patterns and doubt what they say.
        workers: processes that work at the same time.
        start: is told the number of articles; gives what is told the stage and how many more articles are done.
        wait: is told why, where another run has to end first.
    """
    from pipeline.ingest import find_inputs

    started, clock = datetime.now(UTC), time.monotonic()
    found = find_inputs(inputs)
    _check_columns(options, codebooks)
    out.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        out=out,
        codebooks=codebooks,
        codebook=fingerprint_codebooks(codebooks),
        parser=fingerprint_parser(),
        options=options,
        model=model,
    )
    with lock_folder(out, wait), log_run(out), make_engine(workers) as engine:
        files = [file for file in found if out.resolve() not in file.resolve().parents]
        report = replace(_code_files(files, settings, engine, start), seconds=round(time.monotonic() - clock, 3))
        _write_report(report, settings, inputs, started)
    return report


def _code_files(
    files: Sequence[Path], settings: Settings, engine: Engine, start: Callable[[int], Callable[[str, int], None]]
) -> Report:
    """Plan the batches and let the tasks work."""
    from pipeline.tasks import Run, build_tasks

    out = settings.out
    batches = plan_batches(files, out)
    parts = fingerprint_parts(settings.codebooks, extra=_extra_parts(settings))
    fingerprints = {batch.batch_id: chain_fingerprints(batch, parts) for batch in batches}
    log.info("run: %d files, %d batches, codebook %s", len(files), len(batches), settings.codebook)
    advance = start(sum(batch.articles for batch in batches))
    if not _note_complete(out, batches, fingerprints, advance):
        settings.load_coders().load_books()
    run = Run(settings, engine, fingerprints, advance)
    good = build_tasks(run, batches)
    return Report(
        status="done" if good else "failed",
        batches=len(batches),
        stages=_count_stages(out, batches, run.done),
        failures=[asdict(failure) for failure in run.failures],
        faults=run.faults,
    )


def _check_columns(options: InputOptions, codebooks: Path) -> None:
    """A mapping of a field that there is not is a mistake of the command, not of an input."""
    known = Coders(codebooks).cues.columns
    usual = {name for names in known.values() for name in names}
    for field, _ in options.columns:
        if field not in known and field not in usual:
            raise DemarcheError(f"unknown field {field!r} in --columns; fields are {', '.join(known)}")


def _note_complete(
    out: Path,
    batches: Sequence[Batch],
    fingerprints: Mapping[str, Mapping[str, str]],
    advance: Callable[[str, int], None],
) -> bool:
    """Tell the progress what is complete already; give whether all is."""
    everything = True
    for batch in batches:
        for stage in STAGES:
            if is_complete(out, stage, batch.batch_id, fingerprints[batch.batch_id][stage]):
                advance(stage, batch.articles)
            else:
                everything = False
    return everything


def _extra_parts(settings: Settings) -> dict[str, str]:
    """What stages depend on beside their code and words."""
    options = settings.options
    return {
        "ingest": repr((options.date, options.columns, options.day_first)),
        "actors": settings.parser,
        "actions": f"model {settings.model}",
        "events": __version__,
    }


def _count_stages(out: Path, batches: Sequence[Batch], done: Sequence[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """For each stage: batches that ran and were complete before, rows and rejects of all batches."""
    ran = Counter(stage for stage, _ in done)
    counts = {}
    for stage in STAGES:
        rows = [count_rows(table_path(out, stage, batch.batch_id)) for batch in batches]
        rejects = [count_rows(reject_path(out, stage, batch.batch_id)) for batch in batches]
        complete = sum(row is not None for row in rows)
        counts[stage] = {
            "ran": ran[stage],
            "kept": complete - ran[stage],
            TABLES[stage][0]: sum(row or 0 for row in rows),
            "rejects": sum(reject or 0 for reject in rejects),
        }
    return counts


def _write_report(report: Report, settings: Settings, inputs: Sequence[Path], started: datetime) -> None:
    options = settings.options
    content: dict[str, Any] = {
        "started": started.isoformat(timespec="seconds"),
        **asdict(report),
        "inputs": [str(path) for path in inputs],
        "options": {
            "date": options.date and options.date.isoformat(),
            "columns": dict(options.columns),
            "day_first": options.day_first,
            "model": settings.model,
        },
        "codebooks": {"folder": str(settings.codebooks), "fingerprint": settings.codebook},
        "parser": settings.parser,
        "versions": {"demarche": __version__, "python": platform.python_version(), **{p: version(p) for p in PACKAGES}},
    }
    with write_beside(settings.out / "run.json") as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_report(out: Path) -> dict[str, Any]:
    """What the last run wrote down.

    Raises:
        DemarcheError: there was no run, or its file is broken.
    """
    path = out / "run.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DemarcheError("no run has ended here; start one with demarche run", file=out) from None
    except ValueError as error:
        raise DemarcheError(f"broken report ({error}); run again", file=path) from error
    return content


@contextmanager
def log_run(out: Path) -> Iterator[None]:
    """Keep the messages of the run and of luigi in the log file of the output folder, and off the terminal."""
    handler = logging.FileHandler(out / "demarche.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    loggers = [logging.getLogger(name) for name in ("demarche", "luigi", "luigi-interface")]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
        handler.close()


@contextmanager
def lock_folder(out: Path, wait: Callable[[str], None]) -> Iterator[None]:
    """Let one run at a time write to the folder, and remove what an interrupted one left half written.

    Where the file system knows no locks, runs go on side by side: their files appear whole, and equal.
    """
    with (out / ".lock").open("a+", encoding="utf-8") as file:
        if _take_lock(file, wait):
            left = sweep_temporary(out)
            file.seek(0)
            file.truncate()
            file.write(f"{os.getpid()}\n")
            file.flush()
            if left:
                log.info("removed %d half-written files of an interrupted run", left)
        yield


def _take_lock(file: IO[str], wait: Callable[[str], None]) -> bool:
    """Whether the lock was to be had."""
    if sys.platform == "win32":
        return False
    import fcntl

    with suppress(OSError):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait(f"another run writes to {Path(file.name).parent}; waiting for its end")
            fcntl.flock(file, fcntl.LOCK_EX)
        return True
    return False
