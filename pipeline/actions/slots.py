"""Which actor fills a slot: from the word that the pattern names to the mention in its noun phrase."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pipeline.actions.graph import Graph
from pipeline.records import PLACE, Mention

INSIDE = frozenset({"in", "inside", "within"})
THEIRS = frozenset({"they", "their"})
"""Lemmas of the pronouns for several."""
ORIGINS = frozenset({"from", "in", "by"})
ROLE = 3
"""Letters of a role code."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention on the tokens of a sentence: tokens ``[first, last)`` and the head among them."""

    number: int
    mention: Mention
    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor in a slot.

    Attributes:
        actor: the actor.
        cost: what the way from the word that the pattern names cost (0: the word itself is the mention).
        via: prepositions on the way: of "support for sanctions against Fiji", ``against``.
    """

    actor: Actor
    cost: float
    via: frozenset[str] = frozenset()


def is_kin(one: Filler, other: Filler) -> bool:
    """One mention, or two of one country or group: "Norway", "the Norwegian government", "Norwegian miners"."""
    if one.actor.number == other.actor.number:
        return True
    return not _is_given(one, other) and are_kin(one.actor.mention, other.actor.mention)


def are_kin(one: Mention, other: Mention) -> bool:
    """Whether the code of one of two mentions begins with that of the other."""
    return one.code.startswith(other.code) or other.code.startswith(one.code)


def name_nation(mention: Mention) -> str:
    """The country of a mention, or the code of an actor without one."""
    return mention.country or mention.code


def is_ravaged(source: Filler, target: Filler) -> bool:
    """Whether part of a state does something to a town of its own country: "Peruvian soldiers shelled Arequipa"."""
    town = target.actor.mention.how == PLACE and bool(source.actor.mention.role)
    return town and is_kin(source, target)


def is_one(one: Filler, other: Filler) -> bool:
    """One mention, or two with the same code: "Norway" and "its"; each given mention is an actor of its own."""
    if one.actor.number == other.actor.number:
        return True
    return not _is_given(one, other) and one.actor.mention.code == other.actor.mention.code


def _is_given(one: Filler, other: Filler) -> bool:
    return "given" in {one.actor.mention.how, other.actor.mention.how}


def is_same(source: Filler, target: Filler, code: str, weights: Mapping[str, Any]) -> bool:
    """One mention, or two of one actor: an actor and its own state ("Norway", "the Norwegian government").

    A state and its rebels are two, and in what is hostile also a state and its papers, miners or people: "Norway
    jailed Norwegian editors". A protest is only that of the people against the state. Soldiers who shell
    a town of their own country do it to those who live there.

    Args:
        source: who acts.
        target: who undergoes it.
        code: what is done, a CAMEO code.
        weights: the table of `grammar.toml` that says which roots are hostile, which are protests, and which roles
            stand against a state or are not the state itself.
    """
    if not is_kin(source, target):
        return False
    if is_ravaged(source, target) and code.startswith(tuple(weights["ravaged"])):
        return False
    short, long = sorted((source.actor.mention.code, target.actor.mention.code), key=len)
    role, root = long[len(short) :][:ROLE], code[:2]
    upward = root not in weights["voiced"] or source.actor.mention.code == long
    inner = role in weights["society"] and root in weights["hostile"] and upward
    return not inner and role not in weights["factions"]


def place_actors(graph: Graph, mentions: Sequence[Mention]) -> tuple[Actor, ...]:
    """Find the tokens of each mention; those without a token are left out, and "himself", who is the subject."""
    tree = graph.tree
    found = []
    for number, mention in enumerate(mentions):
        tokens = [
            token for token in range(len(tree.words))
            if tree.starts[token] < mention.end and mention.start < tree.ends[token] and tree.tags[token] != "PUNCT"
        ]  # fmt: skip
        reflexive = mention.how != "given" and mention.text.lower() in graph.lexicon.reflexives
        if tokens and not reflexive:
            head = _span_head(graph, tokens)
            found.append(Actor(number, mention, tokens[0], tokens[-1] + 1, head))
    return tuple(found)


def _span_head(graph: Graph, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    heads = [token for token in tokens if graph.tree.heads[token] not in inside]
    nominal = [token for token in heads if graph.tree.tags[token] not in {"ADP", "DET", "CCONJ", "PART", "SCONJ"}]
    return (nominal or heads)[0]


@dataclass
class Cast:
    """The actors of one sentence, reachable from any word.

    Args:
        graph: the sentence.
        actors: its mentions.
        reach: cost of each step down the tree by UD label, and by ``label preposition``; ``farthest`` ends the search,
            ``farthest_given`` where the caller gives the actors.
        pronouns: lemmas of pronouns that stand for the subject of the clause above.
        aims: prepositions by which a noun names whom it is done to; of "the invasion of Fiji helped Peru" Fiji is no
            source.
        joiners: words between two coordinated mentions.
    """

    graph: Graph
    actors: tuple[Actor, ...]
    reach: Mapping[str, float]
    pronouns: frozenset[str] = frozenset()
    aims: Mapping[str, frozenset[str]] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset({"and", "&"})
    _on: dict[int, list[Actor]] = field(default_factory=dict)
    _known: dict[tuple[int, bool, bool], tuple[Filler, ...]] = field(default_factory=dict)
    _listed: dict[int, list[Actor]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._find_lists()
        for actor in self.actors:
            for token in range(actor.first, actor.last):
                self._on.setdefault(token, []).append(actor)

    @cached_property
    def given(self) -> bool:
        """Whether the caller gives the actors: then an action between them is asked for, however far they stand."""
        return all(actor.mention.how == "given" for actor in self.actors)

    def on(self, token: int) -> list[Actor]:
        """Actors whose mention holds ``token``."""
        return self._on.get(token, [])

    def fill(self, token: int, *, acts: bool = False, blames: bool = False) -> tuple[Filler, ...]:
        """Actors that stand in the slot headed by ``token``, coordinated ones included, nearest first.

        ``acts``: the slot is that of who acts, so whom a noun in it is done to is not meant. ``blames``: that of who is
        blamed for what a noun in it names, so neither is; but those are who are where it was done.
        """
        if (token, acts, blames) not in self._known:
            best: dict[int, Filler] = {}
            for conjunct in self.graph.coordinated(token):
                for filler in self._joined(self._reach(conjunct, acts, blames)):
                    known = best.get(filler.actor.number)
                    if known is None or filler.cost < known.cost:
                        best[filler.actor.number] = filler
            self._known[token, acts, blames] = tuple(sorted(best.values(), key=lambda f: (f.cost, f.actor.first)))
        return self._known[token, acts, blames]

    def _joined(self, fillers: list[Filler]) -> list[Filler]:
        """The fillers and the actors listed with them: of "S, T and U" all three, whatever the parser made of it."""
        found = list(fillers)
        for filler in fillers:
            found += [Filler(other, filler.cost, filler.via) for other in self._listed.get(filler.actor.number, ())]
        return found

    def _find_lists(self) -> None:
        """Mentions with nothing between them but commas, articles and "and", which comes before the last."""
        group: list[Actor] = []
        joined, commas = False, False
        for actor in sorted(self.actors, key=lambda actor: actor.first):
            between = self._between(group[-1], actor) if group else None
            if between is None or joined or self._opens_clause(group[-1], actor):
                self._close_list(group, joined, commas)
                group, joined, commas = [actor], False, False
            else:
                group.append(actor)
                joined, commas = joined or bool(between & self.joiners), commas or "," in between
        self._close_list(group, joined, commas)

    def _between(self, one: Actor, other: Actor) -> set[str] | None:
        tree = self.graph.tree
        lemmas = {tree.lemmas[at] for at in range(one.last, other.first)}
        joined = lemmas == {"-"} and tree.ends[one.last - 1] == tree.starts[one.last] == tree.starts[other.first] - 1
        if joined and one.last - one.first == other.last - other.first == 1:
            return {"and"}  # "the Norwegian-Fijian pact", but not "the Norwegian-Fijian singer"
        return lemmas if one.last < other.first and lemmas <= self.joiners | {",", "the"} else None

    def _opens_clause(self, one: Actor, other: Actor) -> bool:
        """Whether the second is the subject of a clause joined to that of the first: "fled to Fiji and Peru said"."""
        tree = self.graph.tree
        verb = tree.heads[other.head]
        if tree.labels[other.head] not in {"nsubj", "nsubj:pass"} or tree.labels[verb] != "conj":
            return False
        return tree.heads[verb] < one.first and self.graph.is_verb(tree.heads[verb])

    def _close_list(self, group: list[Actor], joined: bool, commas: bool) -> None:
        if joined and (len(group) > 2 or not commas):  # "to Fiji, and Peru said": two clauses, no list
            for actor in group:
                self._listed[actor.number] = [other for other in group if other is not actor]

    def _reach(self, token: int, acts: bool, blames: bool) -> list[Filler]:
        """The nearest actors at or below ``token``."""
        limit, found = self.reach["farthest_given" if self.given else "farthest"], []
        queue: list[tuple[float, int, frozenset[str]]] = [(0.0, token, frozenset())]
        seen: set[int] = set()
        while queue:
            cost, at, via = heapq.heappop(queue)
            if cost > limit or at in seen:
                continue
            seen.add(at)
            actors = [actor for actor in self.on(at) if not cost or actor.mention.how != PLACE]
            if actors:
                found += [Filler(actor, cost, via) for actor in (*actors, *self._beside(at))]
                limit = min(limit, cost)
                continue
            if self.graph.tree.lemmas[at] == "whose":
                heapq.heappush(queue, (cost, self.graph.antecedent(at), via))
            if self.graph.tree.lemmas[at] in self.pronouns:
                above = [actor for actor in self._subject_above(at) if self._agrees(at, actor)]
                found += [Filler(actor, cost + self.reach["pronoun"], via) for actor in above]
                limit = min(limit, cost) if found else limit
            for child in self.graph.children[at]:
                step = None if self._undergoes(child, acts, blames) else self._step(child)
                if step is not None:
                    heapq.heappush(queue, (cost + step, child, via | self.graph.markers(child)))
        return found

    def _subject_above(self, pronoun: int) -> list[Actor]:
        """Who a pronoun stands for: as an object the last actor before it, else the subject of the clause above.

        Of "shot himself" nobody: who does it is no other.
        """
        if self.graph.forms[pronoun] in self.graph.lexicon.reflexives:
            return []
        above = self.graph.ancestors(pronoun)
        own = next((word for word in above if self.graph.is_verb(word) or self.graph.labelled(word, "cop")), pronoun)
        if self.graph.label(pronoun) in {"obj", "iobj", "obl"}:
            doers = {actor.number for subject in self.graph.subjects(own) for actor in self.on(subject)}
            before = [actor for actor in self.actors if actor.last <= pronoun and actor.number not in doers]
            return before[-1:]
        if self.graph.label(pronoun) == "nmod:poss" and self.graph.label(own) == "conj":
            subjects = self.graph.labelled(own, "nsubj", "nsubj:pass")
            if subjects and subjects[0] < pronoun:
                return self.on(subjects[0])  # "Peru condemned the coup, and Fiji froze its aid"
        for word in self.graph.ancestors(own):
            if self.graph.is_verb(word):
                for subject in self.graph.passive_or_active(word):
                    if subject != pronoun and self.on(subject):
                        return self.on(subject)
        return []

    def _agrees(self, pronoun: int, actor: Actor) -> bool:
        """Whether a pronoun may mean an actor; a country that the text names is no "they"."""
        plural = self.graph.tree.lemmas[pronoun] in THEIRS
        return self.given or not plural or actor.mention.code != actor.mention.country

    def _beside(self, token: int) -> list[Actor]:
        """Actors coordinated with the actor at ``token``."""
        return [actor for other in self.graph.coordinated(token) if other != token for actor in self.on(other)]

    def _undergoes(self, child: int, acts: bool, blames: bool) -> bool:
        """Whether a phrase says whom the noun above it is done to, and who does it is asked for or stands beside."""
        noun = self.graph.tree.heads[child]
        aims = self.aims.get(self.graph.tree.lemmas[noun]) if self.graph.tree.labels[child] == "nmod" else None
        if aims is None or (aims - INSIDE if blames else aims).isdisjoint(self.graph.markers(child)):
            return False
        return acts or blames or any("by" in self.graph.markers(other) for other in self.graph.children[noun])

    def _step(self, child: int) -> float | None:
        label = self.graph.tree.labels[child]
        if label in {"nmod:poss", "nmod"} and self._is_other(child, label):
            return None
        if (label == "acl" and self._tells_origin(child)) or (label == "obl" and self._is_origin(child)):
            return self.reach.get("origin")
        if (label == "conj" and self.graph.is_verb(child)) or (label == "nsubj" and self._is_empty(child)):
            return None  # what a coordinated verb does is another matter
        if label in {"nmod", "obl"}:
            markers = self.graph.markers(child)
            if markers & self.graph.lexicon.barriers:
                return None  # "a bigger threat than Fiji"
            for preposition in markers:
                if (special := self.reach.get(f"{label} {preposition}")) is not None:
                    return special
        return self.reach.get(label)

    def _is_empty(self, child: int) -> bool:
        """Whether a subject only makes room for a clause: "it was the drought that weakened Fiji"."""
        above = self.graph.tree.heads[child]
        return self.graph.tree.lemmas[child] == "it" and bool(self.graph.labelled(above, "acl:relcl"))

    def _tells_origin(self, participle: int) -> bool:
        """Whether a participle only says where a thing comes from: "steel imported from Fiji"."""
        return self.graph.tree.lemmas[participle] in self.graph.lexicon.origins

    def _is_origin(self, child: int) -> bool:
        above = self.graph.tree.heads[child]
        told = self.graph.label(above) == "acl" and self._tells_origin(above)
        return told and not self.graph.markers(child).isdisjoint(ORIGINS)

    def _is_other(self, child: int, label: str) -> bool:
        other = self.graph.tree.lemmas[self.graph.tree.heads[child]] in self.graph.lexicon.others
        return other and (label == "nmod:poss" or "of" in self.graph.markers(child))
