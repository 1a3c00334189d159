"""Which of several readings of one sentence are events of their own."""

from collections.abc import Sequence

from pipeline.actions.graph import Graph
from pipeline.actions.phrases import find_measured
from pipeline.actions.reading import Reading
from pipeline.actions.slots import is_one
from pipeline.codebook.actions import NULL_CODE


def list_silenced(readings: Sequence[Reading]) -> set[int]:
    """The nouns that a null pattern names beside its trigger: in "a state of siege" nobody besieges."""
    null = [reading for reading in readings if reading.code == NULL_CODE]
    named = {token for reading in null for token in reading.tokens if token != reading.head}
    return {reading.head for reading in readings if reading.head in named and reading.rule.pattern.kind == "noun"}


def is_background(reading: Reading, others: Sequence[Reading], graph: Graph) -> bool:
    """What the same actor had done before with the object of another action: "lifted the embargo it had imposed"."""
    verbs = [token for token in reading.tokens if graph.label(token) == "acl:relcl" and graph.labelled(token, "aux")]
    nouns = {graph.tree.heads[verb] for verb in verbs}
    above = [other for other in others if other is not reading and nouns & {*other.tokens} - {other.head}]
    doers = {filler.actor.mention.code for filler in reading.sources}
    return any(doers <= {filler.actor.mention.code for filler in other.sources} for other in above)


def is_wanted(reading: Reading, others: Sequence[Reading], graph: Graph) -> bool:
    """A noun for what somebody asks for, refuses or threatens: "called for talks with Fiji to end the rift"."""
    label = graph.label(reading.head)
    asked = label == "obj" or (label == "obl" and "for" in graph.markers(reading.head))
    if reading.rule.pattern.kind != "noun" or not asked:
        return False
    return any(len(other.rules) > 1 and other.head == graph.tree.heads[reading.head] for other in others)


def is_purpose(reading: Reading, others: Sequence[Reading], graph: Graph) -> bool:
    """What another action between the same actors is for: "gave millions to help Fiji build schools"."""
    if graph.label(reading.head) != "advcl" or "to" not in graph.markers(reading.head):
        return False
    above = (other for other in others if graph.tree.heads[reading.head] in other.tokens and other is not reading)
    return any(_list_ends(other) == _list_ends(reading) for other in above)


def _list_ends(reading: Reading) -> tuple[set[str], set[str]]:
    """The countries, or other actors, that act and undergo."""
    sources, targets = ({f.actor.mention.code[:3] for f in each} for each in (reading.sources, reading.targets))
    return sources, targets


def is_shadowed(reading: Reading, others: Sequence[Reading], graph: Graph) -> bool:
    """Whether a reading that says more covers this one: "launched an attack" covers "attack" and "launched".

    What one of its words measures is named by it too: "boycotted a round of talks" covers "talks".
    """
    for other in others:
        if other is reading or other.head == reading.head:
            continue
        if _has_both(reading) and not _has_both(other):
            continue  # of "a meeting was arranged between Peru and Chile" nobody arranged it, but the two meet
        # "gave support to Fiji" is the support, but "lifted the embargo on Fiji" is no embargo
        inside = other.head in reading.tokens and reading.rank < other.rank and other.code[:2] == reading.code[:2]
        stronger = (other.rank, -other.head) > (reading.rank, -reading.head)
        if stronger and (inside or _names(other, reading.head, graph)) and _covers(other, reading):
            return True
        if inside and reading.head in other.tokens and other.sources and other.targets:
            return True  # "lodged a protest with Fiji over its fishermen" is one protest
    return False


def _has_both(reading: Reading) -> bool:
    return bool(reading.sources and reading.targets)


def _names(reading: Reading, noun: int, graph: Graph) -> bool:
    return any(noun in find_measured(graph, token) for token in reading.tokens)


def _covers(other: Reading, reading: Reading) -> bool:
    mine, others = ([*each.sources, *each.targets] for each in (reading, other))
    return all(any(is_one(filler, known) for known in others) for filler in mine)
