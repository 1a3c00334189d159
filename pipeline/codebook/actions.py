"""The action codebook: TOML files of patterns with their examples, word sets, operators and the grid.

Every pattern and example keeps its file and line, so that each event and each message can name them.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.codebook.parts import expand_part, expand_pattern, find_unused
from pipeline.codebook.patterns import Pattern, parse_pattern
from pipeline.codebook.problems import Problem
from pipeline.codebook.words import Grammar, PatternError, expand_sets
from pipeline.errors import DemarcheError

NULL_CODE = "---"
ACTION_KEYS = frozenset(
    {"cameo", "name", "definition", "patterns", "reciprocal", "reverse", "examples", "counter_examples"}
)
LIMIT_KEYS = frozenset({"codes", "not_source", "not_target", "states", "towns", "near_source", "near_target"})
DEED_CODES = frozenset({
    "answers", "endorsing", "told", "freeing_codes", "holding_codes", "country_codes", "home_codes", "toll_codes",
    "vote_codes", "crowd_codes", "foe_codes", "rule_codes",
})  # fmt: skip
DEED_TABLES = frozenset({"names", "replies", "joins", "mediations", "denials"})
DEED_WORDS = frozenset({
    "definite", "indefinite", "pronouns", "country_nouns", "home_roles", "home_nouns", "vote_words", "vote_nouns",
    "vote_bodies", "toll_roles", "toll_nouns", "foe_roles", "foe_nouns", "rule_roles", "freeing_nouns",
})  # fmt: skip
DEED_KEYS = DEED_CODES | DEED_TABLES | DEED_WORDS | {"memory", "lead", "factor", "alike"}
OPERATOR_KEYS = frozenset({"name", "definition", "patterns", "examples", "counter_examples"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of one entry.

    Attributes:
        pattern: the compiled pattern.
        code: CAMEO code, or the name of the operator.
        place: codebook file and line, e.g. ``en/actions/05-diplomatic-cooperation.toml:12``.
        reciprocal: the action holds in both directions.
        reverse: CAMEO code of the second row from target to source.
        operator: whether ``code`` names an operator.
    """

    pattern: Pattern
    code: str
    place: str
    reciprocal: bool = False
    reverse: str | None = None
    operator: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A marked sentence that an entry must (or must not) code as ``code``; see docs/codebooks.md."""

    text: str
    code: str
    place: str
    counter: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code with its crosswalks."""

    cameo: str
    name: str
    plover: str | None
    plover_mode: str | None
    plover_context: str | None
    quad_class: int
    goldstein: float


@dataclass(frozen=True, slots=True)
class ActionBook:
    """All that the action coder needs, as read from ``codebooks/en/actions`` and ``codebooks/cameo``."""

    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    codes: Mapping[str, Code]
    grid: Mapping[str, Mapping[str, str]]
    grammar: Grammar
    qualifiers: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Collector:
    """What is found while the files are read."""

    root: Path
    rules: list[Rule] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def complain(self, path: Path, line: int, message: str, severity: str = "error") -> None:
        self.problems.append(Problem(self.name(path), line, message, severity))


def load_actions(root: Path, *, language: str = "en", strict: bool = True) -> ActionBook:
    """Read the action codebook.

    Args:
        root: the ``codebooks`` folder.
        language: folder of the language.
        strict: raise on the first error; otherwise keep the problems in the book (for ``codebook check``).

    Raises:
        DemarcheError: for the first error, with file and line, if ``strict``.
    """
    folder = root / language / "actions"
    if not folder.is_dir():
        raise DemarcheError("no action codebook here: give a folder that holds en/actions", file=folder)
    found = _Collector(root)
    codes = _read_codes(root / "cameo" / "codes.csv", found)
    grammar = _read_grammar(folder, codes, found)
    for path in sorted(folder.glob("[0-9][0-9]-*.toml")):
        _read_entries(path, "action", ACTION_KEYS, grammar, codes, found)
    if (folder / "operators.toml").is_file():
        _read_entries(folder / "operators.toml", "operator", OPERATOR_KEYS, grammar, codes, found)
    qualifiers = _read_toml(folder / "qualifiers.toml", found)
    grid = _read_grid(root / "cameo" / "grid.csv", codes, found)
    errors = (problem for problem in found.problems if problem.severity == "error")
    if strict and (first := next(errors, None)):
        raise DemarcheError(first.message, file=first.file, line=first.line)
    return ActionBook(
        tuple(found.rules), tuple(found.examples), codes, grid, grammar, qualifiers, tuple(found.problems)
    )


