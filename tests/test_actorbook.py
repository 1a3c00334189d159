"""The actor codebook: what is read from CSV files, and what the check reports."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codebook.actorrows import ACTOR_COLUMNS
from pipeline.codebook.actors import check_actors, load_actors, read_actors
from pipeline.errors import DemarcheError

HEADER = ",".join(ACTOR_COLUMNS)
COUNTRIES = """name,aliases,code,from,to,kind,adjective,demonyms,capital,iso3,cow,gw
Peru,,PER,,,place,Peruvian,Peruvians,Lima,PER,135,135
"""
REPOSITORY = Path(__file__).parent.parent
BOOK = REPOSITORY / "codebooks" / "en" / "actors"


def write_book(folder: Path, lines: str, *, header: str = HEADER, readme: bool = True) -> Path:
    book = folder / "en" / "actors"
    book.mkdir(parents=True, exist_ok=True)
    (book / "leaders.csv").write_bytes(f"{header}\n{lines}".encode())
    (book / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    if readme:
        (book / "README.md").write_text("leaders.csv: leaders. countries.csv: states.", encoding="utf-8")
    return book


@pytest.mark.parametrize(
    ("header", "line", "name", "aliases"),
    [
        (HEADER, "Ana Quispe,Quispe|A. Quispe,PERGOV,2001,,person\n", "Ana Quispe", ("Quispe", "A. Quispe")),
        ("\ufeff" + HEADER, "Ana Quispe,,PERGOV,,,person\r\n", "Ana Quispe", ()),
        (HEADER.replace(",", ";"), "Ana Quispe;Quispe;PERGOV;;;person\n", "Ana Quispe", ("Quispe",)),
        (HEADER, '"Quispe, Ana",,PERGOV,,,person\n', "Quispe, Ana", ()),
        (HEADER + ",,", "Ana Quispe,,PERGOV,,,person,,\n", "Ana Quispe", ()),
        (HEADER, ",,,,,\nAna Quispe,,PERGOV,,,person\n", "Ana Quispe", ()),
        (
            HEADER,
            "Front (United) [of] Peru+,F.U.*|F\\P,PEROPP,,,organisation\n",
            "Front (United) [of] Peru+",
            ("F.U.*", "F\\P"),
        ),
    ],
)
def test_rows_are_read_as_spreadsheets_save_them(tmp_path, header, line, name, aliases):
    row = load_actors(write_book(tmp_path, line, header=header)).rows[0]
    assert (row.name, row.aliases) == (name, aliases)


@pytest.mark.parametrize(
    ("begin", "end", "start", "last"),
    [
        ("2004-03-09", "", date(2004, 3, 9), None),
        ("2004", "2005", date(2004, 1, 1), date(2005, 12, 31)),
        ("2004-02", "2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("", "2004-12", None, date(2004, 12, 31)),
    ],
)
def test_years_and_months_stand_for_their_first_or_last_day(tmp_path, begin, end, start, last):
    row = load_actors(write_book(tmp_path, f"Ana Quispe,,PERGOV,{begin},{end},person\n")).rows[0]
    assert (row.start, row.end) == (start, last)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ana Quispe,,PERGOV,09/03/2004,,person", "write it as 2004-03-09"),
        ("Ana Quispe,,PERGOV,2004-13-01,,person", "no day '2004-13-01'"),
        ("Ana Quispe,,PERGOV,2005,2004,person", "before it begins"),
        ("Ana Quispe,,PERgov,,,person", "must be capital letters"),
        ("Ana Quispe,,PER GOV,,,person", "must be capital letters"),
        ("Ana Quispe,,,,,person", "no code"),
        ("Q,,PERGOV,,,person", "one letter"),
        ("Ana Quispe,,PERGOV,,,person,more", "put names that hold a comma in quotes"),
        ("Quispe, Ana,,PERGOV,,,person", "put names that hold a comma in quotes"),
    ],
)
def test_spoiled_rows_are_named_with_file_and_line(tmp_path, line, words):
    book = write_book(tmp_path, f"Juan Mamani,,PERMIL,,,person\n{line}\n")
    problems = [problem for problem in check_actors(book) if problem.severity == "error"]
    assert [(problem.file, problem.line) for problem in problems] == [("en/actors/leaders.csv", 3)]
    assert words in problems[0].message and "\n" not in problems[0].message
    assert [row.name for row in read_actors(book)[0].rows] == ["Juan Mamani"]
    with pytest.raises(DemarcheError, match=r"en/actors/leaders\.csv:3: "):
        load_actors(book)


@pytest.mark.parametrize(
    ("lines", "line", "severity", "words"),
    [
        ("Ana Quispe,,PERGOV,,,person\nAna Quispe,,PERGOV,,,person\n", 3, "error", "stands already in"),
        ("Ana Quispe,,PERGOV,2001,2004,person\nAna Quispe,,PERLEG,2003,2006,person\n", 3, "warning", "from 2003-01-01"),
        (
            "Ana Quispe,Quispe,PERGOV,,,person\nLuz Quispe,Quispe,PERLEG,,,person\n",
            3,
            "warning",
            "also means Ana Quispe",
        ),
        ("Ana Quispe,May,PERGOV,,,person\n", 2, "warning", "common word"),
        ("Ana Quispe,Q,PERGOV,,,person\n", 2, "error", "one letter"),
        ("Ana Quispe,Quispe|Quispe,PERGOV,,,person\n", 2, "warning", "stands twice"),
    ],
)
def test_check_reports_doubles_and_clashes(tmp_path, lines, line, severity, words):
    book = write_book(tmp_path, lines)
    (book / "rules.toml").write_text('[words]\ncommon = ["may", "us"]\n', encoding="utf-8")
    found = [problem for problem in check_actors(book) if words in problem.message]
    assert [(problem.line, problem.severity) for problem in found] == [(line, severity)]


@pytest.mark.parametrize(
    "lines",
    [
        "Ana Quispe,,PERGOV,2001,2003,person\nAna Quispe,,PERLEG,2004,2006,person\n",
        "Ana Quispe,,PERGOV,2001-01-01,2003-05-01,person\nAna Quispe,,PERLEG,2003-05-01,2006,person\n",
        "United Front,US|U.F.,PEROPP,,,organisation\n",
    ],
)
def test_check_is_silent_on_good_books(tmp_path, lines):
    book = write_book(tmp_path, lines)
    (book / "rules.toml").write_text('[words]\ncommon = ["may", "us"]\n', encoding="utf-8")
    assert check_actors(book) == []


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (HEADER + ",party", "unknown column 'party'"),
        ("name,aliases,code,from,to", "column 'kind' is missing"),
    ],
)
def test_wrong_headers_are_reported(tmp_path, header, words):
    problems = check_actors(write_book(tmp_path, "Ana Quispe,,PERGOV,,,person\n", header=header))
    assert [(problem.line, words in problem.message) for problem in problems] == [(1, True)]


def test_missing_readme_line_and_wrong_encoding_are_reported(tmp_path):
    book = write_book(tmp_path, "Ana Quispe,,PERGOV,,,person\n", readme=False)
    (book / "latin.csv").write_bytes(f"{HEADER}\nJos\xe9 Rojas,,PERGOV,,,person\n".encode("cp1252"))
    messages = [problem.message for problem in check_actors(book)]
    assert sum("README.md has no line" in message for message in messages) == 3
    assert any("CSV UTF-8" in message for message in messages)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[words]\nfriends = []\n", "unknown key 'friends'"),
        ("[word]\n", "unknown table 'word'"),
        ('[words]\nformer = "late"\n', "former must be a list of words"),
        ('[limits]\nmemory = "long"\n', "memory must be a number"),
        ("[roles]\nformer = 3\n", "former must be one word"),
        ('[numbers]\nthree = "3"\n', "three must be a number"),
        ("[words\n", "no TOML"),
        ('[[ambiguity]]\nname = "Lima"\nexample = "Lima asked for help."\n', "has no counter_example"),
    ],
)
def test_rules_are_checked(tmp_path, text, words):
    book = write_book(tmp_path, "Ana Quispe,,PERGOV,,,person\n")
    (book / "rules.toml").write_text(text, encoding="utf-8")
    problems = [problem for problem in check_actors(book) if words in problem.message]
    assert [problem.file for problem in problems] == ["en/actors/rules.toml"]


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(DemarcheError, match="no CSV file here"):
        load_actors(tmp_path)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), max_size=40))
def test_no_cell_breaks_the_reader(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("book")
    lines = "\n".join(",".join(cells[number : number + 6]) for number in range(0, len(cells), 6))
    book, problems = read_actors(write_book(folder, lines))
    # name, code and both dates of a line can be wrong
    assert len(book.rows) + len(problems) <= 4 * max(len(lines.splitlines()), 1)


def test_many_rows_are_read(tmp_path):
    lines = "".join(f"Person {number} Quispe,,PERGOV,2001,,person\n" for number in range(100_000))
    assert len(load_actors(write_book(tmp_path, lines)).rows) == 100_000


@pytest.mark.parametrize(
    ("code", "country", "role"),
    [("PERGOV", "PER", "GOV"), ("PER", "PER", None), ("IGOUNO", None, "IGO"), ("---MIL", None, "MIL")],
)
def test_codes_are_split(tmp_path, code, country, role):
    book = load_actors(write_book(tmp_path, "Ana Quispe,,PERGOV,,,person\n"))
    assert book.split_code(code) == (country, role)


def test_the_codebook_itself_has_no_errors():
    assert [str(problem) for problem in check_actors(BOOK) if problem.severity == "error"] == []
