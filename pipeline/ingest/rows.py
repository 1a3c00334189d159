"""The rows of a table file as they stand, before anything is made of them: how many there are depends on no option."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.ingest.encoding import find_encoding, repair_text
from pipeline.ingest.reasons import BINARY_FILE, BROKEN_LINE, EMPTY_FILE, TOO_LONG, make_reject
from pipeline.records import Reject

_SEPARATORS: Final = ",;\t|"
_STATED_SEPARATOR = re.compile(r"sep=(.)\r?\n")  # the first line that spreadsheets write
_START: Final = 65_536
_LONGEST: Final = 16_000_000  # characters of one line or cell that are looked at; no article is as long


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Args:
        uri: the path and the line or row.
        value: a line of JSON, the cells by name, or a reject for a row that cannot be read.
    """

    uri: str
    value: str | Mapping[str, str | None] | Reject


def list_rows(path: Path) -> Iterator[Row]:
    """Every row of a JSON Lines, JSON or CSV file; an empty or binary file is one reject."""
    with path.open("rb") as file:
        start = file.read(_START)
    if not start.strip():
        yield Row(str(path), make_reject(str(path), EMPTY_FILE, f"{path.stat().st_size} bytes"))
        return
    encoding = find_encoding(start)
    if encoding is None:
        yield Row(str(path), make_reject(str(path), BINARY_FILE, "not a table in text form"))
        return
    suffix = path.suffix.lower()
    list_format = _list_document if suffix == ".json" else _list_lines if "js" in suffix else _list_cells
    found = False
    with _open_text(path, encoding) as text:
        for row in list_format(path, text):
            found = True
            yield row
    if not found:
        yield Row(str(path), make_reject(str(path), EMPTY_FILE, "no rows"))


def _list_lines(path: Path, file: Any) -> Iterator[Row]:
    """The lines that are not empty."""
    for number, line in enumerate(file, 1):
        uri = f"{path}#L{number}"
        if len(line) > _LONGEST:
            yield Row(uri, make_reject(uri, TOO_LONG, f"{len(line):,} characters on one line"))
        elif line.strip():
            yield Row(uri, line)


def _list_document(path: Path, file: Any) -> Iterator[Row]:
    """The objects of a JSON file that is one object or a list of them."""
    try:
        value = json.loads(repair_text(file.read()))
    except (ValueError, RecursionError) as problem:
        detail = f"not JSON: {problem}; a file with one object a line is .jsonl"
        yield Row(str(path), make_reject(str(path), BROKEN_LINE, detail))
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield Row(f"{path}#{number}", json.dumps(row, ensure_ascii=False))


def _list_cells(path: Path, file: Any) -> Iterator[Row]:
    """The rows under the header of a CSV file; every cell is text, so "NA" and "010" stay what they are."""
    csv.field_size_limit(_LONGEST)
    start = file.read(_START)
    file.seek(0)
    if stated := _STATED_SEPARATOR.match(start):
        file.readline()
    reader = csv.reader(file, delimiter=stated[1] if stated else _find_separator(start))
    header = [repair_text(name).strip() for name in next(reader, [])]
    number = 0
    while True:
        uri = f"{path}#{number + 1}"
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as problem:
            yield Row(uri, make_reject(uri, BROKEN_LINE, f"line {reader.line_num}: {problem}"))
        else:
            if not cells:
                continue
            yield Row(uri, _name_cells(header, cells, uri, reader.line_num))
        number += 1


def _name_cells(header: list[str], cells: list[str], uri: str, line: int) -> Mapping[str, str | None] | Reject:
    """The cells by the names of the header; cells that are missing at the end are empty."""
    if len(cells) > len(header):
        detail = f"{len(cells)} cells under {len(header)} names; put text in quotation marks"
        return make_reject(uri, BROKEN_LINE, f"line {line}: {detail}")
    named = {name: repair_text(cell) for name, cell in zip(header, cells, strict=False)}
    return dict.fromkeys(header) | named


def _open_text(path: Path, encoding: str) -> Any:
    """The file as text; bytes that are no UTF-8 are kept for :func:`repair_text`."""
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    return path.open(encoding=encoding, errors=errors, newline="")


def _find_separator(start: str) -> str:
    """The separator that the header line holds most often."""
    header = start.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=header.count)
