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
from pipeline.actions.attribution import find_attribution
from pipeline.actions.features import Leanings, extract_features, lean_word, meeting_word
from pipeline.actions.graph import PASSIVE_SUBJECTS, Graph
from pipeline.actions.limits import Limit
from pipeline.actions.model import Model
from pipeline.actions.qualifiers import find_status
from pipeline.actions.readings import Reader
from pipeline.actions.slots import Actor, Filler, are_kin, is_same
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
        limits: between whom what is done is no event.
    """

    model: Model
    leanings: Leanings
    weights: Mapping[str, Any]
    codes: Container[str]
    limits: Sequence[Limit] = ()

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
        if action.source is None or action.target is None:
            return action
        source, target = (actors.get((mention.start, mention.code)) for mention in (action.source, action.target))
        if source is None or target is None:
            return action
        nothing = self._weigh(graph, (source, target)).get(NULL_CODE, 0.0)
        confidence = action.confidence * (1.0 - self.weights["model_doubt"] * nothing)
        return replace(action, confidence=round(confidence, 3))

    def _fill(self, reader: Reader, pair: Pair, actions: Sequence[Action]) -> Iterator[Action]:
        """The likeliest action between two mentions where no other links them or their like, nor has its word."""
        one, other = pair
        if one.mention.code == other.mention.code or any(_links(action, pair) for action in actions):
            return
        # who "condemned the attack on Fiji" does nothing to Fiji
        taken = {a.trigger for a in actions if a.source and (a.target or a.cameo.startswith(reader.blaming))}
        found: list[Action] = []
        for source, target in (pair, (other, one)):
            if _leads(reader.graph, source, target):
                weighed = _list_roots(self._weigh(reader.graph, (source, target)))
                root = max(weighed, key=lambda each: weighed[each])
                if weighed[root] >= self.weights["model"] and self._may_do(source, target, f"{root}0"):
                    found += self._make(reader, (source, target), root, weighed[root])
        free = [action for action in found if action.trigger not in taken]
        yield from sorted(free, key=lambda action: -action.confidence)[:1]

    def _may_do(self, source: Actor, target: Actor, code: str) -> bool:
        """Whether two actors are no part of each other and no limit forbids the action between them."""
        ends = (Filler(source, 0.0), Filler(target, 0.0))
        held = (limit for limit in self.limits if limit.holds_for(code))
        return not is_same(*ends, code, self.weights) and not any(limit.forbids(*ends) for limit in held)

    def _weigh(self, graph: Graph, pair: Pair) -> dict[str, float]:
        """The probability of each root, and of nothing."""
        return self.model.weigh(extract_features(graph, *pair, self.leanings))

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
        weighed = {ends: _list_roots(self._weigh(reader.graph, ends)) for ends in (pair, pair[::-1])}
        (ends, kind), share = self._pool(weighed, between)
        source, target = (actor.mention for actor in ends)
        told = any(action.source == source and action.cameo[:2] in kind for action in between)
        root = max(kind, key=lambda each: weighed[ends].get(each, 0.0))
        likely = weighed[ends][root] >= self.weights["model_against" if between else "model_given"]
        if told or not likely:
            yield from actions
        elif not between:
            yield from actions
            yield from self._make(reader, ends, root, share)
        else:
            yield from (action for action in actions if action not in between)
            best = max(between, key=lambda action: action.confidence)
            confidence = round(share * self.weights["model_factor"], 3)
            yield replace(
                best, source=source, target=target, cameo=f"{root}0", confidence=confidence,
                rule=f"{RULE}, not {best.rule}",
            )  # fmt: skip

    def _pool(
        self, weighed: Mapping[Pair, Mapping[str, float]], between: Sequence[Action]
    ) -> tuple[tuple[Pair, frozenset[str]], float]:
        """Who most likely does what to whom, and the share of that in all there may be.

        The product of two experts, the model and the patterns with what they are trusted with; roots that the model
        does not tell apart count together.

        Args:
            weighed: the probability of each root by source and target.
            between: what the patterns say of the two.
        """
        base, sure = self.weights["trust"]
        scores: dict[tuple[Pair, frozenset[str]], float] = {}
        for ends, roots in weighed.items():
            for root, probability in roots.items():
                kind = next((frozenset(some) for some in self.weights["alike"] if root in some), frozenset({root}))
                same = (a.confidence for a in between if a.source == ends[0].mention and a.cameo[:2] in kind)
                trust = exp(max((base + sure * confidence for confidence in same), default=0.0))
                scores[ends, kind] = scores.get((ends, kind), 0.0) + probability * trust
        best = max(scores, key=lambda each: scores[each])
        return best, scores[best] / sum(scores.values())


def _list_roots(weighed: Mapping[str, float]) -> dict[str, float]:
    """The probability of each root; what they lack to 1 is that of nothing."""
    return {root: probability for root, probability in weighed.items() if root != NULL_CODE}


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
    if graph.label(source.head) == "nsubj":
        return True
    word = meeting_word(graph, source, target)
    return word is not None and source.head in graph.passive_or_active(word)
