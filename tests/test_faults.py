"""Where the program breaks on a text, the text is a reject and nothing else is lost; and it breaks on no tree."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.actions.coder import ActionCoder, Coded
from pipeline.actors import ActorCoder
from pipeline.codebook.folder import find_codebooks, fingerprint_codebooks
from pipeline.coders import Coders, load_coders
from pipeline.errors import DemarcheError
from pipeline.faults import FAULT, Fault, contain
from pipeline.ingest import keep_article
from pipeline.parses import Parse
from pipeline.records import Event, Reject
from pipeline.runs import Report, run_pipeline
from pipeline.stages import (
    Dossier,
    InputOptions,
    attach_actions,
    code_actions,
    find_mentions,
    make_events,
    parse_dossiers,
    split_articles,
)
from pipeline.syntax import Tree
from pipeline.tables import read_rows

DAY = datetime.date(2012, 3, 14)
TEXTS = (
    "The Chilean president, who met Peru's envoy in Lima, accused rebels of shelling a town near the border.",
    "Norway and Sweden, which had recalled their ambassadors, agreed on Monday to resume talks with Turkey.",
    "Police said two students had been arrested after protesters threw stones at the Greek embassy in Cairo.",
    '"We will not withdraw our troops," the minister told Ghana, rejecting a United Nations demand to do so.',
    "KENYA URGES SUDAN TO FREE PILOTS, THREATENS TO CLOSE BORDER",
    "Both governments denied it, but the opposition called on the army and unions to stop them from leaving.",
)


def test_a_fault_is_told_with_its_line() -> None:
    def read(text: str) -> int:
        return int(text)

    fault = contain(read, "seven")
    assert isinstance(fault, Fault)
    assert fault.detail.startswith("ValueError: invalid literal for int() with base 10: 'seven' (test_faults.py, line")
    assert contain(read, "7") == 7


@pytest.mark.parametrize("error", [DemarcheError("mend the codebook"), MemoryError(), KeyboardInterrupt()])
def test_what_is_no_fault_goes_on(error: BaseException) -> None:
    def work() -> None:
        raise error

    with pytest.raises(type(error)):
        contain(work)


def run(tmp_path: Path) -> Report:
    (tmp_path / "a.txt").write_text("Envoys\n\nMarch 2, 2012\n\nFrance condemned Chad. Peru praised Cuba.\n")
    (tmp_path / "b.txt").write_text("Talks\n\nMarch 2, 2012\n\nNorway condemned Turkey.\n")
    return run_pipeline(
        [tmp_path],
        tmp_path / "out",
        codebooks=find_codebooks(),
        options=InputOptions(),
        start=lambda articles: lambda stage, count: None,
        wait=lambda reason: None,
    )


def read_faults(out: Path) -> list[tuple[str, str, int | None]]:
    rejects = [reject for reject in read_rows(out, "rejects", Reject) if reject.reason == FAULT]
    assert all("IndexError: beyond the tree" in (reject.detail or "") for reject in rejects)
    return [(reject.stage, (reject.uri or "")[-5:], reject.sentence_number) for reject in rejects]


def read_dyads(out: Path) -> set[tuple[str | None, str | None]]:
    return {(event.source, event.target) for event in read_rows(out, "events", Event)}


@pytest.mark.parser
@pytest.mark.slow
def test_a_broken_sentence_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ActionCoder.read_sentence

    def read(self: ActionCoder, tree: Tree, mentions: Any) -> Coded:
        if "France" in tree.words:
            raise IndexError("beyond the tree")
        return whole(self, tree, mentions)

    monkeypatch.setattr(ActionCoder, "read_sentence", read)
    report = run(tmp_path)
    assert (report.status, report.faults) == ("done", 1)
    assert read_faults(tmp_path / "out") == [("actions", "a.txt", 1)]
    assert read_dyads(tmp_path / "out") == {("PER", "CUB"), ("NOR", "TUR")}


@pytest.mark.parser
@pytest.mark.slow
def test_a_broken_article_is_a_reject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ActorCoder.find_mentions

    def find(self: ActorCoder, article: Any, *args: Any, **options: Any) -> Any:
        if "France" in article.body:
            raise IndexError("beyond the tree")
        return whole(self, article, *args, **options)

    monkeypatch.setattr(ActorCoder, "find_mentions", find)
    assert run(tmp_path).faults == 1
    assert read_faults(tmp_path / "out") == [("actors", "a.txt", None)]
    assert read_dyads(tmp_path / "out") == {("NOR", "TUR")}


@pytest.fixture(scope="module")
def coders() -> Coders:
    codebooks = find_codebooks()
    return load_coders(codebooks, fingerprint_codebooks(codebooks), True)


@pytest.fixture(scope="module")
def dossier(coders: Coders) -> Dossier:
    article = keep_article("\n\n".join(TEXTS), date=DAY, uri="a", evidence="given")
    parsed = parse_dossiers([Dossier(article, split_articles([article], coders).rows)], coders)[0]
    assert len(parsed.parses) == len(TEXTS)
    return parsed


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[int, str, int]]:
    """Places, what is changed there, and where the new value is taken from."""
    place = st.integers(0, 60)
    return draw(st.lists(st.tuples(place, st.sampled_from(["heads", "labels", "xpos", "tags", "lemmas"]), place)))


def spoil(parse: Parse, changes: list[tuple[int, str, int]]) -> Parse:
    """A parse as a parser could give it that errs much more often than ours: still one root, and no circle."""
    size = len(parse.heads)
    for place, column, other in changes:
        word, value = place % size, other % size
        if column == "heads" and parse.heads[word] >= 0 and word not in climb(parse, value):
            parse = replace(parse, heads=swap(parse.heads, word, value))
        elif column != "heads" and parse.heads[word] >= 0 and parse.heads[value] >= 0:
            values = getattr(parse, column)
            changed: dict[str, Any] = {column: swap(values, word, values[value])}
            parse = replace(parse, **changed)
    return parse


def climb(parse: Parse, word: int) -> Iterator[int]:
    while word >= 0:
        yield word
        word = parse.heads[word]


def swap(values: tuple[Any, ...], place: int, value: object) -> tuple[Any, ...]:
    return (*values[:place], value, *values[place + 1 :])


@pytest.mark.parser
@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(changes=st.lists(edits(), min_size=len(TEXTS), max_size=len(TEXTS)))
def test_no_tree_breaks_the_coders(changes: list[Any], dossier: Dossier, coders: Coders) -> None:
    parses = zip(dossier.parses.items(), changes, strict=True)
    spoilt = replace(dossier, parses={key: spoil(parse, own) for (key, parse), own in parses})
    mentions = find_mentions([spoilt], coders)
    cast = replace(spoilt, mentions=mentions.rows)
    actions = code_actions([cast], coders)
    events = make_events([attach_actions(cast, actions.rows)], coders, codebook="book")
    rejects = (*mentions.rejects, *actions.rejects, *events.rejects)
    assert [reject.detail for reject in rejects if reject.reason == FAULT] == []
