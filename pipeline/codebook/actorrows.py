"""Rows of the actor codebook: reads the CSV files of `codebooks/en/actors`; every row keeps its file and line.

Spreadsheets save CSV in many ways: a byte order mark, semicolons, quoted commas and empty trailing columns are read as
they are meant; what one spoils (dates, codes) is a problem with file and line.
"""

import csv
import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.codebook.problems import Problem

ACTOR_COLUMNS = ("name", "aliases", "code", "from", "to", "kind")
COUNTRY_COLUMNS = (*ACTOR_COLUMNS, "adjective", "demonyms", "capital", "iso3", "cow", "gw")
AGENT_COLUMNS = ("phrase", "plural", "role", "kind")
PLACE_COLUMNS = (*ACTOR_COLUMNS, "latitude", "longitude")
COLUMNS = {"countries.csv": COUNTRY_COLUMNS, "agents.csv": AGENT_COLUMNS, "cities.csv": PLACE_COLUMNS}
OPTIONAL = {"agents.csv": ("kind",), "cities.csv": ("latitude", "longitude")}
NEEDED = {"agents.csv": ("phrase", "role")}
CODE = re.compile(r"[A-Z0-9-]{3,}")
ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class ActorRow(NamedTuple):
    """One name in one role period; a tuple, because a codebook has fifty thousand of them."""

    name: str
    aliases: tuple[str, ...]
    code: str
    start: date | None
    end: date | None
    kind: str
    file: str
    line: int

    @property
    def entry(self) -> str:
        """File and line, as mentions cite them."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One state in one period, with the words for its people and its capital."""

    actor: ActorRow
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    iso3: str
    cow: str
    gw: str


@dataclass(frozen=True, slots=True)
class AgentRow:
    """A common noun that carries a role; its kind is person, people, body or thing."""

    phrase: str
    plural: str
    role: str
    kind: str
    file: str
    line: int

    @property
    def entry(self) -> str:
        """File and line, as mentions cite them."""
        return f"{self.file}:{self.line}"


class Cells(NamedTuple):
    """One line of a CSV file: its cells by column."""

    file: str
    line: int
    values: dict[str, str]


def name_file(path: Path) -> str:
    """The path as people know it: language, part and file, e.g. ``en/actors/leaders.csv``."""
    parts = path.resolve().parts
    return "/".join(parts[-3:]) if path.suffix else "/".join(parts[-2:])


def read_cells(path: Path, problems: list[Problem]) -> Iterator[Cells]:
    """Read one CSV file; comma, semicolon or tab may separate the cells."""
    file = name_file(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(file, line, "not UTF-8; save the sheet as 'CSV UTF-8'"))
        return
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    lines = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=False)
    columns = _read_header(file, next(lines, []), COLUMNS.get(path.name, ACTOR_COLUMNS), problems)
    if columns is None:
        return
    needed = NEEDED.get(path.name, ("name", "code"))
    line = lines.line_num + 1
    for values in lines:
        cell = _name_cells(file, line, columns, values, needed, problems)
        line = lines.line_num + 1
        if cell is not None:
            yield cell


def _read_header(
    file: str, header: Sequence[str], allowed: Sequence[str], problems: list[Problem]
) -> tuple[str, ...] | None:
    columns = tuple(name.strip().lower() for name in header)
    while columns and not columns[-1]:
        columns = columns[:-1]
    wrong = [name for name in columns if name not in allowed]
    optional = OPTIONAL.get(file.rpartition("/")[2], ())
    missing = [name for name in allowed if name not in columns and name not in optional]
    if wrong:
        problems.append(Problem(file, 1, f"unknown column '{wrong[0]}'; the columns are {','.join(allowed)}"))
        return None
    if missing:
        problems.append(Problem(file, 1, f"column '{missing[0]}' is missing; the columns are {','.join(allowed)}"))
        return None
    return columns


