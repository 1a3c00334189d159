"""Who killed or arrested those of whom the passive tells it: "ten were killed when soldiers stormed a market"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.actions.graph import Graph
from pipeline.actions.readings import Reading
from pipeline.actions.slots import Cast, is_kin

WAYS = frozenset({"advcl", "obl"})
"""Labels of the clause or noun that says how something came."""


def name_doers(readings: Sequence[Reading], graph: Graph, cast: Cast, weights: Mapping[str, Any]) -> list[Reading]:
    """The readings, those of a passive without an agent with who did it in the clause or the noun that says how.

    Args:
        readings: what was found in the sentence.
        graph: the sentence.
        cast: its actors.
        weights: the table of `grammar.toml` that says of which codes this holds (``tolled``), of which only a state is
            the doer (``jailing``), its roles (``jailers``), and what links the two (``toll_links``).
    """
    named = []
    for reading in readings:
        if _is_toll(reading, graph, weights):
            ways = {*_find_ways(graph, reading.head, frozenset(weights["toll_links"]))}
            violent = (r for r in readings if r.head in ways and r.code.startswith(tuple(weights["violent"])))
            doers = (
                _name_source(reading, other, weights) for other in violent if _is_alike(reading, other, graph, cast)
            )
            reading = next((each for each in doers if each is not None), reading)
        named.append(reading)
    return named


def _is_toll(reading: Reading, graph: Graph, weights: Mapping[str, Any]) -> bool:
    told = reading.code.startswith(tuple(weights["tolled"])) and len(reading.rules) == 1
    return told and not reading.sources and graph.is_verb(reading.head) and graph.is_passive(reading.head)


def _find_ways(graph: Graph, verb: int, links: frozenset[str]) -> Iterator[int]:
    """The words that say how or when it came: "when soldiers stormed and looted a market", "in a raid"."""
    verbs = (verb, graph.first_conjunct(verb), *graph.labelled(verb, "conj", "xcomp"))  # "were killed and forty hurt"
    below = {child for word in verbs for child in graph.labelled(word, *WAYS)}
    for way in sorted(below):
        words = {graph.tree.lemmas[child] for child in graph.labelled(way, "advmod")}
        words |= {marker for word in (way, *graph.labelled(way, "nsubj")) for marker in graph.markers(word)}
        if not links.isdisjoint(words):
            yield from graph.coordinated(way)


def _is_alike(reading: Reading, other: Reading, graph: Graph, cast: Cast) -> bool:
    """Whether the people of the one may be those of the other: not those of an abroad that the other names."""
    if other.rule.reciprocal or (other.targets and not reading.targets):
        return False
    inside, homes = set(graph.subtree(other.head)), {filler.actor.mention.country for filler in other.sources}
    abroad = any(actor.head in inside and actor.mention.country not in homes for actor in cast.actors)
    return bool(other.sources) and (bool(reading.targets) or not abroad)


def _name_source(reading: Reading, other: Reading, weights: Mapping[str, Any]) -> Reading | None:
    """The reading with the sources of the other; nobody kills his own, and only a state arrests."""
    if any(is_kin(source, target) for source in other.sources for target in reading.targets):
        return None
    state = all((filler.actor.mention.role or "GOV").startswith(tuple(weights["jailers"])) for filler in other.sources)
    if not state and reading.code.startswith(tuple(weights["jailing"])):
        return None
    borrowed = weights["borrowed"]
    return replace(reading, sources=tuple(replace(f, cost=f.cost + borrowed) for f in other.sources))
