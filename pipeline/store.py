"""Atomic Parquet reads and writes; the only module that touches table files.

A column is stated once, in the dataclass of its table: name, type, whether it may be missing, and its meaning, which
stands in the Parquet schema too.
"""

import os
import types
import typing
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.errors import DemarcheError

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row")

# Files under this name are half written; nothing reads them, and the next run removes them.
TEMPORARY = ".{name}.{unique}.tmp"


def make_schema(record_class: type[Any]) -> "pa.Schema":
    """The Parquet schema of a table: text, int32, float64, date32 or lists of them, with the meaning of each column."""
    import pyarrow as pa

    hints = typing.get_type_hints(record_class)
    columns = []
    for field in fields(record_class):
        kind, nullable = _plain_type(hints[field.name])
        meaning = field.metadata.get("meaning")
        notes = {"meaning": meaning} if meaning else None
        columns.append(pa.field(field.name, _arrow_type(kind), nullable=nullable, metadata=notes))
    return pa.schema(columns)


def _plain_type(hint: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was there."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (kind,) = (option for option in typing.get_args(hint) if option is not types.NoneType)
        return kind, True
    return hint, False


def _arrow_type(kind: Any) -> "pa.DataType":
    import pyarrow as pa

    if typing.get_origin(kind) is tuple:
        return pa.list_(_arrow_type(typing.get_args(kind)[0]))
    names = {str: pa.string(), int: pa.int32(), float: pa.float64(), date: pa.date32(), bool: pa.bool_()}
    return names[kind]


def write_table(
    path: Path, records: Iterable[Any], record_class: type[Any], metadata: Mapping[str, str] | None = None
) -> int:
    """Write the records as one Parquet file that appears whole or not at all; give their number.

    Equal records and metadata give equal bytes.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = make_schema(record_class)
    rows = list(records)
    columns = [pa.array([getattr(row, name) for row in rows], type=schema.field(name).type) for name in schema.names]
    table = pa.Table.from_arrays(columns, schema=schema.with_metadata(dict(sorted((metadata or {}).items()))))
    with write_beside(path) as temporary:
        pq.write_table(table, temporary, compression="snappy")
    return len(rows)


@contextmanager
def write_beside(path: Path) -> Iterator[Path]:
    """A temporary path in the folder of `path`; on success it takes its place, on failure it is removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / TEMPORARY.format(name=path.name, unique=uuid.uuid4().hex[:12])
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def sweep_temporary(folder: Path) -> int:
    """Remove what an interrupted run left half written under `folder`; give the number of files."""
    left = [file for file in folder.rglob(TEMPORARY.format(name="*", unique="*")) if file.is_file()]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)


def read_table(path: Path, record_class: type[Row]) -> list[Row]:
    """All records of a table file.

    Raises:
        DemarcheError: there is no such file, it is broken, or it holds another table.
    """
    names = [field.name for field in fields(record_class)]  # type: ignore[arg-type]  # any of the record classes
    table = _read_columns(path, record_class, names)
    columns = [_values(table.column(name)) for name in names]
    return [record_class(**dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]


def read_column(path: Path, record_class: type[Any], name: str) -> list[Any]:
    """The values of one column of a table file.

    Raises:
        DemarcheError: there is no such file, it is broken, or it holds another table.
    """
    return _values(_read_columns(path, record_class, [name]).column(name))


def _read_columns(path: Path, record_class: type[Any], names: list[str]) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _check_schema(path, file.schema_arrow, record_class)
            return file.read(columns=names)
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error


def _values(column: "pa.ChunkedArray") -> list[Any]:
    import pyarrow as pa

    values: list[Any] = column.to_pylist()
    return [tuple(value) for value in values] if pa.types.is_list(column.type) else values


def _check_schema(path: Path, found: "pa.Schema", record_class: type[Any]) -> None:
    expected = make_schema(record_class)
    kinds = dict(zip(found.names, found.types, strict=True))
    wrong = [column.name for column in expected if kinds.get(column.name) != column.type]
    if wrong:
        table = record_class.__name__.lower()
        message = f"this is no table of {table}s of this version (column {wrong[0]}); delete the file and run again"
        raise DemarcheError(message, file=path)


def read_metadata(path: Path) -> dict[str, str]:
    """What was written beside the table: fingerprint, versions, counts.

    Raises:
        DemarcheError: there is no such file, or it is broken.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error
    return {key.decode(): value.decode() for key, value in found.items()}


def count_rows(path: Path) -> int | None:
    """Number of rows of a table file; None where it is missing or broken."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, pa.ArrowException):
        return None


def _unreadable(path: Path, error: Exception) -> DemarcheError:
    if isinstance(error, FileNotFoundError):
        return DemarcheError("no such file", file=path)
    reason = " ".join(str(error).split())[:200]
    return DemarcheError(f"not a whole Parquet file ({reason}); delete it and run again", file=path)
