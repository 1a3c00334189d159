"""Articles as rows: JSON Lines, CSV and Parquet, with a mapping of our fields to their columns."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import DemarcheError
from pipeline.ingest.article import Facts, IngestOptions, make_article
from pipeline.ingest.encoding import repair_text
from pipeline.ingest.published import Finding, read_date
from pipeline.ingest.reasons import BROKEN_LINE, EMPTY_FILE, NO_BODY, UNREADABLE, make_reject
from pipeline.ingest.rows import list_rows
from pipeline.records import Article, Reject

Row = Mapping[str, Any]


def read_table(
    path: Path, options: IngestOptions, *, first: int = 0, count: int | None = None
) -> Iterator[Article | Reject]:
    """The articles of a CSV file (its header names the columns) or of JSON objects (each names its own)."""
    columns: dict[str, str] = {}
    for row in islice(list_rows(path), first, None if count is None else first + count):
        if isinstance(row.value, Reject):
            yield row.value
        elif isinstance(row.value, str):
            yield _read_object(row.value, row.uri, options)
        else:
            columns = columns or choose_columns(list(row.value), options, path)
            yield _read_row(row.value, columns, row.uri, options)


def read_parquet(
    path: Path, options: IngestOptions, *, first: int = 0, count: int | None = None
) -> Iterator[Article | Reject]:
    """The articles of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.stat().st_size:
        yield make_reject(str(path), EMPTY_FILE, "0 bytes")
        return
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as problem:
        yield make_reject(str(path), UNREADABLE, str(problem).splitlines()[0])
        return
    with file:
        columns = choose_columns(file.schema_arrow.names, options, path)
        batches = file.iter_batches(batch_size=1000, columns=sorted(set(columns.values())))
        rows = enumerate((row for batch in batches for row in batch.to_pylist()), 1)
        for number, row in islice(rows, first, None if count is None else first + count):
            yield _read_row(row, columns, f"{path}#{number}", options)


def choose_columns(names: Sequence[str], options: IngestOptions, path: Path) -> dict[str, str]:
    """The column of each of our fields: the mapped one, else one with a usual name; a text column there must be."""
    columns = _match_names(names, options)
    there = f"the columns are: {', '.join(names) or 'none'}"
    for field, column in _check_mapping(options).items():
        if column not in names:
            raise DemarcheError(f"there is no column {column!r} for {field}; {there}", file=path)
    if "body" not in columns:
        raise DemarcheError(f"no column holds the text; name it as body=COLUMN; {there}", file=path)
    return columns


def _check_mapping(options: IngestOptions) -> dict[str, str]:
    """The mapping by our names of the fields; a usual name of a column stands for its field."""
    mapping: dict[str, str] = {}
    for name, column in options.columns.items():
        fields = [field for field, usual in options.cues.columns.items() if name == field or name in usual]
        if not fields:
            known = ", ".join(options.cues.columns)
            raise DemarcheError(f"unknown field {name!r} in the column mapping; known: {known}")
        mapping[name if name in options.cues.columns else fields[0]] = column
    return mapping


def _match_names(names: Iterable[str], options: IngestOptions) -> dict[str, str]:
    """The mapped columns that are there, then those with a usual name, whatever their case."""
    exact = set(names)
    folded = {name.strip().lower().replace(" ", "_"): name for name in reversed(list(names))}
    mapping = _check_mapping(options)
    columns = {field: column for field, column in mapping.items() if column in exact}
    for field, usual in options.cues.columns.items():
        if field not in mapping and (name := next((name for name in usual if name in folded), None)):
            columns[field] = folded[name]
    return columns


def _read_row(row: Row, columns: Mapping[str, str], uri: str, options: IngestOptions) -> Article | Reject:
    """The article of one row."""
    cells = {field: row.get(column) for field, column in columns.items()}
    body = _as_text(cells.get("body"))
    if body is None:
        detail = f"nothing under {columns.get('body', 'a name for the text')!r}; the names are: {', '.join(row)}"
        return make_reject(uri, NO_BODY, detail)
    facts = Facts(
        title=_as_text(cells.get("title")),
        published=_read_day(cells.get("date"), columns.get("date", ""), options),
        url=_as_text(cells.get("url")),
        publisher=_as_text(cells.get("publisher")),
        language=_as_text(cells.get("language")),
    )
    return make_article(body, uri=uri, options=options, facts=facts)


def _read_day(cell: Any, column: str, options: IngestOptions) -> Finding | None:
    """The day in a cell; None where the cell is empty."""
    if isinstance(cell, datetime.date):
        day = cell.date() if isinstance(cell, datetime.datetime) else cell
        return Finding(date=day, evidence=f"column {column}: {cell}")
    text = _as_text(cell)
    if text is None:
        return None
    finding = read_date(text, options.cues, day_first=options.day_first)
    return Finding(date=finding.date, reason=finding.reason, evidence=f"column {column}: {text}")


def _as_text(cell: Any) -> str | None:
    """A cell as text; a list of paragraphs becomes one text; None where nothing is in it."""
    if isinstance(cell, list):
        cell = "\n\n".join(piece for piece in cell if isinstance(piece, str))
    if cell is None or isinstance(cell, dict) or cell != cell:  # a missing number is not equal to itself
        return None
    return str(cell).strip() or None


def _read_object(line: str, uri: str, options: IngestOptions) -> Article | Reject:
    """The article of one JSON object."""
    try:
        row = json.loads(repair_text(line))
    except (ValueError, RecursionError) as problem:
        return make_reject(uri, BROKEN_LINE, f"not JSON: {problem}")
    if not isinstance(row, dict):
        return make_reject(uri, BROKEN_LINE, f"an object with named values is wanted, not {str(row)[:40]!r}")
    return _read_row(row, _match_names(row, options), uri, options)
