"""The whole way through Luigi in a temporary folder: nothing is done twice, lost, doubled or half written."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline import steps
from pipeline.codebook.folder import find_codebooks
from pipeline.plan import STAGES
from pipeline.records import Article, Event, Mention, Reject, Sentence
from pipeline.runs import Report, run_pipeline
from pipeline.stages import InputOptions
from pipeline.store import read_table
from pipeline.tables import read_rows
from tests.conftest import ROOT

pytestmark = [pytest.mark.parser, pytest.mark.slow]

SEEDS = ROOT / "seeds"
OLD = "Title: Envoys meet\nPublished: 2 March 2012\n\nFrance condemned Chad on Thursday. Turkey praised Jordan.\n"
NEW = "Title: Aid sent\nPublished: 9 March 2012\n\nSweden sent food to Kenya on Thursday. Chad thanked France.\n"


def run(inputs: Path, out: Path, *, codebooks: Path | None = None, workers: int = 1) -> Report:
    return run_pipeline(
        [inputs],
        out,
        codebooks=find_codebooks(codebooks),
        options=InputOptions(),
        model=False,  # it would be fitted anew for each edited codebook
        workers=workers,
        start=lambda articles: lambda stage, count: None,
        wait=lambda reason: None,
    )


def ran(report: Report) -> list[str]:
    return [stage for stage in STAGES if report.stages[stage]["ran"]]


def read_files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


def read_times(out: Path) -> Mapping[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in out.rglob("*.parquet")}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds, coded; tests copy it before they change it."""
    place = tmp_path_factory.mktemp("done")
    shutil.copytree(SEEDS, place / "seeds")
    assert run(place / "seeds", place / "out").status == "done"
    return place


@pytest.fixture
def copy(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "copy"))


def test_tables_fit_together(done: Path) -> None:
    out = done / "out"
    articles = {article.article_id: article for article in read_rows(out, "articles", Article)}
    sentences = {(s.article_id, s.sentence_number): s for s in read_rows(out, "sentences", Sentence)}
    assert len(articles) == 5
    for sentence in sentences.values():
        article = articles[sentence.article_id]
        text = article.body if sentence.kind == "body" else article.title
        assert text is not None
        assert text[sentence.start : sentence.end] == sentence.text
    for mention in read_rows(out, "mentions", Mention):
        text = sentences[mention.article_id, mention.sentence_number].text
        assert text[mention.start : mention.end] == mention.text
    events = list(read_rows(out, "events", Event))
    assert len(events) > 20
    assert len({event.event_id for event in events}) == len(events)
    for event in events:
        assert event.sentence == sentences[event.article_id, event.sentence_number].text
        assert event.sentence[event.trigger_start : event.trigger_end] == event.trigger_text
        assert event.publication_date == articles[event.article_id].publication_date
        assert event.source and event.target
    lone = list(read_rows(out, "monadic", Event))
    assert lone and not any(event.source and event.target for event in lone)


def test_every_sentence_has_events_or_a_reason(done: Path) -> None:
    out = done / "out"
    rows = [*read_rows(out, "events", Event), *read_rows(out, "monadic", Event)]
    events = {(event.article_id, event.sentence_number) for event in rows}
    rejects = {(reject.article_id, reject.sentence_number) for reject in read_rows(out, "rejects", Reject)}
    sentences = {(s.article_id, s.sentence_number) for s in read_rows(out, "sentences", Sentence)}
    assert events | rejects >= sentences
    assert not events & rejects


def test_events_folder_holds_only_events(done: Path) -> None:
    for path in (done / "out" / "events").iterdir():
        assert read_table(path, Event)


def test_report_says_what_ran(done: Path) -> None:
    report = json.loads((done / "out" / "run.json").read_text(encoding="utf-8"))
    assert report["status"] == "done"
    assert report["stages"]["ingest"] == {"ran": 1, "kept": 0, "articles": 5, "rejects": 0}
    assert report["stages"]["events"]["events"] == len(list(read_rows(done / "out", "events", Event)))
    assert {"demarche", "python", "spacy", "luigi"} <= report["versions"].keys()
    assert report["codebooks"]["fingerprint"]
    assert (done / "out" / "demarche.log").read_text(encoding="utf-8").count("done") >= len(STAGES)


def test_a_second_run_does_nothing(copy: Path) -> None:
    before = read_times(copy / "out")
    report = run(copy / "seeds", copy / "out")
    assert (ran(report), report.stages["events"]["kept"]) == ([], 1)
    assert read_times(copy / "out") == before


