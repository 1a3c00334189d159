"""Batches keep their ids; what is new makes new ones; what changed changes its own fingerprint only."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import DemarcheError
from pipeline.plan import Batch, Source, chain_fingerprints, fingerprint_parts, plan_batches, read_batches

SIZE = 3


def write_texts(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(f"text of {name}", encoding="utf-8")


def write_lines(path: Path, count: int) -> None:
    lines = [json.dumps({"text": f"text {number}"}) + "\n" for number in range(count)]
    path.write_text("".join(lines), encoding="utf-8")


def plan(folder: Path, out: Path) -> list[Batch]:
    return plan_batches(sorted(folder.iterdir()), out, size=SIZE)


@pytest.mark.parametrize(("articles", "sizes"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_batches_are_filled(tmp_path: Path, articles: int, sizes: list[int]) -> None:
    write_texts(tmp_path / "news", *(f"{number}.txt" for number in range(articles)))
    assert [batch.articles for batch in plan(tmp_path / "news", tmp_path / "out")] == sizes


@pytest.mark.parametrize(("rows", "sizes"), [(2, [2]), (3, [3]), (8, [3, 3, 2])])
def test_a_table_is_cut(tmp_path: Path, rows: int, sizes: list[int]) -> None:
    (tmp_path / "news").mkdir()
    write_lines(tmp_path / "news" / "a.jsonl", rows)
    assert [batch.articles for batch in plan(tmp_path / "news", tmp_path / "out")] == sizes


def add_file(folder: Path) -> None:
    write_texts(folder, "0-new.txt")


def edit_file(folder: Path) -> None:
    (folder / "b.txt").write_text("mended", encoding="utf-8")


def grow_table(folder: Path) -> None:
    write_lines(folder / "z.jsonl", 7)


def shorten_table(folder: Path) -> None:
    write_lines(folder / "z.jsonl", 3)


def remove_file(folder: Path) -> None:
    (folder / "a.txt").unlink()


@pytest.mark.parametrize(
    ("change", "kept", "redone", "new"),
    [
        (add_file, 4, 0, 1),
        (edit_file, 3, 1, 0),
        (grow_table, 3, 1, 1),
        (shorten_table, 3, 0, 0),
        (remove_file, 4, 0, 0),
    ],
)
def test_a_change_touches_its_own_batch(
    tmp_path: Path, change: Callable[[Path], None], kept: int, redone: int, new: int
) -> None:
    """Four texts and a table of five rows are four batches: abc, d with nothing, and two of the table."""
    news, out = tmp_path / "news", tmp_path / "out"
    write_texts(news, "a.txt", "b.txt", "c.txt", "d.txt")
    write_lines(news / "z.jsonl", 5)
    before = {batch.batch_id: batch.fingerprint for batch in plan(news, out)}
    assert len(before) == 4
    change(news)
    after = {batch.batch_id: batch.fingerprint for batch in plan(news, out)}
    same = [batch_id for batch_id in before if after.get(batch_id) == before[batch_id]]
    changed = [batch_id for batch_id in before if batch_id in after and after[batch_id] != before[batch_id]]
    assert (len(same), len(changed), len(after.keys() - before.keys())) == (kept, redone, new)
    assert after == {batch.batch_id: batch.fingerprint for batch in plan(news, out)}
    assert before.keys() <= read_batches(out).keys()


def test_the_working_folder_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_texts(tmp_path / "news", "a.txt")
    first = plan(tmp_path / "news", tmp_path / "out")
    monkeypatch.chdir(tmp_path / "news")
    assert plan_batches([Path("a.txt")], Path(os.pardir) / "out", size=SIZE) == first


def test_a_broken_list_of_a_batch_is_told(tmp_path: Path) -> None:
    write_texts(tmp_path / "batches", "0123.json")
    with pytest.raises(DemarcheError, match=r"0123\.json: broken list of a batch"):
        read_batches(tmp_path)


@pytest.mark.parametrize(
    ("file", "redone"),
    [
        ("en/furniture.toml", ["ingest", "sentences", "actors", "actions", "events"]),
        ("en/sentences.toml", ["sentences", "actors", "actions", "events"]),
        ("en/actors/countries.csv", ["actors", "actions", "events"]),
        ("en/actions/words.toml", ["actions", "events"]),
        ("cameo/codes.csv", ["actions", "events"]),
        ("en/dates.toml", ["events"]),
        ("en/places.toml", ["events"]),
        ("cameo/README.md", []),
    ],
)
def test_an_edited_codebook_redoes_what_depends_on_it(codebooks: Path, file: str, redone: list[str]) -> None:
    batch = Batch("0123", (Source("a.txt", 0, 1, "f00"),))
    before = chain_fingerprints(batch, fingerprint_parts(codebooks, extra={}))
    with (codebooks / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    after = chain_fingerprints(batch, fingerprint_parts(codebooks, extra={}))
    assert [stage for stage in before if before[stage] != after[stage]] == redone
