"""The actor codebook: every row of `codebooks/en/actors`, and the rules by which actors are joined and dated."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipeline.codebook.actorcheck import check_book
from pipeline.codebook.actorrows import (
    ActorRow,
    AgentRow,
    CountryRow,
    name_file,
    read_actor,
    read_agents,
    read_cells,
    read_countries,
)
from pipeline.codebook.actorrules import ActorRules, load_rules
from pipeline.codebook.problems import Problem
from pipeline.errors import DemarcheError

__all__ = ["ActorBook", "ActorRow", "AgentRow", "CountryRow", "check_actors", "load_actors", "read_actors"]


class PackedNames(NamedTuple):
    """Every name of a codebook in compiled form, as `pipeline.actors.packing` makes it.

    Attributes:
        groups: the names that begin with each first word.
        rows: the values of the rows that they name, by number.
    """

    groups: dict[str, bytes]
    rows: list[bytes]


@dataclass(frozen=True)
class ActorBook:
    """The actor codebook of one language: the whole, or rules and countries with packed names in place of the rest."""

    rows: tuple[ActorRow, ...]
    countries: tuple[CountryRow, ...]
    agents: tuple[AgentRow, ...]
    rules: ActorRules = field(default_factory=ActorRules)
    packed: PackedNames | None = None

    @cached_property
    def country_codes(self) -> frozenset[str]:
        """The three letters that stand for a country at the beginning of a code."""
        return frozenset(row.actor.code[:3] for row in self.countries)

    @cached_property
    def country_words(self) -> dict[str, tuple[str, ...]]:
        """Names, adjectives and demonyms of each country, in lower case, by the first three letters of its code."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self.countries:
            words = (row.actor.name, *row.actor.aliases, *row.adjectives, *row.demonyms)
            found[row.actor.code[:3]] = (*found.get(row.actor.code[:3], ()), *map(str.lower, words))
        return found

    def split_code(self, code: str) -> tuple[str | None, str | None]:
        """Country and role letters of a code: ``RUSGOV`` gives RUS and GOV, ``IGOUNO`` gives None and IGO."""
        if code[:3] in self.country_codes:
            return code[:3], code[3:] or None
        if code.startswith("---"):
            return None, code[3:] or None
        return None, code[:3]


@contextmanager
def collection_paused() -> Iterator[None]:
    """Garbage collection off while many small objects are made; it would look at all of them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def load_actors(folder: Path) -> ActorBook:
    """Read the actor codebook in `folder`.

    Raises:
        DemarcheError: a file is no codebook; the message names the first error and counts the rest.
    """
    with collection_paused():
        book, problems = read_actors(folder)
    errors = sorted(problem for problem in problems if problem.severity == "error")
    if errors:
        more = f" ({len(errors) - 1} more: demarche codebook check)" if len(errors) > 1 else ""
        raise DemarcheError(errors[0].message + more, file=errors[0].file, line=errors[0].line)
    return book


def read_actors(folder: Path) -> tuple[ActorBook, list[Problem]]:
    """Read what can be read, and list what cannot."""
    problems: list[Problem] = []
    rows: list[ActorRow] = []
    countries: list[CountryRow] = []
    agents: list[AgentRow] = []
    files = sorted(folder.glob("*.csv"))
    if not files:
        problems.append(Problem(name_file(folder), 1, "no CSV file here; write actors as docs/codebooks.md shows"))
    for path in files:
        cells = list(read_cells(path, problems))
        if path.name == "agents.csv":
            agents.extend(read_agents(cells, problems))
        elif path.name == "countries.csv":
            countries.extend(read_countries(cells, problems))
        else:
            rows.extend(row for cell in cells if (row := read_actor(cell, problems)) is not None)
    rules = load_rules(folder / "rules.toml", problems)
    return ActorBook(tuple(rows), tuple(countries), tuple(agents), rules), problems


def read_frame(folder: Path, names: PackedNames) -> ActorBook:
    """The codebook in `folder`, which has no mistake, with the names that were packed from it."""
    problems: list[Problem] = []
    path = folder / "countries.csv"
    countries = read_countries(list(read_cells(path, problems)), problems) if path.exists() else ()
    return ActorBook((), tuple(countries), (), load_rules(folder / "rules.toml", problems), names)


def check_actors(folder: Path) -> list[Problem]:
    """All that is to be mended in the actor codebook, sorted by file and line."""
    book, problems = read_actors(folder)
    problems.extend(check_book(book.rows, book.countries, book.agents, book.rules.words.common, folder))
    return sorted(problems)
