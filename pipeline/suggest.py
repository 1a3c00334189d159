"""Suggests codebook entries: names and agents of a corpus that the codebook cannot place, most frequent first."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.actors import ActorCoder
from pipeline.actors.drafts import Draft
from pipeline.actors.quotes import find_quotes
from pipeline.actors.view import View
from pipeline.records import Article, Sentence

EXAMPLES = 3
UNKNOWN = "---"
# How an article teaches a name that no codebook row has.
EXPLAINED = frozenset({"title", "apposition"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One name that could be added.

    Attributes:
        name: the words.
        count: how often the corpus has them.
        kind: person, organisation or agent.
        code: the code that the articles suggest; it begins with --- where they do not say the country.
        line: the CSV line to paste, with the columns of docs/codebooks.md.
        examples: sentences that hold the name.
    """

    name: str
    count: int
    kind: str
    code: str
    line: str
    examples: tuple[str, ...]


@dataclass
class _Tally:
    count: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, code: str | None, example: str) -> None:
        """Count one occurrence."""
        self.count += 1
        if code:
            self.codes[code] += 1
        if len(self.examples) < EXAMPLES and example not in self.examples:
            self.examples.append(example)


def suggest_actors(
    articles: Iterable[tuple[Article, Sequence[Sentence]]], coder: ActorCoder, *, least: int = 2
) -> list[Suggestion]:
    """Names that no codebook row has, and agents without a country, in the order of their frequency.

    Args:
        articles: articles with their sentences; no trees are needed.
        coder: the actor coder, with the codebook to be added to.
        least: how often a name must occur.
    """
    tallies: dict[tuple[str, str], _Tally] = {}
    for article, sentences in articles:
        views = [coder.view(sentence.text, None) for sentence in sentences]
        quotes = find_quotes([view.words.text for view in views])
        resolved, unknown = coder.resolve_article(article, views, quotes)
        for view, known, others in zip(views, resolved, unknown, strict=True):
            for draft in (*known, *others):
                _count(view, draft, tallies)
    found = (_suggest(name, kind, tally) for (name, kind), tally in tallies.items() if tally.count >= least)
    return sorted(found, key=lambda each: (-each.count, each.kind, each.name))


def _count(view: View, draft: Draft, tallies: dict[tuple[str, str], _Tally]) -> None:
    """Count a draft that the codebook does not know."""
    code = draft.actor.code if draft.actor is not None else None
    name = draft.actor.name if draft.actor is not None else None
    if draft.kind == "agent":
        if code is not None and code.startswith(UNKNOWN):
            tallies.setdefault((draft.key, "agent"), _Tally()).add(code, view.original)
        return
    explained = draft.actor is not None and draft.actor.learned in EXPLAINED
    if draft.kind in {"person", "group"} and not view.headline and (explained or (name is None and draft.head_full)):
        words = view.original[view.words.starts[draft.head_first] : view.words.ends[draft.head_last]]
        kind = "organisation" if draft.kind == "group" else "person"
        tallies.setdefault((name or words, kind), _Tally()).add(code, view.original)


def _suggest(name: str, kind: str, tally: _Tally) -> Suggestion:
    """The suggestion of one name, with the code that its articles gave most often."""
    code = tally.codes.most_common(1)[0][0] if tally.codes else UNKNOWN
    if kind == "agent":
        plural = name if name.endswith("s") else f"{name}s"
        line = f"{name},{plural},{code.removeprefix(UNKNOWN)},"
        return Suggestion(name, tally.count, kind, code, line, tuple(tally.examples))
    alias = name.split()[-1] if kind == "person" else ""
    quoted = f'"{name}"' if "," in name else name
    line = f"{quoted},{alias},{code},,,{kind}"
    return Suggestion(name, tally.count, kind, code, line, tuple(tally.examples))
