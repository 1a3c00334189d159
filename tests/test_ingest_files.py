"""Files: what is found, text in several encodings, web pages, and bad input with the reason for each."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import DemarcheError
from pipeline.ingest import REASONS, IngestOptions, find_inputs, keep_article, load_cues, make_article, read_articles
from pipeline.ingest.encoding import decode_bytes
from pipeline.ingest.reasons import (
    BINARY_FILE,
    EMPTY_FILE,
    FUTURE_DATE,
    NO_BODY,
    NO_DATE,
    OTHER_LANGUAGE,
    TOO_LONG,
    UNKNOWN_FORMAT,
    UNREADABLE,
    make_reject,
)
from pipeline.records import Article, Reject

CODEBOOK = Path(__file__).parents[1] / "codebooks" / "en"
CUES = load_cues(CODEBOOK)
OPTIONS = IngestOptions(cues=CUES, today=date(2026, 1, 31))
BODY = "Niger recalled its “ambassador” from Chad after a raid on a town in which four traders were killed."
PAGE = f"Niger recalls ambassador from Chad\n\nMarch 4, 2012\n\n{BODY}\n"


def read(path: Path, **change: Any) -> list[Article | Reject]:
    return list(read_articles(path, replace(OPTIONS, **change)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a", "a.TXT"])
def test_encodings_of_text(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PAGE.encode(encoding))
    (article,) = read(path)
    assert isinstance(article, Article), article
    assert (article.body, article.publication_date, article.uri) == (BODY, date(2012, 3, 4), str(path))


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    assert decode_bytes("“Niger” agreed".encode() + b" \x93so\x94") == "“Niger” agreed “so”"


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_every_utf_8_text_is_read_back(text: str) -> None:
    assert decode_bytes(b"Niger " + text.encode()) == f"Niger {text}"


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_none(content: bytes) -> None:
    text = decode_bytes(content)
    assert text is None or text.encode("utf-8") is not None


GERMAN = (
    "Die Regierung in Niamey hat ihren Botschafter aus dem Tschad zurückgerufen, nachdem bei einem Überfall auf eine "
    "Stadt vier Händler getötet wurden. Der Tschad wies das zurück und bat die Afrikanische Union um Beobachter."
)
RUSSIAN = "Правительство Нигера отозвало своего посла из Чада после нападения на приграничный город."
INDONESIAN = "Pemerintah Niger memanggil pulang duta besarnya dari Chad " * 4
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", EMPTY_FILE),
    "blank": (b" \n\t\n", EMPTY_FILE),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), BINARY_FILE),
    "portable document": (b"%PDF-1.7\n1 0 obj", BINARY_FILE),
    "noise": (bytes(range(256)) * 40, BINARY_FILE),
    "control characters": (b"\x01\x02\x03\x04Niger\x05\x06" * 30, BINARY_FILE),
    "one line of 50 MB": (b"Niger agreed. " * 3_700_000, TOO_LONG),
    "two million words without a blank": (b"x" * 3_000_000, TOO_LONG),
    "German": (f"4. Mai 2012\n\n{GERMAN}".encode(), OTHER_LANGUAGE),
    "Russian": (f"2012-05-04\n\n{RUSSIAN}".encode(), OTHER_LANGUAGE),
    "a language without a list": (f"2012-05-04\n\n{INDONESIAN}".encode(), OTHER_LANGUAGE),
    "furniture only": (b"Share on Facebook\n\n2012-03-04", NO_BODY),
    "no date": (BODY.encode(), NO_DATE),
    "future": (PAGE.replace("2012", "2031").encode(), FUTURE_DATE),
}


@pytest.mark.parametrize(("content", "reason"), BAD_FILES.values(), ids=BAD_FILES.keys())
def test_bad_files_are_rejected(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    (reject,) = read(path)
    assert isinstance(reject, Reject), reject
    assert (reject.stage, reject.uri, reject.reason) == ("ingest", str(path), reason)
    assert reject.detail and len(reject.detail) <= 300


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"PK\x03\x04", UNKNOWN_FORMAT),
        ("a.md", PAGE.encode(), UNKNOWN_FORMAT),
        ("a.parquet", b"PAR1 and no more", UNREADABLE),
        ("a.parquet", b"", EMPTY_FILE),
        ("a.csv", b"\x00\x01\x02", BINARY_FILE),
        ("a.jsonl", b"\x1f\x8b\x08", BINARY_FILE),
        ("a.html", b"\x00\x01\x02\x00", BINARY_FILE),
        ("a.html", b"<html><body></body></html>", NO_BODY),
        ("a.html", b"Niger", NO_BODY),
        ("a.html", b"", EMPTY_FILE),
    ],
)
def test_other_bad_files_are_rejected(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (reject,) = read(path)
    assert isinstance(reject, Reject), reject
    assert (reject.reason, reject.uri) == (reason, str(path))


def test_a_file_that_vanished_is_rejected(tmp_path: Path) -> None:
    (reject,) = read(tmp_path / "gone.txt")
    assert isinstance(reject, Reject) and reject.reason == UNREADABLE


def test_reasons_are_a_closed_list() -> None:
    assert make_reject("a", EMPTY_FILE).reason in REASONS
    with pytest.raises(AssertionError):
        make_reject("a", "bad luck")


def test_inputs_are_sorted_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ["b.txt", "deep/a.txt", ".hidden", ".git/x.txt", "a.csv"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_inputs([tmp_path, tmp_path / "b.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.csv", "b.txt", "deep/a.txt"]


def test_a_missing_input_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(DemarcheError, match="gone: there is no such file or folder"):
        find_inputs([tmp_path / "gone"])


def page(head: str = "", body: str = "", paragraphs: str = BODY) -> str:
    text = "".join(
        f"<p>{one}</p>" for one in [paragraphs, BODY.replace("Niger", "Mali"), BODY.replace("Niger", "Benin")]
    )
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}<article>{text}</article></body></html>"


META = "<meta property='article:published_time' content='2012-03-04T10:00:00Z'>"
LINKED = '<script type="application/ld+json">{"@graph": [{"datePublished": "2012-03-04"}]}</script>'
ADDRESS = "<link rel='canonical' href='https://a.example/2012/03/04/niger'>"
PAGES = {
    "meta": (page(META), "article:published_time: 2012-03-04T10:00:00Z"),
    "linked data": (page(LINKED), "datePublished: 2012-03-04"),
    "address": (page(ADDRESS), "https://a.example/2012/03/04/niger"),
    "time": (page("", "<h1>Niger recalls envoy</h1><time datetime='2012-03-04'>Sunday</time>"), "time: 2012-03-04"),
    "seen": (page("", "<h1>Niger recalls envoy</h1><p>By Ada Noor</p><p>March 4, 2012</p>"), "March 4, 2012"),
    "broken linked data": (
        page('<script type="application/ld+json">{"datePublished</script>' + META),
        "article:published_",
    ),
}


@pytest.mark.parametrize(("content", "evidence"), PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt"])
def test_pages_and_their_days(tmp_path: Path, content: str, evidence: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article), article
    assert article.publication_date == date(2012, 3, 4)
    assert article.date_evidence.startswith(evidence)
    assert article.body.startswith(BODY)


@pytest.mark.parametrize("footer", ["<footer>&copy; 2019 A</footer>", "<footer><p>Copyright 5 May 2019 A</p></footer>"])
def test_a_page_without_a_day_is_not_guessed(tmp_path: Path, footer: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page("", "<h1>Niger recalls envoy</h1>") + footer, encoding="utf-8")
    (reject,) = read(path)
    assert isinstance(reject, Reject) and reject.reason == NO_DATE
    (article,) = read(path, date=date(2012, 3, 4))
    assert isinstance(article, Article) and article.date_evidence == "option --date"


@pytest.mark.parametrize("name", ["windows-1252", "iso-8859-1", "no-such-charset"])
def test_a_page_in_windows_1252(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(f"<meta charset='{name}'>" + META).encode("cp1252"))
    (article,) = read(path)
    assert isinstance(article, Article) and article.body.startswith(BODY)


def test_facts_of_a_page(tmp_path: Path) -> None:
    head = (
        META
        + ADDRESS
        + "<meta property='og:site_name' content='Sahel Courier'><title>Niger acts | Sahel Courier</title>"
    )
    path = tmp_path / "a.html"
    path.write_text(page(head), encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.url) == (
        "Niger acts",
        "Sahel Courier",
        "https://a.example/2012/03/04/niger",
    )


def test_a_page_in_another_language_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(META, "", GERMAN).replace("lang='en'", "lang='de-AT'"), encoding="utf-8")
    (reject,) = read(path)
    assert isinstance(reject, Reject) and reject.reason == OTHER_LANGUAGE


def test_the_id_of_an_article_is_made_of_title_body_and_day() -> None:
    first = make_article(PAGE, uri="a", options=OPTIONS)
    other = make_article(PAGE, uri="b", options=OPTIONS)
    later = make_article(PAGE.replace("March 4", "March 5"), uri="a", options=OPTIONS)
    assert isinstance(first, Article) and isinstance(other, Article) and isinstance(later, Article)
    assert first.article_id == other.article_id != later.article_id
    assert len(first.article_id) == 16 and int(first.article_id, 16) >= 0


def test_a_kept_text_keeps_every_character() -> None:
    text = " NIAMEY (Reuters) -  Niger\u00a0agreed.\n"
    article = keep_article(text, date=date(2012, 3, 4), uri="-", evidence="option --date")
    assert (article.body, article.publication_date, article.title) == (text, date(2012, 3, 4), None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[caption]", "[captions]"), r"furniture.toml: table \[caption\] must have the keys begins, contains, ends"),
        (("[duplicates]", "[oddities]\n[duplicates]"), r"unknown table \[oddities\]"),
        (("similarity =", "likeness ="), r"table \[duplicates\] must have the keys similarity"),
        (("[limits]", "[limits"), "cannot be read"),
    ],
)
def test_broken_cue_lists_are_named(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    content = (CODEBOOK / "furniture.toml").read_text(encoding="utf-8")
    (tmp_path / "furniture.toml").write_text(content.replace(*change), encoding="utf-8")
    with pytest.raises(DemarcheError, match=message):
        load_cues(tmp_path)