@pytest.mark.parametrize(
    ("file", "redone"),
    [
        ("en/actions/words.toml", ["actions", "events"]),
        ("en/dates.toml", ["events"]),
        ("en/actors/rules.toml", ["actors", "actions", "events"]),
    ],
)
def test_an_edited_codebook_redoes_what_depends_on_it(
    copy: Path, codebooks: Path, file: str, redone: list[str]
) -> None:
    before = read_files(copy / "out")
    with (codebooks / file).open("a", encoding="utf-8") as opened:
        opened.write("\n# nothing else\n")
    report = run(copy / "seeds", copy / "out", codebooks=codebooks)
    assert ran(report) == redone
    after = read_files(copy / "out")
    parses = [name for name in before if name.startswith("parses")]
    assert parses
    assert all(after[name] == before[name] for name in parses)


def test_what_is_broken_or_missing_is_made_again(copy: Path) -> None:
    before = read_files(copy / "out")
    (mentions,) = (copy / "out" / "mentions").iterdir()
    mentions.write_bytes(b"PAR1 the disk was full")
    (parses,) = (copy / "out" / "parses").iterdir()
    parses.unlink()
    (copy / "out" / "events" / ".x.parquet.0123456789ab.tmp").write_bytes(b"half")
    assert ran(run(copy / "seeds", copy / "out")) == ["actors"]
    assert read_files(copy / "out") == before
    assert not list((copy / "out" / "events").glob(".*"))


def test_new_articles_make_a_new_batch(copy: Path) -> None:
    before = read_times(copy / "out")
    (copy / "seeds" / "aid.txt").write_text(NEW, encoding="utf-8")
    report = run(copy / "seeds", copy / "out")
    assert (report.batches, report.stages["ingest"]["ran"], report.stages["ingest"]["articles"]) == (2, 1, 6)
    assert {path: time for path, time in read_times(copy / "out").items() if path in before} == before


def test_an_article_that_changed_replaces_its_old_self(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text(OLD, encoding="utf-8")
    run(news, out)
    (news / "a.txt").write_text(NEW, encoding="utf-8")
    assert ran(run(news, out)) == list(STAGES)
    assert [article.title for article in read_rows(out, "articles", Article)] == ["Aid sent"]
    assert {event.source for event in read_rows(out, "events", Event)} == {"SWE", "TCD"}


def test_copies_are_linked_and_coded_once(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    for name in ("a.txt", "b.txt"):
        (news / name).write_text(OLD, encoding="utf-8")
    report = run(news, out)
    assert report.stages["ingest"]["articles"] == 2
    assert len(list(read_rows(out, "events", Event))) == 2
    reasons = [(reject.uri or "")[-5:] + ": " + reject.reason for reject in read_rows(out, "rejects", Reject)]
    assert "b.txt: duplicate article" in reasons


def test_a_failed_batch_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "a.txt").write_text(OLD, encoding="utf-8")
    run(news, out)
    (news / "b.txt").write_text(NEW, encoding="utf-8")
    (out / "sentences" / next((out / "sentences").iterdir()).name).unlink()

    def fail(settings: Any, cases: Any) -> Any:
        if any(case.title == "Aid sent" for case in (item.article for item in cases)):
            raise RuntimeError("the roof\nfell in")
        return work(settings, cases)

    work = steps.WORK["sentences"]
    with monkeypatch.context() as patch:
        patch.setattr(steps, "WORK", {**steps.WORK, "sentences": fail})
        report = run(news, out)
    assert report.status == "failed"
    assert [(f["stage"], f["reason"]) for f in report.failures] == [("sentences", "RuntimeError: the roof fell in")]
    assert report.stages["sentences"]["ran"] == 1
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["failures"] == list(report.failures)
    report = run(news, out)
    assert (report.status, ran(report)) == ("done", ["sentences", "actors", "actions", "events"])


def start_run(place: Path, out: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "pipeline.cli", "run", str(place / "seeds"), "--out", str(out), "--no-model"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.mark.parametrize("table", ["batches", "articles", "parses", "actions"])
def test_killed_and_run_again_gives_the_same_bytes(done: Path, table: str) -> None:
    """Killed as soon as the first file of a table is there, or in the midst of the next one."""
    out = done / f"killed-{table}"
    process = start_run(done, out)
    while process.poll() is None and not list(out.glob(f"{table}/*")):
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stderr is not None
    process.stderr.close()
    assert run(done / "seeds", out).status == "done"
    assert read_files(out) == read_files(done / "out")


def test_two_runs_at_once_do_not_harm_each_other(done: Path) -> None:
    out = done / "twice"
    runs = [start_run(done, out) for _ in range(2)]
    told = [process.communicate()[1] for process in runs]
    assert [process.returncode for process in runs] == [0, 0], told
    assert read_files(out) == read_files(done / "out")


def test_workers_give_the_same_bytes(done: Path) -> None:
    out = done / "workers"
    assert run(done / "seeds", out, workers=2).status == "done"
    assert read_files(out) == read_files(done / "out")
