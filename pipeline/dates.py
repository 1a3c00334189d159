"""When an event happened: time expressions of its clause, read against the publication date.

The rule that matters in news: a bare weekday is the publication day itself or the last one before it; a month or a
day of a month without a year is the latest that is not after the publication; the future only where the clause is
about the future. Words are codebooks/en/dates.toml.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pipeline.errors import DemarcheError
from pipeline.syntax import Tree

KEPT_TEXTS = 64
CLAUSE_ENDS = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "root", "csubj"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with its precision (day, month, year or publication)."""

    day: date
    precision: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a sentence: characters ``[start, end)``, its kind and its parts."""

    start: int
    end: int
    kind: str
    values: tuple[int, ...]
    relative: str = ""


@dataclass(frozen=True)
class DateReader:
    """Finds and reads time expressions.

    Args:
        words: the tables of dates.toml.
    """

    words: Mapping[str, Any]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def load(cls, folder: Path) -> "DateReader":
        """Read ``dates.toml`` of a language folder such as ``codebooks/en``.

        Raises:
            DemarcheError: if the file is missing or no TOML.
        """
        path = folder / "dates.toml"
        try:
            words = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise DemarcheError(f"cannot read the time expressions: {error}", file=path) from error
        return cls(words, tuple(_make_patterns(words)))

    @cached_property
    def find(self) -> Callable[[str], Sequence[Expression]]:
        """Time expressions of a text that do not overlap, in order; the first pattern that fits wins.

        The last texts are kept: every action of a sentence asks for the same.
        """
        return lru_cache(maxsize=KEPT_TEXTS)(self._find)

    def _find(self, text: str) -> Sequence[Expression]:
        found: list[Expression] = []
        for kind, pattern in self.patterns:
            for match in pattern.finditer(text):
                if any(match.start() < other.end and other.start < match.end() for other in found):
                    continue
                expression = self._read(kind, match)
                if expression is not None:
                    found.append(expression)
        return tuple(sorted(found, key=lambda expression: expression.start))

    def _read(self, kind: str, match: re.Match[str]) -> Expression | None:
        groups = {name: value for name, value in match.groupdict().items() if value}
        relative = groups.pop("relative", "").lower()
        months, weekdays = self.words["months"], self.words["weekdays"]
        values: list[int] = []
        for name, value in groups.items():
            word = value.lower().rstrip(".")
            if name == "month":
                values.append(months[word])
            elif name == "weekday":
                values.append(weekdays[word])
            elif name == "phrase":
                values.append(self.words[kind][re.sub(r"\s+", " ", word)])
            elif name == "unit":
                values.append(self.words["units"][word])
            else:
                values.append(int(word) if word.isdigit() else self.words["numbers"][word])
        return Expression(match.start(), match.end(), kind, tuple(values), relative)

    def resolve(self, expression: Expression, published: date, *, future: bool = False) -> Moment | None:
        """The date that an expression means in an article of ``published``; None for an impossible date.

        Args:
            expression: what was found.
            published: the publication date.
            future: the clause is about the future, so a bare weekday or month lies ahead.
        """
        ahead = future or expression.relative == "next"
        try:
            return _RESOLVERS[expression.kind](expression, published, ahead)
        except (ValueError, OverflowError):
            return None

    def date_event(
        self, text: str, tree: Tree, token: int, published: date, *, future: bool = False, saying: bool = False
    ) -> Moment:
        """When the action at ``token`` happened.

        Args:
            text: the sentence.
            tree: its tree.
            token: head of the trigger.
            published: the publication date.
            future: the action lies in the future.
            saying: the action is that something is asked, promised or threatened: what it is has a time of its own.

        Returns:
            The date of the nearest time expression of the clause, else the publication date.
        """
        expressions = [e for e in self.find(text) if not self._is_skipped(text, e)]
        chosen = _choose(expressions, tree, token, CLAUSE_ENDS | {"xcomp"} if saying else CLAUSE_ENDS)
        moment = self.resolve(chosen, published, future=future) if chosen is not None else None
        return moment or Moment(published, "publication")

    def tells_past(self, text: str) -> bool:
        """Whether the sentence begins with words for a past without a date: "In the past", "Decades ago"."""
        return text.lower().startswith(tuple(self.words["scene"]["past"]))

    def continues(self, text: str) -> bool:
        """Whether the sentence goes on from the one before it: "But that ...", "Later ..."."""
        return text.lower().startswith(tuple(f"{words} " for words in self.words["scene"]["continues"]))

    def _is_skipped(self, text: str, expression: Expression) -> bool:
        before = text[: expression.start].rstrip().rpartition(" ")[2].lower()
        return before in self.words["skip"]["before"] and expression.kind not in {"ago", "days"}


def _make_patterns(words: Mapping[str, Any]) -> Iterator[tuple[str, re.Pattern[str]]]:
    def either(items: Any) -> str:
        return "|".join(sorted((re.escape(item) for item in items), key=len, reverse=True))

    month = rf"(?P<month>{either(word.capitalize() for word in words['months'])})\.?"
    weekday = rf"(?P<weekday>{either(word.capitalize() for word in words['weekdays'])})"
    relative = r"(?:(?P<relative>last|next|this|past)\s+)?"
    number = rf"(?P<number>\d{{1,3}}|{either(words['numbers'])})"
    unit = rf"(?P<unit>{either(words['units'])})"
    year, day = r"(?P<year>(?:19|20)\d\d)", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    yield "full", re.compile(rf"\b{month}\s+{day},?\s+{year}\b")
    yield "full_day_first", re.compile(rf"\b{day}\s+{month},?\s+{year}\b")
    yield "iso", re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b")
    yield "month_year", re.compile(rf"\b{month},?\s+(?:of\s+)?{year}\b")
    yield "day", re.compile(rf"\b{month}\s+{day}\b")
    yield "day_first", re.compile(rf"\b{day}\s+(?:of\s+)?{month}(?!\w)")
    yield "ago", re.compile(rf"\b{number}\s+{unit}\s+(?:ago|earlier)\b", re.IGNORECASE)
    for kind in ("days", "months_back", "years_back"):
        yield kind, re.compile(rf"\b(?P<phrase>{either(words[kind])})\b", re.IGNORECASE)
    yield "weekday", re.compile(rf"\b{relative}{weekday}\b")
    yield "month", re.compile(rf"\b(?:in|In|during|early|late|mid-?|last|next|this)\s+{relative}{month}(?!\s*\d)(?!\w)")
    yield "year", re.compile(rf"\b(?:in|In|during|early|late)\s+{year}\b")


def _full(e: Expression, published: date, ahead: bool) -> Moment:
    month, day, year = e.values
    return Moment(date(year, month, day), "day")


def _full_day_first(e: Expression, published: date, ahead: bool) -> Moment:
    day, month, year = e.values
    return Moment(date(year, month, day), "day")


def _iso(e: Expression, published: date, ahead: bool) -> Moment:
    return Moment(date(*e.values), "day")


def _month_year(e: Expression, published: date, ahead: bool) -> Moment:
    month, year = e.values
    return Moment(date(year, month, 1), "month")


def _latest(month: int, day: int, published: date, ahead: bool) -> date:
    """The latest such day that is not after the publication; the next one if the clause looks ahead."""
    found = date(published.year, month, day)
    if ahead:
        return found if found >= published else date(published.year + 1, month, day)
    return found if found <= published else date(published.year - 1, month, day)


def _day(e: Expression, published: date, ahead: bool) -> Moment:
    month, day = e.values
    return Moment(_latest(month, day, published, ahead), "day")


def _day_first(e: Expression, published: date, ahead: bool) -> Moment:
    day, month = e.values
    return Moment(_latest(month, day, published, ahead), "day")


def _ago(e: Expression, published: date, ahead: bool) -> Moment:
    number, unit = e.values
    day = published - timedelta(days=number * unit)
    if unit == 30:
        months = published.year * 12 + published.month - 1 - number
        return Moment(date(months // 12, months % 12 + 1, 1), "month")
    if unit == 365:
        return Moment(date(published.year - number, 1, 1), "year")
    return Moment(day, "day")


def _days(e: Expression, published: date, ahead: bool) -> Moment:
    return Moment(published + timedelta(days=e.values[0]), "day")


def _months_back(e: Expression, published: date, ahead: bool) -> Moment:
    months = published.year * 12 + published.month - 1 + e.values[0]
    return Moment(date(months // 12, months % 12 + 1, 1), "month")


def _years_back(e: Expression, published: date, ahead: bool) -> Moment:
    return Moment(date(published.year + e.values[0], 1, 1), "year")


def _weekday(e: Expression, published: date, ahead: bool) -> Moment:
    back = (published.weekday() - e.values[0]) % 7
    if e.relative == "last" and back == 0:
        back = 7
    if ahead:
        return Moment(published + timedelta(days=(7 - back) % 7 or 7 * (e.relative == "next")), "day")
    return Moment(published - timedelta(days=back), "day")


def _month(e: Expression, published: date, ahead: bool) -> Moment:
    return Moment(_latest(e.values[0], 1, published, ahead), "month")


def _year(e: Expression, published: date, ahead: bool) -> Moment:
    return Moment(date(e.values[0], 1, 1), "year")


_RESOLVERS = {
    "full": _full, "full_day_first": _full_day_first, "iso": _iso, "month_year": _month_year, "day": _day,
    "day_first": _day_first, "ago": _ago, "days": _days, "months_back": _months_back, "years_back": _years_back,
    "weekday": _weekday, "month": _month, "year": _year,
}  # fmt: skip


def _choose(expressions: list[Expression], tree: Tree, token: int, ends: frozenset[str]) -> Expression | None:
    """The expression that hangs nearest to the trigger: on it, in its phrase, or on a clause above it.

    ``ends`` are the labels of the words that head a clause of their own.
    """
    if not expressions:
        return None
    clause = _clauses(tree, token)
    best: tuple[int, int] | None = None
    chosen = None
    for expression in expressions:
        inside = (at for at in range(len(tree.words)) if expression.start <= tree.starts[at] < expression.end)
        heads = [at for at in inside if tree.tags[at] != "PUNCT"]  # "in May." ends with the sentence
        if not heads:
            continue
        steps = min(_distance(tree, at, clause, ends) for at in heads)
        key = (steps, abs(heads[0] - token))
        if steps < 99 and (best is None or key < best):
            best, chosen = key, expression
    return chosen


def _clauses(tree: Tree, token: int) -> dict[int, int]:
    """The trigger and the words above it, each with the number of clause borders on the way.

    What happened is not of the day of what will: "will meet on Friday, and Fiji has sent its envoy".
    """
    found, borders, at = {token: 0}, 0, token
    while tree.heads[at] >= 0 and not (tree.labels[at] == "conj" and _lies_before(tree, at)):
        borders += tree.labels[at] in CLAUSE_ENDS
        at = tree.heads[at]
        found[at] = borders
    return found


def _lies_before(tree: Tree, verb: int) -> bool:
    """Whether a verb with its own subject has no modal, and the one to which it is joined has one."""
    modal = {tree.heads[t] for t, tag in enumerate(tree.xpos) if tag == "MD"}
    owned = any(head == verb and tree.labels[t].startswith("nsubj") for t, head in enumerate(tree.heads))
    return owned and verb not in modal and tree.heads[verb] in modal


def _distance(tree: Tree, at: int, clause: Mapping[int, int], ends: frozenset[str]) -> int:
    """Clause borders from the trigger up to the word on which ``at`` hangs; 99 where it hangs on another clause."""
    while at >= 0 and at not in clause:
        if tree.labels[at] in ends:
            return 99
        at = tree.heads[at]
    return 99 if at < 0 else clause[at]
