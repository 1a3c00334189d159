"""What can be wrong in an actor codebook although every row can be read: duplicates, overlaps, ambiguous aliases."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pipeline.codebook.actorrows import ActorRow, AgentRow, CountryRow, name_file
from pipeline.codebook.problems import Problem

README = "README.md"


def check_book(
    rows: Sequence[ActorRow],
    countries: Sequence[CountryRow],
    agents: Sequence[AgentRow],
    common: frozenset[str],
    folder: Path,
) -> Iterator[Problem]:
    """Problems of the whole book.

    Args:
        rows: the rows of the actor files.
        countries: the rows of countries.csv.
        agents: the rows of agents.csv.
        common: common words that no alias may be.
        folder: the folder of the book, for its README.
    """
    states = [country.actor for country in countries]
    everybody = [*rows, *states]
    yield from _check_names(everybody, common)
    yield from _check_periods(everybody)
    yield from _check_aliases(rows)
    yield from _check_agents(agents)
    yield from _check_readme(folder)


def _check_names(rows: Sequence[ActorRow], common: frozenset[str]) -> Iterator[Problem]:
    for row in rows:
        for alias in (row.name, *row.aliases):
            if len(alias) < 2:
                yield Problem(row.file, row.line, f"alias '{alias}' is one letter; write more or delete it")
            elif alias.lower() in common and not _is_acronym(alias):
                message = f"'{alias}' is also a common word; it matches with a capital only, so delete it unless needed"
                yield Problem(row.file, row.line, message, "warning")
        for alias in {alias for alias in row.aliases if row.aliases.count(alias) > 1}:
            yield Problem(row.file, row.line, f"alias '{alias}' stands twice; delete one", "warning")


def _is_acronym(alias: str) -> bool:
    return alias.isupper() and len(alias.replace(".", "")) > 1


def _check_periods(rows: Sequence[ActorRow]) -> Iterator[Problem]:
    """Rows of one name: equal ones are duplicates, different codes on one day a contradiction."""
    by_name: dict[str, list[ActorRow]] = defaultdict(list)
    for row in rows:
        by_name[row.name].append(row)
    for same in by_name.values():
        ordered = sorted(same, key=lambda row: (row.start or date.min, row.end or date.max, row.file, row.line))
        for number, row in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if (other.start or date.min) > (row.end or date.max):
                    break
                problem = _compare(row, other)
                if problem is not None:
                    yield problem


def _compare(row: ActorRow, other: ActorRow) -> Problem | None:
    first, second = sorted((row, other), key=lambda each: (each.file, each.line))
    place = f"{first.file}:{first.line}"
    if (row.code, row.start, row.end) == (other.code, other.start, other.end):
        return Problem(second.file, second.line, f"'{row.name}' stands already in {place}; delete one of them")
    dated = all(each.start is not None or each.end is not None for each in (row, other))
    if row.code == other.code or not dated:
        return None
    begin = max(row.start or date.min, other.start or date.min)
    end = min(row.end or date.max, other.end or date.max)
    if (end - begin).days <= 0:
        return None
    period = f"from {_say(begin)} to {_say(end)}"
    message = f"'{row.name}' is {second.code} and ({place}) {first.code} {period}; the narrowest period wins"
    return Problem(second.file, second.line, message, "warning")


def _say(day: date) -> str:
    return "ever" if day in {date.min, date.max} else day.isoformat()


def _check_aliases(rows: Sequence[ActorRow]) -> Iterator[Problem]:
    """Aliases that two different names share on one day, with different codes."""
    owners: dict[str, list[ActorRow]] = defaultdict(list)
    for row in rows:
        for alias in {row.name, *row.aliases}:
            owners[alias].append(row)
    for alias, same in owners.items():
        for number, row in enumerate(same):
            other = next((each for each in same[:number] if _clashes(row, each)), None)
            if other is not None:
                message = (
                    f"alias '{alias}' also means {other.name} ({other.file}:{other.line}); "
                    "write a longer form or add dates"
                )
                yield Problem(row.file, row.line, message, "warning")


def _clashes(row: ActorRow, other: ActorRow) -> bool:
    if row.name == other.name or row.code == other.code:
        return False
    begin = max(row.start or date.min, other.start or date.min)
    return begin <= min(row.end or date.max, other.end or date.max)


def _check_agents(agents: Sequence[AgentRow]) -> Iterator[Problem]:
    first: dict[str, AgentRow] = {}
    for agent in agents:
        for phrase in {agent.phrase.lower(), agent.plural.lower()} - {""}:
            if len(phrase) < 2:
                yield Problem(agent.file, agent.line, f"'{phrase}' is one letter; write the whole word")
            other = first.setdefault(phrase, agent)
            if other is not agent:
                severity = "warning" if other.role == agent.role else "error"
                message = f"agent '{phrase}' stands already in {other.file}:{other.line} as {other.role}; keep one"
                yield Problem(agent.file, agent.line, message, severity)


def _check_readme(folder: Path) -> Iterator[Problem]:
    readme = folder / README
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    for path in sorted(folder.glob("*.csv")):
        if path.name not in text:
            message = f"{README} has no line about {path.name}; write one on its scope and its sources of fact"
            yield Problem(name_file(path), 1, message, "warning")
