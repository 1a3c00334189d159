"""Tables: every record survives a round trip, files appear whole, and mistakes are told."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.actions.table import ActionRow
from pipeline.errors import DemarcheError
from pipeline.parses import Parse
from pipeline.records import Article, Event, Mention, Reject, Sentence
from pipeline.store import count_rows, make_schema, read_metadata, read_table, sweep_temporary, write_table

RECORDS = [Article, Sentence, Mention, Event, Reject, ActionRow, Parse]
NAMES = [record.__name__ for record in RECORDS]
REJECT = Reject(stage="ingest", reason="no publication date")

st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
st.register_type_strategy(int, st.integers(-(2**31), 2**31 - 1))
st.register_type_strategy(float, st.floats(allow_nan=False))


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_round_trip(record: type[Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tables")

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.builds(record), max_size=4), st.dictionaries(st.text("abc", min_size=1), st.text("xyz")))
    def check(rows: list[Any], metadata: dict[str, str]) -> None:
        for name in ("first", "second"):
            assert write_table(folder / name, rows, record, metadata) == len(rows)
        assert read_table(folder / "first", record) == rows
        assert read_metadata(folder / "first") == metadata
        assert count_rows(folder / "first") == len(rows)
        assert (folder / "first").read_bytes() == (folder / "second").read_bytes()

    check()


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_every_column_has_its_meaning(record: type[Any]) -> None:
    schema = make_schema(record)
    assert all(len(column.metadata[b"meaning"]) >= 8 for column in schema)
    assert {column.type for column in schema} <= {
        pa.string(),
        pa.int32(),
        pa.float64(),
        pa.bool_(),
        pa.date32(),
        pa.list_(pa.string()),
        pa.list_(pa.int32()),
    }


@pytest.mark.parametrize(
    ("name", "kind", "nullable"),
    [
        ("date", pa.date32(), False),
        ("source", pa.string(), True),
        ("cameo", pa.string(), False),
        ("goldstein", pa.float64(), False),
        ("source_start", pa.int32(), True),
    ],
)
def test_event_columns(name: str, kind: pa.DataType, nullable: bool) -> None:
    column = make_schema(Event).field(name)
    assert (column.type, column.nullable) == (kind, nullable)


def test_a_failed_write_leaves_the_old_table(tmp_path: Path) -> None:
    path = tmp_path / "rejects.parquet"
    write_table(path, [REJECT], Reject)

    def break_off() -> Iterator[Reject]:
        yield REJECT
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_table(path, break_off(), Reject)
    with pytest.raises((pa.ArrowException, UnicodeEncodeError)):
        write_table(path, [Reject(stage="ingest", reason="\ud800")], Reject)
    assert read_table(path, Reject) == [REJECT]
    assert [file.name for file in tmp_path.iterdir()] == ["rejects.parquet"]


def test_sweep_removes_only_what_is_half_written(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    keep = tmp_path / "events" / "a.parquet"
    half = tmp_path / "events" / ".a.parquet.0123456789ab.tmp"
    other = tmp_path / "notes.tmp"
    for file in (keep, half, other):
        file.write_text("x")
    assert sweep_temporary(tmp_path) == 1
    assert keep.exists()
    assert other.exists()
    assert not half.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"", "not a whole Parquet file"),
        (b"PAR1 but then the disk was full", "not a whole Parquet file"),
        ("foreign", "no table of rejects of this version (column stage)"),
    ],
)
def test_a_bad_file_is_told(tmp_path: Path, content: bytes | str | None, message: str) -> None:
    path = tmp_path / "x.parquet"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content == "foreign":
        pq.write_table(pa.table({"day": [datetime.date(2012, 3, 12)]}), path)
    with pytest.raises(DemarcheError) as error:
        read_table(path, Reject)
    assert str(path) in str(error.value)
    assert message in str(error.value)
