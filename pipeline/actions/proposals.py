"""What the model step adds to the patterns: an action where none links two mentions, a doubt where the caller asks.

Where the caller gives the actors, an action between them is asked for, so the model weighs what the patterns say
against its own answer; else it only fills gaps.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import exp
from typing import Any

from pipeline.actions.action import Action
from pipeline.actions.features import Leanings, extract_features, lean_word, meeting_word
from pipeline.actions.graph import PASSIVE_SUBJECTS, Graph
from pipeline.actions.model import Model
from pipeline.actions.qualifiers import find_attribution, find_status
from pipeline.actions.readings import Reader
from pipeline.actions.slots import Actor, are_kin
from pipeline.codebook.actions import NULL_CODE

RULE = "model"
"""The name of the rule of what the model proposes."""
Pair = tuple[Actor, Actor]
"""Source and target."""


@dataclass(frozen=True, slots=True)
class Proposer:
    """Asks the model about pairs of mentions.

    Attributes:
        model: the model.
        leanings: to what the triggers of the codebook lean.
        weights: the table ``weights`` of grammar.toml.
        codes: the codes of the codebook.
    """

    model: Model
    leanings: Leanings
    weights: Mapping[str, Any]
    codes: Container[str]

    def complete(self, reader: Reader, actions: Sequence[Action]) -> list[Action]:
        """The actions of a sentence with what the model makes of its mentions.

        Args:
            reader: the sentence and its actors.
            actions: what the patterns say.
        """
        cast = reader.cast
        pairs = combinations(cast.actors, 2) if len(cast.actors) <= self.weights["model_most"] else ()
        found = list(actions)
        if cast.given:
            for pair in pairs:
                found = list(self._judge(reader, pair, found))
            return found
        actors = {(actor.mention.start, actor.mention.code): actor for actor in cast.actors}
        found = [self._doubt(reader.graph, actors, action) for action in found]
        for pair in pairs:
            found += self._fill(reader, pair, found)
        return found

    # -- actors that the text names -------------------------------------------------------------------------------

    def _doubt(self, graph: Graph, actors: Mapping[tuple[int, str], Actor], action: Action) -> Action:
        """The action, less sure the surer the model is that its source does nothing to its target."""
        ends = [actors.get((m.start, m.code)) for m in (action.source, action.target) if m is not None]
        source, target = (*ends, None, None)[:2]
        if source is None or target is None:
            return action
        nothing = 1.0 - sum(self._weigh(graph, (source, target)).values())
        confidence = action.confidence * (1.0 - self.weights["model_doubt"] * nothing)
        return replace(action, confidence=round(confidence, 3))

    def _fill(self, reader: Reader, pair: Pair, actions: Sequence[Action]) -> Iterator[Action]:
        """The likeliest action between two mentions where no other links them or their like, nor has its word."""
        one, other = pair
        if one.mention.code == other.mention.code or any(_links(action, pair) for action in actions):
            return
        taken = {action.trigger for action in actions if action.source and action.target}
        found: list[Action] = []
        for source, target in (pair, (other, one)):
            if _leads(reader.graph, source, target):
                weighed = self._weigh(reader.graph, (source, target))
                root = max(weighed, key=lambda each: weighed[each])
                if weighed[root] >= self.weights["model"]:
                    found += self._make(reader, (source, target), root, weighed[root])
        free = [action for action in found if action.trigger not in taken]
        yield from sorted(free, key=lambda action: -action.confidence)[:1]

    def _weigh(self, graph: Graph, pair: Pair) -> dict[str, float]:
        """The probability of each root; what they lack to 1 is that of nothing."""
        weighed = self.model.weigh(extract_features(graph, *pair, self.leanings))
        return {root: probability for root, probability in weighed.items() if root != NULL_CODE}

    def _make(self, reader: Reader, pair: Pair, root: str, probability: float) -> Iterator[Action]:
        """The action of that root, at the word on the way between the two that leans to it."""
        graph, (source, target) = reader.graph, pair
        meeting = meeting_word(graph, source, target)
        if meeting is None or any(reading.code == NULL_CODE for reading in reader.read(meeting)):
            return
        word = lean_word(graph, source, target, meeting, self.leanings, root)
        if f"{root}0" in self.codes:
            yield Action(
                source=source.mention, target=target.mention, cameo=f"{root}0",
                trigger_start=graph.tree.starts[word], trigger_end=graph.tree.ends[word], trigger=word,
                status=find_status(graph, word, (), reader.cues),
                attribution=find_attribution(graph, reader.cast, word, reader.cues),
                confidence=round(probability * self.weights["model_factor"], 3), rule=RULE,
            )  # fmt: skip

    # -- actors that the caller gives -----------------------------------------------------------------------------

    def _judge(self, reader: Reader, pair: Pair, actions: Sequence[Action]) -> Iterator[Action]:
        """The actions; those between two actors give way to the model where it is much surer of another one."""
        between = [action for action in actions if _places(action) == frozenset(actor.mention.start for actor in pair)]
        (ends, kind), share = self._pool(reader.graph, pair, between)
        source, target = ends
        if any(action.source == source.mention and action.cameo[:2] in kind for action in between):
            yield from actions
            return
        weighed = self._weigh(reader.graph, ends)
        root = max(kind, key=lambda each: weighed.get(each, 0.0))
        best = max(between, key=lambda action: action.confidence, default=None)
        if best is None:
            yield from actions
            if weighed[root] >= self.weights["model_given"]:
                yield from self._make(reader, ends, root, share)
            return
        if weighed[root] < self.weights["model_against"]:
            yield from actions
            return
        confidence, rule = round(share * self.weights["model_factor"], 3), f"{RULE}, not {best.rule}"
        yield from (action for action in actions if action not in between)
        yield replace(
            best, source=source.mention, target=target.mention, cameo=f"{root}0", confidence=confidence, rule=rule
        )

    def _pool(self, graph: Graph, pair: Pair, between: Sequence[Action]) -> tuple[tuple[Pair, frozenset[str]], float]:
        """Who most likely does what to whom, and the share of that in all there may be.

        The product of two experts, the model and the patterns with what they are trusted with; roots that the model
        does not tell apart count together.
        """
        base, sure = self.weights["trust"]
        scores: dict[tuple[Pair, frozenset[str]], float] = {}
        for ends in (pair, pair[::-1]):
            for root, probability in self._weigh(graph, ends).items():
                kind = next((frozenset(some) for some in self.weights["alike"] if root in some), frozenset({root}))
                same = (a.confidence for a in between if a.source == ends[0].mention and a.cameo[:2] in kind)
                trust = exp(max((base + sure * confidence for confidence in same), default=0.0))
                scores[ends, kind] = scores.get((ends, kind), 0.0) + probability * trust
        best = max(scores, key=lambda each: scores[each])
        return best, scores[best] / sum(scores.values())


def _places(action: Action) -> frozenset[int]:
    """Where the source and the target of an action begin."""
    return frozenset(mention.start for mention in (action.source, action.target) if mention is not None)


def _links(action: Action, pair: Pair) -> bool:
    """Whether an action stands between two actors, or between others of their countries."""
    if action.source is None or action.target is None:
        return False
    ends = (action.source, action.target)
    return any(all(map(are_kin, ends, (a.mention, b.mention))) for a, b in (pair, pair[::-1]))


def _leads(graph: Graph, source: Actor, target: Actor) -> bool:
    """Whether ``source`` is the subject of its clause or of the word where the two mentions meet, and no passive one.

    The subject of a passive undergoes what is done: nor is a target one of which more is to be said.
    """
    if any(graph.label(actor.head) in PASSIVE_SUBJECTS for actor in (source, target)):
        return False
    word = meeting_word(graph, source, target)
    return graph.label(source.head) == "nsubj" or (word is not None and source.head in graph.passive_or_active(word))
