"""What a sentence says beside its actions: nouns that have an owner, and who speaks of whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.actions.graph import SUBJECTS, Graph
from pipeline.actions.slots import Cast, name_nation
from pipeline.records import Mention

OWNED = frozenset({"nmod:poss", "amod"})
"""Labels of the owner of a noun: "Fiji's move", "the Fijian move"."""
REPORTED = frozenset({"ccomp", "parataxis"})
"""Labels of what is said, below the verb of speech."""


@dataclass(frozen=True, slots=True)
class Asides:
    """What later sentences of an article may go back to.

    Attributes:
        sentence: its number.
        owned: nouns that have an owner, each with him: "the Chinese move".
        spoken: those who speak of others, each with these: "Peru said Chilean soldiers had crossed the border".
        bodies: the actors without a country.
    """

    sentence: int = 0
    owned: tuple[tuple[str, Mention], ...] = ()
    spoken: tuple[tuple[Mention, tuple[Mention, ...]], ...] = ()
    bodies: tuple[Mention, ...] = ()


NOTHING = Asides()


def find_asides(graph: Graph, cast: Cast, speech: frozenset[str]) -> Asides:
    """The asides of a sentence.

    Args:
        graph: the sentence.
        cast: its actors.
        speech: verbs of speech.
    """
    sentence = cast.actors[0].mention.sentence_number if cast.actors else 0
    bodies = tuple(actor.mention for actor in cast.actors if actor.mention.country is None)
    return Asides(sentence, tuple(_find_owned(graph, cast)), tuple(_find_spoken(graph, cast, speech)), bodies)


def _find_owned(graph: Graph, cast: Cast) -> Iterator[tuple[str, Mention]]:
    tree = graph.tree
    for actor in cast.actors:
        noun, label = tree.heads[actor.head], graph.label(actor.head)
        owns = label in OWNED or (label == "nmod" and "by" in graph.markers(actor.head))
        if noun >= 0 and owns and tree.tags[noun] == "NOUN":
            yield tree.lemmas[noun], actor.mention


def _find_spoken(graph: Graph, cast: Cast, speech: frozenset[str]) -> Iterator[tuple[Mention, tuple[Mention, ...]]]:
    tree = graph.tree
    for verb, lemma in enumerate(tree.lemmas):
        if lemma not in speech:
            continue
        speakers = [filler.actor for subject in graph.labelled(verb, *SUBJECTS) for filler in cast.fill(subject)]
        said = {word for clause in _find_reported(graph, verb) for word in graph.subtree(clause)}
        said -= {*graph.subtree(verb)} if graph.label(verb) == "parataxis" else set()
        others = tuple(actor.mention for actor in cast.actors if actor.head in said)
        for speaker in speakers[:1]:
            meant = tuple(other for other in others if name_nation(other) != name_nation(speaker.mention))
            if meant:
                yield speaker.mention, meant


def _find_reported(graph: Graph, verb: int) -> list[int]:
    if graph.label(verb) == "parataxis":
        return [graph.tree.heads[verb]]
    return graph.labelled(verb, *REPORTED)
