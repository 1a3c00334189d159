"""Codes the codebook's own examples and counter-examples: every entry must prove itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.actions.action import Action
from pipeline.actions.coder import ActionCoder
from pipeline.codebook.actions import NULL_CODE, Example
from pipeline.codebook.problems import Problem
from pipeline.records import Mention
from pipeline.syntax import Parser

MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True)
class Marked:
    """A plain sentence with the spans of its marked source and target; None where there is no mark."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


def unmark_example(marked: str) -> Marked:
    """Take ``<s>...</s>`` and ``<t>...</t>`` out of a sentence.

    Raises:
        ValueError: if a mark is not closed, is nested in its like or stands twice.
    """
    text, position = "", 0
    spans: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        closing, kind = match[1] == "/", match[2]
        if closing and kind in opened:
            spans[kind] = (opened.pop(kind), len(text))
        elif not closing and kind not in opened and kind not in spans:
            opened[kind] = len(text)
        else:
            raise ValueError(f"the marks do not pair: {marked!r}")
    if opened:
        raise ValueError(f"a mark is not closed: {marked!r}")
    return Marked(text + marked[position:], spans.get("s"), spans.get("t"))


def prove_examples(coder: ActionCoder, parser: Parser, examples: Sequence[Example]) -> Iterator[Problem]:
    """Code every example; what does not come out as it says is a problem.

    Args:
        coder: built from the codebook under test.
        parser: the parser.
        examples: the examples and counter-examples, with their files and lines.
    """
    ready = []
    for example in examples:
        try:
            ready.append((example, unmark_example(example.text)))
        except ValueError as error:
            yield _problem(example, str(error))
    trees = parser.parse([marked.text for _, marked in ready])
    for (example, marked), tree in zip(ready, trees, strict=True):
        actions = coder.code_sentence(tree, list(given_mentions(marked))) if tree is not None else []
        yield from _judge(example, marked, actions)


def given_mentions(marked: Marked) -> Iterator[Mention]:
    """The marked spans as mentions with the codes SRC and TGT."""
    for code, span in (("SRC", marked.source), ("TGT", marked.target)):
        if span is not None:
            yield give_mention(marked.text, span, code)


def give_mention(text: str, span: tuple[int, int], code: str) -> Mention:
    """A mention of a sentence as if the caller had given it."""
    start, end = span
    return Mention(
        article_id="", sentence_number=0, start=start, end=end, text=text[start:end], name=None, code=code, how="given"
    )


def list_between(marked: Marked, actions: Sequence[Action]) -> list[Action]:
    """The actions from the marked source to the marked target, the surest first."""
    ends = ("SRC" if marked.source else None, "TGT" if marked.target else None)
    between = [action for action in actions if (_code(action.source), _code(action.target)) == ends]
    return sorted(between, key=lambda action: -action.confidence)


def _judge(example: Example, marked: Marked, actions: Sequence[Action]) -> Iterator[Problem]:
    between = list_between(marked, actions)
    best = next(iter(between), None)
    codes = {action.cameo for action in between}
    if example.counter:
        if any(action.cameo == example.code and action.status == "actual" for action in between):
            rule = next(a.rule for a in between if a.cameo == example.code)
            yield _problem(example, f"the counter-example is coded {example.code} by {rule!r}: {example.text}")
    elif example.code == NULL_CODE:
        if best is not None:
            yield _problem(example, f"nothing expected, coded {best.cameo} by {best.rule!r}: {example.text}")
    elif best is None:
        others = ", ".join(f"{_code(a.source)} {a.cameo} {_code(a.target)}" for a in actions) or "nothing"
        message = f"{example.code} expected, no action between the marked actors ({others}): {example.text}"
        yield _problem(example, message)
    elif example.code not in codes or best.cameo != example.code:
        yield _problem(example, f"{example.code} expected, coded {best.cameo} by {best.rule!r}: {example.text}")


def _code(mention: Mention | None) -> str | None:
    return None if mention is None else mention.code


def _problem(example: Example, message: str) -> Problem:
    file, _, line = example.place.rpartition(":")
    return Problem(file, int(line), message)