def _read_toml(path: Path, found: _Collector) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found.complain(path, 1, "the file is missing")
    except UnicodeDecodeError:
        found.complain(path, 1, "the file is not UTF-8: save it as UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = int(match[1]) if (match := re.search(r"line (\d+)", str(error))) else 1
        hint = " (codes such as 010 need quotes)" if "zero" in str(error) or "after" in str(error) else ""
        found.complain(path, line, f"not valid TOML: {error}{hint}")
    return {}


def _read_grammar(folder: Path, codes: Mapping[str, Code], found: _Collector) -> Grammar:
    raw: dict[str, list[str]] = {}
    for path in sorted(folder.glob("words*.toml")):
        for name, entries in _read_toml(path, found).get("sets", {}).items():
            if name in raw:
                found.complain(path, _find_key(path, name), f"the word set [{name}] is there twice")
            raw[name] = entries
    try:
        sets = expand_sets(raw)
    except PatternError as error:
        found.complain(folder / "words.toml", 1, str(error))
        sets = {}
    classes = _read_toml(folder / "grammar.toml", found)
    return Grammar(
        frozenset(classes.get("prepositions", ())),
        frozenset(classes.get("particles", ())),
        frozenset(classes.get("weak_particles", ())),
        sets,
        classes.get("reach", {}),
        classes.get("weights", {}),
        frozenset(word for words in classes.get("pronouns", {}).values() for word in words),
        tuple(_check_limits(folder / "grammar.toml", classes.get("limit", ()), found)),
        _check_deeds(folder / "grammar.toml", classes.get("deeds", {}), codes, found),
    )


def _check_deeds(
    path: Path, table: Mapping[str, Any], codes: Mapping[str, Code], found: _Collector
) -> Mapping[str, Any]:
    """The table ``deeds``; an unknown key of it is told, and what is no CAMEO code, or the beginning of one."""
    for key in sorted(table.keys() - DEED_KEYS):
        known = ", ".join(sorted(DEED_KEYS))
        found.complain(path, _find_key(path, key), f"unknown key {key!r} in [deeds]: known are {known}")
    for key in sorted(table.keys() & DEED_CODES):
        for value in table[key]:
            if not any(code.startswith(value) for code in codes):
                found.complain(path, _find_key(path, key), f"no CAMEO code begins with {value!r} in {key} of [deeds]")
    return table


def _check_limits(path: Path, tables: Sequence[Mapping[str, Any]], found: _Collector) -> Iterator[Mapping[str, Any]]:
    """The tables ``limit`` that can be read; of the others the fault is told."""
    lines = path.read_text(encoding="utf-8").splitlines() if tables else []
    for table, line in zip(tables, _find_tables(lines, "limit"), strict=False):
        unknown = sorted(table.keys() - LIMIT_KEYS)
        if unknown:
            known = ", ".join(sorted(LIMIT_KEYS))
            found.complain(path, line, f"unknown key {unknown[0]!r} in a limit: known are {known}")
        elif not table.get("codes"):
            found.complain(path, line, 'a limit has no codes: write codes = ["042"]')
        else:
            yield table


def _find_tables(lines: Sequence[str], name: str) -> list[int]:
    """The lines on which the tables ``[[name]]`` begin."""
    return [number for number, line in enumerate(lines, 1) if line.strip() == f"[[{name}]]"]


def _find_line(path: Path, needle: str, start: int = 1) -> int:
    """1-based line of the first occurrence of ``needle`` at or after line ``start`` (``start`` if there is none)."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number >= start and needle in line:
            return number
    return start


def _find_key(path: Path, name: str) -> int:
    """The line on which a key of a table is declared."""
    lines = path.read_text(encoding="utf-8").splitlines()
    declared = re.compile(rf"\s*\"?{re.escape(name)}\"?\s*=")
    return next((number for number, line in enumerate(lines, 1) if declared.match(line)), 1)


def _read_entries(
    path: Path, table: str, keys: frozenset[str], grammar: Grammar, codes: Mapping[str, Code], found: _Collector
) -> None:
    data = _read_toml(path, found)
    for unknown in data.keys() - {table, "parts"}:
        found.complain(path, _find_line(path, unknown), f"unknown table {unknown!r}: entries begin with [[{table}]]")
    lines = path.read_text(encoding="utf-8").splitlines() if data else []
    starts = _find_tables(lines, table)
    parts = _read_parts(path, data, table, found)
    seen: dict[str, int] = {}
    for entry, start in zip(data.get(table, []), starts, strict=False):
        key = "cameo" if table == "action" else "name"
        if _check_entry(entry, path, start, key, keys, codes, seen, found):
            _add_entry(entry, path, start, lines, key, parts, grammar, found)


def _read_parts(path: Path, data: Mapping[str, Any], table: str, found: _Collector) -> dict[str, tuple[str, ...]]:
    """The parts of one file, expanded; what is wrong with one, or unused, is told at its line.

    A part that cannot be read stands for nothing, so that its fault is not told again for every pattern that uses it.
    """
    raw, parts, told = data.get("parts", {}), {}, set[str]()
    if not isinstance(raw, dict):
        found.complain(path, _find_key(path, "parts"), "parts is no table: write [parts], and below it name = [...]")
        return {}
    for name in raw:
        try:
            parts[name] = expand_part(name, raw)
        except PatternError as error:
            parts[name] = ()
            if str(error) not in told:
                found.complain(path, _find_key(path, name), str(error))
            told.add(str(error))
    written = [text for entry in data.get(table, []) for text in entry.get("patterns", [])]
    for name in find_unused(raw, written) if all(parts.values()) else ():
        message = f"no pattern uses the part {{{name}}}: use it or delete it"
        found.complain(path, _find_key(path, name), message, "warning")
    return parts


def _check_entry(
    entry: Mapping[str, Any], path: Path, line: int, key: str, keys: frozenset[str], codes: Mapping[str, Code],
    seen: dict[str, int], found: _Collector,
) -> bool:  # fmt: skip
    code = entry.get(key)
    before = len(found.problems)
    for unknown in sorted(entry.keys() - keys):
        found.complain(path, line, f"unknown key {unknown!r} in {code}: known are {', '.join(sorted(keys))}")
    if not isinstance(code, str):
        found.complain(path, line, f'{key} is missing or has no quotes: write {key} = "{code}"')
        return False
    if key == "cameo" and code not in codes and code != NULL_CODE:
        found.complain(path, line, f"unknown CAMEO code {code!r}: it is not in cameo/codes.csv")
    if key == "cameo" and entry.get("reverse") not in {None, *codes}:
        found.complain(path, line, f"unknown CAMEO code {entry['reverse']!r} in reverse of {code}")
    mark = f"{code} reciprocal" if entry.get("reciprocal") else code  # a code may have one entry of each kind
    if mark in seen and code != NULL_CODE:
        found.complain(path, line, f"{key} {code} is there twice (first in line {seen[mark]}): join the two entries")
    seen[mark] = line
    for needed in ("patterns", "examples"):
        if not entry.get(needed):
            found.complain(path, line, f"{code} has no {needed}: every entry needs at least one")
    return len(found.problems) == before


def _add_entry(
    entry: Mapping[str, Any], path: Path, start: int, lines: list[str], key: str,
    parts: Mapping[str, Sequence[str]], grammar: Grammar, found: _Collector,
) -> None:  # fmt: skip
    code, name = entry[key], found.name(path)
    seen: set[str] = set()
    for written, line in _with_lines(entry["patterns"], lines, start):
        place = f"{name}:{line}"
        try:
            for pattern in _read_patterns(written, code, seen, parts, grammar):
                found.rules.append(
                    Rule(pattern, code, place, entry.get("reciprocal", False), entry.get("reverse"), key == "name")
                )
        except PatternError as error:
            found.complain(path, line, str(error))
    for field_name in ("examples", "counter_examples"):
        for text, line in _with_lines(entry.get(field_name, []), lines, start):
            _add_example(text, code, path, line, field_name == "counter_examples", key, found)


def _read_patterns(
    written: str, code: str, seen: set[str], parts: Mapping[str, Sequence[str]], grammar: Grammar
) -> Iterator[Pattern]:
    """What one line of patterns stands for; ``seen`` are the patterns that the entry has, and takes in the new ones.

    Raises:
        PatternError: at the first that cannot be read or that the entry has already.
    """
    for text in expand_pattern(written, parts):
        origin = "" if text == written else f", once by {written!r}"
        if text in seen:
            raise PatternError(f"the pattern {text!r} is there twice in {code}{origin}: delete one")
        seen.add(text)
        yield parse_pattern(text, grammar)


def _add_example(text: str, code: str, path: Path, line: int, counter: bool, key: str, found: _Collector) -> None:
    if key == "name":
        code, separator, text = text.partition(": ")
        if not separator or not re.fullmatch(r"\d{2,4}|---", code):
            found.complain(path, line, 'an operator\'s example begins with its code: "1053: <s>France</s> ..."')
            return
    if "<s>" not in text and "<t>" not in text:
        found.complain(path, line, "the example marks no actor: write <s>source</s> and <t>target</t>")
        return
    found.examples.append(Example(text, code, f"{found.name(path)}:{line}", counter))


def _with_lines(texts: list[str], lines: list[str], start: int) -> Iterator[tuple[str, int]]:
    """Each text with the line of the file on which it stands."""
    at = start
    for text in texts:
        needle = text.replace("\\", "\\\\").replace('"', '\\"')
        for number in range(at, len(lines) + 1):
            if f'"{needle}"' in lines[number - 1] or f"'{text}'" in lines[number - 1]:
                at = number
                break
        yield text, at


def _read_codes(path: Path, found: _Collector) -> dict[str, Code]:
    codes: dict[str, Code] = {}
    for line, row in _read_rows(path, found):
        try:
            codes[row["cameo"]] = Code(
                row["cameo"], row["name"], row["plover"] or None, row["plover_mode"] or None,
                row["plover_context"] or None, int(row["quad_class"]), float(row["goldstein"]),
            )  # fmt: skip
        except (KeyError, ValueError, TypeError) as error:
            found.complain(path, line, f"cannot read this code: {error}")
    return codes


def _read_grid(path: Path, codes: Mapping[str, Code], found: _Collector) -> dict[str, dict[str, str]]:
    grid: dict[str, dict[str, str]] = {}
    for line, row in _read_rows(path, found):
        base, result = row.get("base") or "", row.get("cameo") or ""
        if result not in codes and result not in {NULL_CODE, "="}:
            found.complain(path, line, f"unknown CAMEO code {result!r} in the grid")
        grid.setdefault(row.get("operator") or "", {})[base] = result
    return grid


def _read_rows(path: Path, found: _Collector) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                yield reader.line_num, row
    except FileNotFoundError:
        found.complain(path, 1, "the file is missing")
