"""Tables: JSON Lines, CSV and Parquet, their columns, their broken rows, and their stretches."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import DemarcheError
from pipeline.ingest import IngestOptions, load_cues, read_articles
from pipeline.ingest.reasons import AMBIGUOUS_DATE, BAD_DATE, BROKEN_LINE, EMPTY_FILE, NO_BODY, NO_DATE, OTHER_LANGUAGE
from pipeline.ingest.rows import list_rows
from pipeline.ingest.stretches import list_stretches
from pipeline.records import Article, Reject

CUES = load_cues(Path(__file__).parents[1] / "codebooks" / "en")
OPTIONS = IngestOptions(cues=CUES, today=date(2026, 1, 31))
TEXT = "Niger recalled its ambassador from Chad after a raid on a border town."
ROW = {
    "text": TEXT,
    "title": "NA",
    "date": "2012-03-04",
    "source": "010",
    "url": "https://a.example/1",
    "language": "en",
}


def write_rows(path: Path, rows: list[Mapping[str, Any]], *, separator: str = ",", encoding: str = "utf-8") -> Path:
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding=encoding)
    elif path.suffix == ".json":
        path.write_text(json.dumps(rows), encoding=encoding)
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=separator)
            writer.writeheader()
            writer.writerows(rows)
    return path


def read(path: Path, **change: Any) -> list[Article | Reject]:
    return list(read_articles(path, replace(OPTIONS, **change)))


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet"])
def test_a_row_is_an_article(tmp_path: Path, name: str) -> None:
    path = write_rows(tmp_path / name, [ROW], separator="\t" if name.endswith("tsv") else ",")
    (article,) = read(path)
    assert isinstance(article, Article), article
    assert (article.title, article.body, article.publisher, article.url) == ("NA", TEXT, "010", "https://a.example/1")
    assert article.publication_date == date(2012, 3, 4)
    assert article.date_evidence == "column date: 2012-03-04"
    assert article.uri == f"{path}#{'L' if name == 'a.jsonl' else ''}1"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_separators_and_encodings(tmp_path: Path, separator: str, encoding: str) -> None:
    row = {**ROW, "text": "“Niger” recalled its envoy;\nhe left, by car | on foot."}
    (article,) = read(write_rows(tmp_path / "a.csv", [row], separator=separator, encoding=encoding))
    assert isinstance(article, Article), article
    assert article.body == "“Niger” recalled its envoy;\nhe left, by car | on foot.".replace("\n", " ")


def test_the_separator_that_a_spreadsheet_states(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.csv", [ROW], separator="!")
    path.write_text("sep=!\n" + path.read_text())
    (article,) = read(path)
    assert isinstance(article, Article) and article.body == TEXT


MAPPED = {"inhalt": TEXT, "kopf": "Niger recalls envoy", "tag": "04.03.2012", "blatt": "Kurier"}
MAPPING = {"text": "inhalt", "title": "kopf", "date": "tag", "publisher": "blatt"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_columns_are_mapped(tmp_path: Path, name: str) -> None:
    (article,) = read(write_rows(tmp_path / name, [MAPPED]), columns=MAPPING, day_first=True)
    assert isinstance(article, Article), article
    assert (article.title, article.publisher, article.publication_date) == (
        "Niger recalls envoy",
        "Kurier",
        date(2012, 3, 4),
    )


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            {"body": "fulltext"},
            r"a.csv: there is no column 'fulltext' for body; the columns are: inhalt, kopf, tag, blatt",
        ),
        ({"body": "inhalt", "date": "day"}, "there is no column 'day' for date"),
        ({"corpus": "inhalt"}, "unknown field 'corpus' in the column mapping; known: body, title, date"),
        ({}, "no column holds the text; name it as body=COLUMN"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_wrong_mapping_is_one_error(tmp_path: Path, columns: dict[str, str], message: str, name: str) -> None:
    path = write_rows(tmp_path / name, [MAPPED])
    with pytest.raises(DemarcheError, match=message.replace("a.csv", name)):
        read(path, columns=columns)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (date(2012, 3, 4), date(2012, 3, 4)),
        (datetime(2012, 3, 4, 23, 59), date(2012, 3, 4)),
        (20120304, date(2012, 3, 4)),
        ("03/04/2012", AMBIGUOUS_DATE),
        ("soon", BAD_DATE),
        (None, NO_DATE),
    ],
)
def test_dates_of_parquet(tmp_path: Path, cell: Any, expected: date | str) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [TEXT], "date": [cell]}), path)
    (row,) = read(path)
    assert (row.publication_date if isinstance(row, Article) else row.reason) == expected


def test_an_empty_date_falls_to_the_address_and_then_to_the_option(tmp_path: Path) -> None:
    dated = {**ROW, "date": "", "url": "https://a.example/2012/03/05/x"}
    rows = read(write_rows(tmp_path / "a.csv", [dated, {**ROW, "date": ""}]), date=date(2012, 3, 6))
    assert [row.publication_date for row in rows if isinstance(row, Article)] == [date(2012, 3, 5), date(2012, 3, 6)]


FRENCH = "Le ministre a dit que le gouvernement ne veut pas de la guerre et que les troupes sont dans la ville de Gao."
BROKEN_LINES = {
    "cut": ('{"text": "Niger', BROKEN_LINE),
    "no object": ("[1, 2]", BROKEN_LINE),
    "a word": ("Niger agreed.", BROKEN_LINE),
    "deep": ("[" * 100_000, BROKEN_LINE),
    "no text": ('{"date": "2012-03-04"}', NO_BODY),
    "empty text": ('{"text": " ", "date": "2012-03-04"}', NO_BODY),
    "null text": ('{"text": null, "date": "2012-03-04"}', NO_BODY),
    "no date": (json.dumps({"text": TEXT}), NO_DATE),
    "French": (json.dumps({"text": FRENCH, "date": "2012-03-04"}), OTHER_LANGUAGE),
    "stated language": (json.dumps({**ROW, "language": "fr"}), OTHER_LANGUAGE),
}


@pytest.mark.parametrize(("line", "reason"), BROKEN_LINES.values(), ids=BROKEN_LINES.keys())
def test_a_broken_line_is_a_reject_and_the_rest_goes_on(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps(ROW), line, "", json.dumps(ROW)]), encoding="utf-8")
    first, reject, last = read(path)
    assert isinstance(first, Article) and isinstance(last, Article)
    assert isinstance(reject, Reject)
    assert (reject.uri, reject.reason) == (f"{path}#L2", reason)
    assert last.uri == f"{path}#L4"


def test_a_json_line_in_windows_1252_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({**ROW, "text": "“Niger” agreed."}, ensure_ascii=False).encode("cp1252"))
    (article,) = read(path)
    assert isinstance(article, Article) and article.body == "“Niger” agreed."


def test_csv_rows_with_too_many_or_too_few_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f'date,text,title\n2012-03-04,"{TEXT}"\n2012-03-04,Niger, Chad, and Mali met.\n\n', encoding="utf-8"
    )
    article, reject = read(path)
    assert isinstance(article, Article) and article.title is None
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.uri) == (BROKEN_LINE, f"{path}#2")
    assert reject.detail == "line 3: 4 cells under 3 names; put text in quotation marks"


def test_an_open_quotation_mark_costs_no_more_than_the_rows_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'date,text\n2012-03-04,{TEXT}\n2012-03-04,"Niger\n' + "x" * 17_000_000 + f"\n2012-03-04,{TEXT}\n")
    first, reject, last = read(path)
    assert isinstance(first, Article) and isinstance(last, Article)
    assert isinstance(reject, Reject) and reject.reason == BROKEN_LINE


@pytest.mark.parametrize(("content", "count"), [("date,text\n", 1), ("", 1), (" \n", 1)])
def test_a_table_without_rows_is_a_reject(tmp_path: Path, content: str, count: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    rows = read(path)
    assert [row.reason for row in rows if isinstance(row, Reject)] == [EMPTY_FILE] * count


def test_a_text_of_several_paragraphs_stays_so(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [{**ROW, "text": [TEXT, "Chad agreed."]}])
    (article,) = read(path)
    assert isinstance(article, Article) and article.body == f"{TEXT}\n\nChad agreed."


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_stretches_cover_the_file(tmp_path: Path, name: str) -> None:
    rows: list[Mapping[str, Any]] = [{**ROW, "url": f"https://a.example/{number}"} for number in range(7)]
    path = write_rows(tmp_path / name, rows)
    stretches = list(list_stretches(path, 3))
    assert [(stretch.first, stretch.count) for stretch in stretches] == [(0, 3), (3, 3), (6, 1)]
    pieces = [list(read_articles(path, OPTIONS, first=one.first, count=one.count)) for one in stretches]
    assert [row for piece in pieces for row in piece] == read(path)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_rows_added_at_the_end_change_no_full_stretch(tmp_path: Path, name: str) -> None:
    rows: list[Mapping[str, Any]] = [{**ROW, "url": f"https://a.example/{number}"} for number in range(7)]
    before = list(list_stretches(write_rows(tmp_path / name, rows[:5]), 2))
    after = list(list_stretches(write_rows(tmp_path / name, rows), 2))
    assert after[:2] == before[:2]
    assert len(after) == 4


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx"])
def test_another_file_is_one_stretch(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    (stretch,) = list_stretches(path, 3)
    assert (stretch.first, stretch.count) == (0, 1)
    assert len(list(read_articles(path, OPTIONS, first=0, count=1))) == 1
    assert list(read_articles(path, OPTIONS, first=1, count=1)) == []


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6), separator=st.sampled_from(",;\t|")
)
def test_every_cell_of_a_csv_file_is_read_back(tmp_path: Path, rows: list[list[str]], separator: str) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([["text", "title", "date"], *rows])
    path = tmp_path / "a.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="")
    values = [row.value for row in list_rows(path)]
    assert [list(value.values()) for value in values if isinstance(value, dict)] == rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.parquet"]),
)
def test_any_bytes_give_rows_or_one_clear_error(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    try:
        rows = read(path)
    except DemarcheError as error:
        assert str(error).startswith(str(path))
        return
    assert rows
    assert all(row.uri and row.uri.startswith(str(path)) for row in rows)
    assert sum(stretch.count for stretch in list_stretches(path, 2)) == len(rows)
