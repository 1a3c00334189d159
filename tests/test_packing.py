"""Packed names are those of the codebook, and a broken file of them is made again."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.actors import ActorCoder
from pipeline.actors.packing import obtain_book, read_names
from pipeline.codebook.actors import load_actors
from pipeline.errors import DemarcheError
from pipeline.ingest import keep_article
from pipeline.records import Mention, Sentence
from tests.conftest import ROOT

FOLDER = ROOT / "codebooks" / "en" / "actors"
TEXT = "U.S. Secretary of State Hillary Clinton met Syrian rebels and the Arab League in Cairo, Kofi Annan said."


def find_mentions(coder: ActorCoder) -> list[Mention]:
    article = keep_article(TEXT, date=date(2012, 3, 1), uri="text", evidence="given")
    sentence = Sentence(
        article_id=article.article_id, sentence_number=1, start=0, end=len(TEXT), text=TEXT, kind="body"
    )
    return coder.find_mentions(article, [sentence], [None])


def test_packed_names_are_those_of_the_codebook(tmp_path: Path) -> None:
    plain = find_mentions(ActorCoder(load_actors(FOLDER)))
    assert len(plain) > 3
    for _ in ("made", "read"):
        coder = ActorCoder(obtain_book(FOLDER, cache=tmp_path))
        assert [find_mentions(coder), find_mentions(coder)] == [plain, plain]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"cut"], ids=("empty", "other", "cut"))
def test_broken_file_is_made_again(tmp_path: Path, content: bytes) -> None:
    book, cache = tmp_path / "actors", tmp_path / "cache"
    book.mkdir()
    (book / "leaders.csv").write_text("name,aliases,code,from,to,kind\nAna Quispe,Quispe,PERGOV,2001,,person\n")
    names = obtain_book(book, cache=cache).packed
    (path,) = cache.iterdir()
    path.write_bytes(path.read_bytes()[:-3] if content == b"cut" else content)
    assert read_names(path) is None
    assert obtain_book(book, cache=cache).packed == names == read_names(path)


def test_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert obtain_book(FOLDER, cache=tmp_path / "file").packed is not None


def test_mistakes_are_reported_and_old_files_removed(tmp_path: Path) -> None:
    book, cache = tmp_path / "actors", tmp_path / "cache"
    book.mkdir()
    for year in range(2001, 2008):
        row = f"Ana Quispe,Quispe,PERGOV,{year},,person"
        (book / "leaders.csv").write_text(f"name,aliases,code,from,to,kind\n{row}\n")
        obtain_book(book, cache=cache)
    assert len(list(cache.iterdir())) == 4
    (book / "leaders.csv").write_text("name,aliases,code,from,to,kind\nAna Quispe,,per,,,person\n")
    with pytest.raises(DemarcheError, match="capital letters"):
        obtain_book(book, cache=cache)
