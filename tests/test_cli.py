"""Commands: help for each, one clear line for every mistake, and the forms that other programs depend on."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from pipeline.cli import app
from pipeline.exchange import KEYS
from pipeline.records import Event, Reject
from pipeline.tables import read_rows
from tests.conftest import ROOT

Call = Callable[..., tuple[int, str, str]]
GOOD = "Title: Envoys meet\nPublished: 2 March 2012\n\nFrance condemned Chad on Thursday. Turkey praised Jordan.\n"


def list_commands(command: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield names, command
    for name, child in getattr(command, "commands", {}).items():
        yield from list_commands(child, (*names, name))


COMMANDS = dict(list_commands(typer.main.get_command(app)))
LEAVES = {names: command for names, command in COMMANDS.items() if not hasattr(command, "commands")}


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_has_help(names: tuple[str, ...], cli: Call) -> None:
    status, out, err = cli(*names, "--help")
    assert (status, err) == (0, "")
    assert "Usage:" in out


@pytest.mark.parametrize("names", LEAVES, ids=" ".join)
def test_every_command_shows_examples_and_explains_its_options(names: tuple[str, ...]) -> None:
    command = LEAVES[names]
    assert f"demarche {' '.join(names)}" in command.help
    assert all(parameter.help for parameter in command.params if parameter.name != "help")


@pytest.mark.parametrize("names", LEAVES, ids=" ".join)
def test_every_command_is_documented(names: tuple[str, ...]) -> None:
    assert f"demarche {' '.join(names)}" in (ROOT / "README.md").read_text(encoding="utf-8")


def read_blocks(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


README_LINES = [line for block in read_blocks("sh") for line in block.splitlines() if line]


@pytest.mark.parametrize("line", README_LINES)
def test_readme_commands_parse(line: str) -> None:
    words = shlex.split(line.split("<")[0].split(">")[0], comments=True)
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        return
    assert words[0] == "demarche"
    command: Any = COMMANDS[()]
    rest = words[1:]
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    command.make_context("demarche", rest)


@pytest.mark.parametrize("block", read_blocks("python"))
def test_readme_python_compiles(block: str) -> None:
    ast.parse(block)


@pytest.mark.parser
def test_readme_library_example(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (block for block in read_blocks("python") if "pipeline.Coder" in block)
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("2012-03-12 FRA 111 TCD en/actions/11-")


def test_version(cli: Call) -> None:
    assert re.fullmatch(r"demarche \d+\.\d+\.\d+\n|demarche 0\+unknown\n", cli("--version")[1])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere"], "nowhere: there is no such file or folder"),
        (["run", "good.txt", "--out", "good.txt"], "good.txt: the output folder is a file; name another with --out"),
        (["run", "good.txt", "--out", "good.txt/x"], "good.txt/x: Not a directory"),
        (["run", "good.txt", "--date", "yesterday"], "'yesterday' does not match the format"),
        (["run", "good.txt", "--columns", "body"], "--columns body: write FIELD=COLUMN"),
        (["run", "good.txt", "--columns", "colour=red"], "unknown field 'colour'"),
        (["run", "good.txt", "--workers", "0"], "--workers"),
        (["run", "good.txt", "--codebooks", "nowhere"], "nowhere: the folder given with --codebooks is no folder"),
        (["run", "good.txt", "--codebooks", "."], "holds no en/ folder"),
        (["run"], "Missing argument"),
        (["walk"], "No such command 'walk'"),
        (["code", "France", "--jsonl"], "--jsonl reads standard input"),
        (["code", "France", "--given-actors"], "--given-actors needs --jsonl"),
        (["code", "  "], "there is no text to code"),
        (["status", "--out", "nowhere"], "nowhere: no run has ended here; start one with demarche run"),
        (["rejects", "--out", "nowhere"], "no table here; make it with demarche run"),
        (["rejects", "--stage", "cooking"], "--stage cooking: the stages are ingest, sentences"),
        (["explain", "f00", "--out", "nowhere"], "no table here; make it with demarche run"),
        (["codebook", "check", "nowhere"], "nowhere: the folder given with --codebooks is no folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_is_one_line(
    cli: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    status, out, err = cli(*arguments)
    assert (status, out) == (2, "")
    assert message in " ".join(err.split())
    assert "Traceback" not in err
    assert not Path("outputs").exists()


def add_action(text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / "en/actions/05-diplomatic-cooperation.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[[action]]\n{text}\n")

    return change


def add_actor(row: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / "en/actors/mine.csv").write_text(f"name,aliases,code,from,to,kind\n{row}\n", encoding="utf-8")

    return change


ENTRY = 'name = "x"\ndefinition = "y"\nexamples = ["<s>France</s> met <t>Chad</t>."]\ncounter_examples = ["No."]\n'


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (
            add_action(f'cameo = "050"\npatterns = ["SRC do TGT"]\n{ENTRY}'),
            "05-diplomatic-cooperation.toml",
            "is there twice",
        ),
        (add_action(f'cameo = "059"\ncolour = "red"\npatterns = ["SRC do TGT"]\n{ENTRY}'), "05-diplom", "colour"),
        (add_action(f'cameo = "---"\npatterns = ["SRC do [unheard] TGT"]\n{ENTRY}'), "05-diplom", "[unheard]"),
        (add_action(f'cameo = 057\npatterns = ["SRC do TGT"]\n{ENTRY}'), "05-diplomatic-cooperation.toml", "quotes"),
        (add_actor("Anna Muster,,FRAGOV,2012-02-31,,person"), "mine.csv:2", "2012-02-31"),
        (add_actor("Anna Muster,,FRAGOV,,,person\nAnna Muster,,FRAGOV,,,person"), "mine.csv:3", "Anna Muster"),
    ],
    ids=["duplicate entry", "unknown key", "unknown word set", "unquoted code", "impossible date", "duplicate actor"],
)
def test_a_mistake_in_a_codebook_is_told_with_file_and_line(
    cli: Call, codebooks: Path, change: Callable[[Path], None], place: str, message: str
) -> None:
    change(codebooks)
    _, out, _ = cli("codebook", "check", codebooks, "--no-examples")
    told = [line for line in out.splitlines() if place in line and message in line]
    assert told, out
    assert re.match(rf"{re.escape(str(codebooks))}/en/.*:\d+: (error|warning): ", told[0])


def test_a_codebook_with_an_error_codes_nothing(cli: Call, codebooks: Path, tmp_path: Path) -> None:
    add_action("cameo = 057")(codebooks)
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    assert cli("codebook", "check", codebooks, "--no-examples")[0] == 1
    status, _, err = cli("run", tmp_path / "a.txt", "--out", tmp_path / "out", "--codebooks", codebooks)
    assert (status, err.count("\n")) == (2, 1)
    assert re.search(r"05-diplomatic-cooperation\.toml:\d+: ", err)


def spoil(folder: Path) -> dict[str, str]:
    """Inputs that cannot be read, and the reason that is expected for each."""
    row = json.dumps({"title": "A", "date": "2012-03-02", "text": "France condemned Chad on Thursday in a statement."})
    contents: dict[str, tuple[bytes, str | None]] = {
        "good.txt": (GOOD.encode(), None),
        "empty.txt": (b"", "empty file"),
        "binary.txt": (bytes(range(256)) * 40, "binary file"),
        "long.txt": (b"word " * 10_000_000, "text too long"),
        "broken-bytes.txt": (GOOD.encode() + b"Caf\xe9 \xff talks went on in the capital on Friday.\n", None),
        "table.csv": (b"number,colour\n1,red\n", "unreadable file"),
        "lines.jsonl": (f'{row}\n{{"title": \n'.encode(), "broken line"),
        "future.txt": (GOOD.replace("2012", "2098").encode(), "publication date in the future"),
        "undated.txt": (GOOD.replace("Published: 2 March 2012\n", "").encode(), "no publication date"),
        "french.txt": (
            b"Titre: Rencontre\nPublished: 2 March 2012\n\n"
            b"Le gouvernement de la France a dit que les troupes ne sont pas dans la ville et que la paix est loin. "
            b"Les ministres se sont vus avec le president dans la capitale pour parler de la guerre et de la paix.\n",
            "another language",
        ),
        "letter.docx": (b"PK\x03\x04 not text", "unknown format"),
    }
    folder.mkdir()
    for name, (content, _) in contents.items():
        (folder / name).write_bytes(content)
    return {name: reason for name, (_, reason) in contents.items() if reason is not None}


@pytest.mark.parser
@pytest.mark.slow
def test_bad_inputs_are_rejects_and_the_rest_goes_on(cli: Call, tmp_path: Path) -> None:
    expected = spoil(tmp_path / "news")
    status, out, _ = cli("run", tmp_path / "news", "--out", tmp_path / "out")
    assert status == 0
    found = {
        Path((reject.uri or "").split("#")[0]).name: reject.reason
        for reject in read_rows(tmp_path / "out", "rejects", Reject)
        if reject.stage == "ingest"
    }
    assert found == expected
    events = list(read_rows(tmp_path / "out", "events", Event))
    assert {Path(event.uri.split("#")[0]).name for event in events} == {"good.txt", "broken-bytes.txt", "lines.jsonl"}
    assert "FRA" in out
    _, out, _ = cli("rejects", "--out", tmp_path / "out", "--stage", "ingest")
    assert "no column holds the text" in out
    assert "give --date" in out


@pytest.mark.parser
def test_explain_tells_the_place(cli: Call, tmp_path: Path) -> None:
    text = "Published: 2 March 2012\n\nEgyptian police arrested Libyan protesters in Cairo.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert cli("run", tmp_path / "a.txt", "--out", tmp_path / "out")[0] == 0
    event = next(iter(read_rows(tmp_path / "out", "events", Event)))
    _, out, _ = cli("explain", event.event_id, "--out", tmp_path / "out")
    assert "Cairo, EGY (30.06, 31.25)" in out


@pytest.mark.parser
def test_status_rejects_and_explain(cli: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    assert cli("run", tmp_path / "a.txt", "--out", tmp_path / "out")[0] == 0
    _, out, _ = cli("status", "--out", tmp_path / "out")
    assert re.search(r"events\s+1/1\s+events\s+2\s+0", out)
    _, out, _ = cli("rejects", "--out", tmp_path / "out")
    assert "reason" in out
    event = next(event for event in read_rows(tmp_path / "out", "events", Event) if event.source == "FRA")
    status, out, _ = cli("explain", event.event_id[:10], "--out", tmp_path / "out")
    assert status == 0
    for words in (
        "[source France] [action condemned] [target Chad] on Thursday",
        "CAMEO 111",
        "2012-03-01",
        event.rule,
    ):
        assert words in out
    assert re.search(r"'France' is FRA.*countries\.csv:\d+", out)
    assert event.codebook in out
    assert cli("explain", "nothing", "--out", tmp_path / "out")[0] == 2


def stream(*arguments: str, lines: bytes) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "pipeline.cli", "code", "--jsonl", *arguments]
    done = subprocess.run(command, input=lines, capture_output=True, check=True, cwd=ROOT)
    return [json.loads(line) for line in done.stdout.splitlines()]


TEXT = "It rained. France condemned Chad on Thursday."


@pytest.mark.parser
def test_json_lines() -> None:
    lines = [
        json.dumps({"id": "a", "text": TEXT, "date": "2012-03-02"}).encode(),
        b"no json",
        b'["no object"]',
        b'{"id": 7}',
        b'{"id": 8, "text": "France met Chad.", "date": "31.12.2012"}',
        b'{"id": 9, "text": "France met Chad.", "actors": [{"start": 0, "end": 99, "code": "FRA"}]}',
        b'{"id": 10, "text": "caf\xe9"}',
        b"",
        b'{"id": 11, "text": "Nothing to see."}',
        b'{"id": 12, "text": "\\ud800 France condemned Chad."}',
        json.dumps({"id": "z", "text": TEXT, "date": "2012-03-02"}).encode(),
    ]
    answers = stream(lines=b"\n".join(lines))
    assert [answer["id"] for answer in answers] == ["a", None, None, 7, 8, 9, None, 11, 12, "z"]
    assert [bool(answer["events"]) for answer in answers] == [True, *[False] * 7, True, True]
    assert all(bool(answer["reject"]) != bool(answer["events"]) for answer in answers)
    (event,) = answers[0]["events"]
    assert tuple(event) == KEYS
    assert (event["source"], event["cameo"], event["target"], event["plover"]) == ("FRA", "111", "TCD", "ACCUSE")
    assert (event["date"], event["date_precision"]) == ("2012-03-01", "day")
    for part in ("source", "trigger", "target"):
        start, end = event[f"{part}_span"]
        assert TEXT[start:end] == event[f"{part}_text"]
    assert answers[-1]["events"] == answers[0]["events"]


@pytest.mark.parser
def test_given_actors() -> None:
    text = "It rained. Bigland condemned Smallland on Thursday."
    actors = [{"start": 11, "end": 18, "code": "BIGGOV"}, {"start": 29, "end": 38, "code": "SML"}]
    known = {"text": text, "date": "2012-03-02", "actors": actors}
    other = {"text": "France condemned Chad.", "date": "2012-03-02"}
    lines = b"\n".join(json.dumps(line).encode() for line in (known, other))
    given, nothing = stream("--given-actors", lines=lines)
    assert [(e["source"], e["target"], e["source_span"], e["target_span"]) for e in given["events"]] == [
        ("BIGGOV", "SML", [11, 18], [29, 38])
    ]
    assert nothing["events"] == []
    both = stream(lines=lines)
    assert both[0]["events"][0]["source"] == "BIGGOV"
    assert both[1]["events"][0]["source"] == "FRA"


@pytest.mark.parser
def test_a_line_is_answered_before_the_next_one_comes() -> None:
    command = [sys.executable, "-m", "pipeline.cli", "code", "--jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": "France condemned Chad."}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(timeout=60) == 0


@pytest.mark.parser
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France condemned Chad.", ["tree", "mentions", "condemned", "event", "111"]),
        ("France arrested two Chadians. Chad condemned the arrests.", ["'the arrests' names again what FRA did"]),
        ("France is near Chad.", ["no event: no action"]),
        ("It rained.", ["no event: fewer than two actors"]),
    ],
)
def test_explain_says_why(cli: Call, text: str, words: list[str]) -> None:
    status, out, _ = cli("code", text, "--explain", "--date", "2012-03-02")
    assert status == 0
    assert all(word in out for word in words), out


def test_codebooks_are_found(tmp_path: Path, codebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.codebook.folder import find_codebooks

    other = Path(shutil.copytree(codebooks, tmp_path / "other"))
    monkeypatch.delenv("DEMARCHE_CODEBOOKS", raising=False)
    assert find_codebooks() == ROOT / "codebooks"
    monkeypatch.setenv("DEMARCHE_CODEBOOKS", str(other))
    assert find_codebooks() == other
    assert find_codebooks(codebooks) == codebooks
    assert os.environ["DEMARCHE_CODEBOOKS"] == str(other)
