"""The action codebook: TOML files of patterns with their examples, word sets, operators and the grid.

Every pattern and example keeps its file and line, so that each event and each message can name them.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.codebook.complaints import Complaints, check_tables, find_key, find_tables, read_toml
from pipeline.codebook.grammar import read_grammar
from pipeline.codebook.lessons import Lesson, read_lessons
from pipeline.codebook.parts import expand_part, expand_pattern, find_unused
from pipeline.codebook.patterns import Pattern, parse_pattern
from pipeline.codebook.problems import Problem
from pipeline.codebook.words import Grammar, PatternError
from pipeline.errors import DemarcheError

NULL_CODE = "---"
ACTION_KEYS = frozenset(
    {"cameo", "name", "definition", "patterns", "reciprocal", "reverse", "examples", "counter_examples"}
)
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
    lessons: tuple[Lesson, ...] = ()


@dataclass(slots=True)
class _Collector(Complaints):
    """What is found while the files are read."""

    rules: list[Rule] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


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
    grammar = read_grammar(folder, codes, found)
    for path in sorted(folder.glob("[0-9][0-9]-*.toml")):
        _read_entries(path, "action", ACTION_KEYS, grammar, codes, found)
    if (folder / "operators.toml").is_file():
        _read_entries(folder / "operators.toml", "operator", OPERATOR_KEYS, grammar, codes, found)
    roots = frozenset(code[:2] for code in codes)
    lessons = [lesson for path in sorted(folder.glob("lessons*.toml")) for lesson in read_lessons(path, roots, found)]
    qualifiers = read_toml(folder / "qualifiers.toml", found)
    grid = _read_grid(root / "cameo" / "grid.csv", codes, found)
    errors = (problem for problem in found.problems if problem.severity == "error")
    if strict and (first := next(errors, None)):
        raise DemarcheError(first.message, file=first.file, line=first.line)
    return ActionBook(
        tuple(found.rules),
        tuple(found.examples),
        codes,
        grid,
        grammar,
        qualifiers,
        tuple(found.problems),
        tuple(lessons),
    )


def _read_entries(
    path: Path, table: str, keys: frozenset[str], grammar: Grammar, codes: Mapping[str, Code], found: _Collector
) -> None:
    data = read_toml(path, found)
    check_tables(path, data, table, found, others=("parts",))
    lines = path.read_text(encoding="utf-8").splitlines() if data else []
    starts = find_tables(lines, table)
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
        found.complain(path, find_key(path, "parts"), "parts is no table: write [parts], and below it name = [...]")
        return {}
    for name in raw:
        try:
            parts[name] = expand_part(name, raw)
        except PatternError as error:
            parts[name] = ()
            if str(error) not in told:
                found.complain(path, find_key(path, name), str(error))
            told.add(str(error))
    written = [text for entry in data.get(table, []) for text in entry.get("patterns", [])]
    for name in find_unused(raw, written) if all(parts.values()) else ():
        message = f"no pattern uses the part {{{name}}}: use it or delete it"
        found.complain(path, find_key(path, name), message, "warning")
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