def _name_cells(
    file: str,
    line: int,
    columns: tuple[str, ...],
    values: Sequence[str],
    needed: Sequence[str],
    problems: list[Problem],
) -> Cells | None:
    stripped = [value.strip() for value in values]
    if not any(stripped):
        return None
    if len(stripped) > len(columns) and any(stripped[len(columns) :]):
        message = f"{len(columns)} columns expected, {len(stripped)} found; put names that hold a comma in quotes"
        problems.append(Problem(file, line, message))
        return None
    if len(stripped) < len(columns):
        stripped.extend([""] * (len(columns) - len(stripped)))
    cells = dict(zip(columns, stripped, strict=False))
    for column in needed:
        if not cells[column]:
            problems.append(Problem(file, line, f"no {column}; fill the column or delete the line"))
            return None
    return Cells(file, line, cells)


def read_actor(cell: Cells, problems: list[Problem]) -> ActorRow | None:
    """One row of an actor file; None where it is spoiled."""
    values, before = cell.values, len(problems)
    code = values["code"]
    if not is_code(code):
        message = f"code '{code}' must be capital letters without blanks, e.g. RUSGOV"
        problems.append(Problem(cell.file, cell.line, message))
    start = read_date(values["from"], last=False, cell=cell, problems=problems)
    end = read_date(values["to"], last=True, cell=cell, problems=problems)
    if start and end and end < start:
        message = f"the period ends ({end}) before it begins ({start}); exchange or correct the dates"
        problems.append(Problem(cell.file, cell.line, message))
    if len(values["name"]) < 2:
        message = f"'{values['name']}' is one letter and would match everywhere; write the full name"
        problems.append(Problem(cell.file, cell.line, message))
    if len(problems) > before:
        return None
    aliases = split_list(values["aliases"])
    return ActorRow(values["name"], aliases, code, start, end, values["kind"], cell.file, cell.line)


def read_countries(cells: Sequence[Cells], problems: list[Problem]) -> Iterator[CountryRow]:
    """The rows of countries.csv."""
    for cell in cells:
        actor = read_actor(cell, problems)
        if actor is None:
            continue
        lists = (split_list(cell.values[column]) for column in ("adjective", "demonyms", "capital"))
        adjectives, demonyms, capitals = lists
        numbers = (cell.values[column] for column in ("iso3", "cow", "gw"))
        yield CountryRow(actor, adjectives, demonyms, capitals, *numbers)


def read_agents(cells: Sequence[Cells], problems: list[Problem]) -> Iterator[AgentRow]:
    """The rows of agents.csv."""
    for cell in cells:
        values = cell.values
        if not CODE.fullmatch(values["role"]):
            message = f"role '{values['role']}' must be three capital letters, e.g. MIL"
            problems.append(Problem(cell.file, cell.line, message))
            continue
        yield AgentRow(values["phrase"], values["plural"], values["role"], values.get("kind", ""), cell.file, cell.line)


@lru_cache(maxsize=64)
def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a cell that are separated by vertical bars."""
    return tuple([part for each in cell.split("|") if (part := each.strip())]) if cell else ()


def read_date(text: str, *, last: bool, cell: Cells, problems: list[Problem]) -> date | None:
    """A day of a period; a year or a month stands for its first day, or its last where `last` is true."""
    if not text:
        return None
    found = parse_date(text, last=last)
    if isinstance(found, str):
        problems.append(Problem(cell.file, cell.line, found))
        return None
    return found


@lru_cache(maxsize=1 << 15)
def parse_date(text: str, *, last: bool) -> date | str:
    """The day that a cell means, or what is wrong with it; a codebook has the same days again and again."""
    match = ISO_DATE.fullmatch(text)
    if match is None:
        return f"date '{text}' can be read two ways or not at all; write it as 2004-03-09, 2004-03 or 2004"
    year, month, day = int(match[1]), match[2], match[3]
    try:
        number = int(month) if month else 12 if last else 1
        return date(year, number, int(day) if day else monthrange(year, number)[1] if last else 1)
    except ValueError:
        return f"there is no day '{text}'; correct the month or the day"


@lru_cache(maxsize=1 << 13)
def is_code(text: str) -> bool:
    """Whether a cell can be a code: capital letters, digits and hyphens, three at least."""
    return CODE.fullmatch(text) is not None
