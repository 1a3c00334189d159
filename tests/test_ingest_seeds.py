"""The small corpus of the repository, and the articles in ../shared/seeds where they are at hand."""

import json
import textwrap
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.ingest import IngestOptions, find_inputs, load_cues, read_articles
from pipeline.ingest.encoding import decode_bytes
from pipeline.ingest.furniture import clean_text, join_lines
from pipeline.records import Article
from pipeline.sentences import Splitter, load_splitter, split_article

ROOT = Path(__file__).parents[1]
CODEBOOK = ROOT / "codebooks" / "en"
OPTIONS = IngestOptions(cues=load_cues(CODEBOOK), today=date(2026, 1, 31))
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the articles in ../shared/seeds are not here"
)


@cache
def load() -> Splitter:
    return load_splitter(CODEBOOK)


def read(path: Path) -> Article:
    (article,) = read_articles(path, OPTIONS)
    assert isinstance(article, Article), article
    return article


SEEDS = {
    "envoy.jsonl": ("2012-03-27", "Syria accepts six-point plan of U.N. envoy", "Levant Newswire", None, 21),
    "geneva.txt": ("2012-07-01", "Powers agree on plan for transition in Syria", "Lakeside Tribune", "GENEVA", 22),
    "recognition.txt": (
        "2012-12-13",
        "United States recognises Syrian opposition coalition",
        "North Quay Gazette",
        "MARRAKECH",
        23,
    ),
    "sanctions.html": ("2012-02-28", "EU freezes assets of Syria's central bank", "Meridian Post", None, 19),
    "veto.txt": (
        "2012-02-05",
        "Russia and China block Arab plan for Syria in Security Council",
        "The Harbour Courier",
        "UNITED NATIONS, Feb. 5",
        19,
    ),
}


def test_every_seed_is_in_the_table() -> None:
    assert [path.name for path in find_inputs([ROOT / "seeds"])] == sorted(SEEDS)


@pytest.mark.parametrize("name", SEEDS)
def test_seeds(name: str) -> None:
    article = read(ROOT / "seeds" / name)
    sentences = [one for one in split_article(article, load()) if one.kind == "body"]
    found = (article.publication_date.isoformat(), article.title, article.publisher, article.dateline, len(sentences))
    assert found == SEEDS[name]
    assert all(one.text[0].isupper() and one.text[-1] in ".…" for one in sentences)


DAYS = {"000": "2012-03-12", "001": "2012-01-25", "002": "2012-01-30", "003": "2012-02-07", "004": "2012-12-06"}


@needs_shared
@pytest.mark.parametrize("number", DAYS)
def test_shared_days(number: str) -> None:
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    assert read(path).publication_date.isoformat() == DAYS[number]


@needs_shared
@pytest.mark.parametrize("number", ["001", "004"])
def test_shared_bodies(number: str) -> None:
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    with (SHARED / "data" / "events_dev.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if '"sentence":' not in line]
    (wanted,) = (row for row in rows if row["file"] == path.name)
    article = read(path)
    assert article.title in wanted["titles"]
    assert article.body.startswith(wanted["body_first_words"])
    assert article.body.endswith(wanted["body_last_words"])
    fewest, most = wanted["n_body_sentences"]
    assert fewest <= len(load().split(article.body)) <= most


@pytest.mark.parametrize("width", [68, 72, 80])
@pytest.mark.parametrize("name", ["geneva.txt", "recognition.txt", "veto.txt"])
def test_seeds_broken_at_a_width_are_the_same(name: str, width: int, tmp_path: Path) -> None:
    content = decode_bytes((ROOT / "seeds" / name).read_bytes())
    assert content is not None
    whole = "\n".join(join_lines(clean_text(content), OPTIONS.cues)).replace("\n", "\n\n")
    path = tmp_path / name
    path.write_text("\n".join(textwrap.fill(line, width) for line in whole.split("\n")), encoding="utf-8")
    assert read(path).body == read(ROOT / "seeds" / name).body


@needs_shared
@pytest.mark.parametrize("number", DAYS)
def test_shared_articles_broken_at_a_width_are_the_same(number: str, tmp_path: Path) -> None:
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    broken = tmp_path / path.name
    lines = path.read_text(encoding="utf-8").split("\n")
    broken.write_text("\n".join(textwrap.fill(line, 72, break_on_hyphens=False) for line in lines), encoding="utf-8")
    assert (read(broken).title, read(broken).body.split()) == (read(path).title, read(path).body.split())
