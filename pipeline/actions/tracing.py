"""Why a sentence was coded as it was, or not at all: tree, mentions, readings, and what came close."""

from collections.abc import Iterator, Sequence

from pipeline.actions.coder import ActionCoder
from pipeline.actions.graph import Graph
from pipeline.actions.matching import find_kinds, try_rule
from pipeline.actions.reading import Reading
from pipeline.actions.readings import Reader
from pipeline.actions.slots import Cast, Filler
from pipeline.codebook.actions import Rule
from pipeline.codebook.patterns import Argument
from pipeline.records import Mention
from pipeline.syntax import Tree

NEAR_MISSES = 3


def trace_sentence(coder: ActionCoder, tree: Tree, mentions: Sequence[Mention]) -> Iterator[str]:
    """Lines that explain the coding of one sentence, for ``demarche code --explain``.

    Args:
        coder: the action coder.
        tree: the sentence.
        mentions: its mentions.
    """
    graph, cast, reader = coder.open_sentence(tree, mentions)
    yield "tree"
    yield from (f"  {line}" for line in draw_tree(tree))
    yield "mentions"
    yield from (f"  {m.text!r} {m.code} ({m.how}{', ' + m.entry if m.entry else ''})" for m in mentions)
    if not mentions:
        yield "  none: no name, agent or title of the actor codebook stands here"
    yield "candidate triggers"
    seen = False
    for token in range(len(tree.words)):
        lines = list(_trace_token(coder, graph, cast, reader, token))
        seen = seen or bool(lines)
        yield from lines
    if not seen:
        yield "  none: no word of the sentence is a trigger of the action codebook"


def draw_tree(tree: Tree) -> Iterator[str]:
    """One line a token: number, word, lemma, part of speech, label, head."""
    width = max((len(word) for word in tree.words), default=0)
    for token, word in enumerate(tree.words):
        head = "-" if tree.heads[token] < 0 else tree.words[tree.heads[token]]
        lemma, tag, label = tree.lemmas[token], tree.tags[token], tree.labels[token]
        yield f"{token:>3} {word:<{width}} {lemma:<{width}} {tag:<5} {label:<10} < {head}"


def _trace_token(coder: ActionCoder, graph: Graph, cast: Cast, reader: Reader, token: int) -> Iterator[str]:
    rules = list(coder.index.at(graph, token))
    if not rules:
        return
    readings = reader.read(token)
    yield f"  {graph.tree.words[token]!r}"
    for reading in readings:
        yield f"    {_describe(reading)}"
    if not readings:
        for rule in list(_near_misses(rules, graph, cast, token))[:NEAR_MISSES]:
            yield f"    not {rule}"


def _describe(reading: Reading) -> str:
    patterns = " + ".join(f"{rule.pattern.text} ({rule.place})" for rule in reading.rules)
    return f"{reading.code}: {_names(reading.sources)} -> {_names(reading.targets)} by {patterns}"


def _names(fillers: Sequence[Filler]) -> str:
    return ", ".join(filler.actor.mention.code for filler in fillers) or "nobody"


def _near_misses(rules: Sequence[Rule], graph: Graph, cast: Cast, token: int) -> Iterator[str]:
    kinds = find_kinds(graph, cast, token)
    fitting = [rule for rule in rules if rule.pattern.kind in kinds]
    for rule in fitting:
        result = try_rule(rule, graph, cast, token)
        if isinstance(result, Argument):
            yield f"{rule.code} {rule.pattern.text} ({rule.place}): {_lacking(result)} is missing"
    for rule in rules[:1]:
        if rule not in fitting:
            yield f"{rule.code} {rule.pattern.text} ({rule.place}): the word is no {rule.pattern.kind} here"


def _lacking(argument: Argument) -> str:
    what = argument.words.text if argument.words is not None else argument.slot or ""
    what = what if argument.named is None else f"{what}:{argument.named.text}"
    preposition = "|".join(sorted(argument.prepositions))
    return f"{preposition} {what}".strip()
