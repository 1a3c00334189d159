"""Who a name stands for on a given day: date-bounded roles of persons, periods of groups and states."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.actors.matcher import Form
from pipeline.codebook.actors import ActorBook, ActorRow

PLACES = frozenset({"place", "city", "capital", "province"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can act.

    Attributes:
        code: full actor code.
        name: name in the codebook, or in the article where the codebook has none.
        entry: codebook file and line.
        kind: country, place, group, people (an ethnic or religious group) or person.
        valid: a dated row covers the day.
        learned: how the article taught this actor; empty for dictionary entries.
        taught: number of the sentence that taught it.
    """

    code: str
    name: str | None
    entry: str | None
    kind: str
    valid: bool = False
    learned: str = ""
    taught: int = -1


def make_state(code: str, named: Actor | None = None) -> Actor:
    """A country, or its agents with their role, under the name and the entry of the mention that names it."""
    name, entry = (None, None) if named is None else (named.name, named.entry)
    return Actor(code, name, entry, "country")


def covers(row: ActorRow, day: date) -> bool:
    """Whether the day lies in the row's period, both ends included."""
    return (row.start is None or row.start <= day) and (row.end is None or day <= row.end)


def rank_row(row: ActorRow, day: date) -> tuple[int, int]:
    """Smaller is better: dated rows that cover the day before undated ones, the narrowest period first."""
    if not covers(row, day):
        after = row.end is not None and row.end < day
        distance = (day - row.end).days if row.end is not None and after else 0
        ahead = (row.start - day).days if row.start is not None and not after else 0
        return 2 if after else 3, distance + ahead
    if row.start is None and row.end is None:
        return 1, 0
    return 0, ((row.end or date.max) - (row.start or date.min)).days


def choose_actor(
    forms: Sequence[Form], day: date, book: ActorBook, names: frozenset[str] = frozenset(), article: str = ""
) -> tuple[Actor, Form] | None:
    """The actor that one of several rows with the same name stands for on that day.

    Args:
        forms: the forms found; agents are left aside.
        day: the article's date.
        book: the codebook, for its rules and its list of countries.
        names: full names that the article holds: an alias that several share means the one who is named.
        article: its text in lower case: a city or group that several countries have is in the one that it names.
    """
    countries = {form.row.code[:3] for form in forms if isinstance(form.row, ActorRow) and form.row.kind != "person"}
    named = {code for code in countries if _names_country(article, code, book)} if len(countries) > 1 else countries
    best: tuple[tuple[object, ...], Form, ActorRow] | None = None
    for number, form in enumerate(forms):
        row = form.row
        if not isinstance(row, ActorRow) or form.kind == "agent":
            continue
        elsewhere = bool(named) and row.kind != "person" and row.code[:3] not in named
        order = (elsewhere, _kind_rank(form, row), row.name not in names, *rank_row(row, day), not form.first, number)
        if best is None or order < best[0]:
            best = (order, form, row)
    if best is None:
        return None
    _, form, row = best
    actor = make_actor(row, day, book, dictionary_kind(form, row))
    return None if actor is None else (actor, form)


def _names_country(article: str, code: str, book: ActorBook) -> bool:
    """Whether an article names a country or its people, of more than its capital."""
    words = book.country_words.get(code, ())
    return any(re.search(rf"\b{re.escape(word)}\b", article) for word in words if word in article)


def _kind_rank(form: Form, row: ActorRow) -> int:
    if form.kind != "name" or is_country(row):
        return 0
    return 2 if row.kind in PLACES else 1


def is_country(row: ActorRow) -> bool:
    """Whether the row is a state or territory."""
    return row.file.endswith("countries.csv")


def dictionary_kind(form: Form, row: ActorRow) -> str:
    """The kind of actor: country, place, group, people or person."""
    if is_country(row):
        return "country"
    if row.kind in PLACES:
        return "place"
    if row.kind == "person":
        return "person"
    return "people" if row.file.endswith("ethnic.csv") else "group"


def make_actor(row: ActorRow, day: date, book: ActorBook, kind: str) -> Actor | None:
    """The actor of a row on a day; None where the group or state did not exist."""
    dated = row.start is not None or row.end is not None
    if covers(row, day):
        return Actor(row.code, row.name, row.entry, kind, valid=dated)
    country, _ = book.split_code(row.code)
    ended = row.end is not None and row.end < day
    if kind == "person":
        if country is None:
            return Actor(row.code, row.name, row.entry, kind)
        return Actor(country + (book.rules.roles.former if ended else ""), row.name, row.entry, kind)
    if kind == "country":
        late = row.end is not None and 0 < (day - row.end).days <= 366 * book.rules.limits.late_years
        return Actor(row.code, row.name, row.entry, kind) if late else None
    early = row.start is not None and row.start.year - day.year > book.rules.limits.early_years
    return None if early else Actor(row.code, row.name, row.entry, kind)
