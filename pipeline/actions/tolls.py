"""Who killed, arrested or freed those of whom the passive tells it: "died when soldiers stormed a market"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.actions.graph import Graph
from pipeline.actions.reading import Reading
from pipeline.actions.slots import Cast, Filler, is_kin

WAYS = frozenset({"advcl", "conj", "obl"})
"""Labels of the clause or noun that says how something came."""


def name_doers(readings: Sequence[Reading], graph: Graph, cast: Cast, weights: Mapping[str, Any]) -> list[Reading]:
    """The readings, those of a passive without an agent with who did it in the clause or the noun that says how.

    Args:
        readings: what was found in the sentence.
        graph: the sentence.
        cast: its actors.
        weights: the table of `grammar.toml` that says of which codes this holds (``tolled``), of which only a state is
            the doer (``jailing``), its roles (``jailers``), what links the two (``toll_links``), in what nobody falls
            (``bloodless``), who kills where he only comes (``armed``), and what only the state does in whose country
            it is done (``held``).
    """
    finder = DoerFinder(readings, graph, cast, weights)
    named = (finder.name_doer(reading) if finder.is_toll(reading) else reading for reading in readings)
    return [finder.name_keeper(reading) for reading in named]


@dataclass(frozen=True, slots=True)
class DoerFinder:
    """Finds who killed or arrested those of whom a sentence only says that it was done.

    Attributes:
        readings: what was found in the sentence.
        graph: the sentence.
        cast: its actors.
        weights: the table of `grammar.toml`.
    """

    readings: Sequence[Reading]
    graph: Graph
    cast: Cast
    weights: Mapping[str, Any]

    def is_toll(self, reading: Reading) -> bool:
        """Whether a reading tells of those whom something was done to, and not by whom.

        That is a passive, whose agent may be what flew ("killed by gunfire"), or what a fight did ("the clash left two
        dead").
        """
        told = reading.code.startswith(tuple(self.weights["tolled"])) and len(reading.rules) == 1
        if not told or reading.sources or not self.graph.is_verb(reading.head):
            return False
        if not self.graph.is_passive(reading.head):
            return bool(reading.targets)
        below = (reading.head, *self.graph.labelled(reading.head, "xcomp"))  # "was shot dead by robbers"
        agents = [agent for word in below for agent in self.graph.labelled(word, "obl:agent")]
        return {self.graph.tree.lemmas[agent] for agent in agents} <= self.graph.lexicon.volleys

    def name_doer(self, reading: Reading) -> Reading:
        """The reading with its doers, or as it is where nothing tells who they are."""
        ways = sorted({*self._find_ways(reading)})
        for way in ways:
            for doers in self._find_doers(reading, way):
                named = self._name_sources(reading, doers)
                if named is not None:
                    return named
        if self._are_two_sides(reading) and any(self._is_fight(way) for way in ways):
            return replace(reading, sources=reading.targets, pair=True)
        return reading

    def name_keeper(self, reading: Reading) -> Reading:
        """The reading of a passive without an agent with the state of the place: "was arrested in Niger"."""
        graph, verb = self.graph, reading.head
        held = reading.code in self.weights["held"] and not reading.sources and len(reading.rules) == 1
        if not held or not graph.is_passive(verb) or graph.labelled(verb, "obl:agent"):
            return reading
        phrases = graph.labelled(verb, "obl")
        inside = (place for phrase in phrases for place in (phrase, *graph.labelled(phrase, "nmod")))
        for place in inside:
            states = [each for each in self.cast.on(place) if each.mention.code == each.mention.country]
            if states and "in" in graph.markers(place):
                return replace(reading, sources=(Filler(states[0], self.weights["borrowed"]),))
        return reading

    def _is_fight(self, word: int) -> bool:
        return self.graph.tree.lemmas[word] in self.graph.lexicon.fighting

    def _find_ways(self, reading: Reading) -> Iterator[int]:
        """The words that say how or when it came: "when soldiers stormed and looted a market", "in a raid".

        What is done after violence is its outcome, or an arrest: "was bombed after rebels had killed two soldiers" is
        done by others.
        """
        graph, verb, links = self.graph, reading.head, frozenset(self.weights["toll_links"])
        if not graph.is_passive(verb):
            yield from graph.subjects(verb)
            return
        suffered = graph.tree.lemmas[verb] in graph.lexicon.harming
        if not suffered and not reading.code.startswith(tuple(self.weights["jailing"])):
            links -= {"after"}
        verbs = (verb, graph.first_conjunct(verb), *graph.labelled(verb, "conj", "xcomp"))  # "were killed, forty hurt"
        below = {child for word in verbs for child in graph.labelled(word, *WAYS)}
        for way in sorted(below):
            words = {graph.tree.lemmas[child] for child in graph.labelled(way, "advmod")}
            words |= {marker for word in (way, *graph.labelled(way, "nsubj")) for marker in graph.markers(word)}
            if not links.isdisjoint(words):
                yield from graph.coordinated(way)

    def _find_doers(self, reading: Reading, way: int) -> Iterator[tuple[Filler, ...]]:
        """Who acts by a word of violence, or comes armed: "as troops charged into the town"."""
        violent, bloodless = tuple(self.weights["violent"]), tuple(self.weights["bloodless"])
        for other in self.readings:
            if other.head != way or not other.code.startswith(violent) or other.code.startswith(bloodless):
                continue
            if other.rule.reciprocal:
                yield _find_enemies(reading, other)
            elif self._is_alike(reading, other):
                yield other.sources
        if reading.targets and not self.graph.lexicon.advancing.isdisjoint(self.graph.names(way)):
            comers = (filler for subject in self.graph.subjects(way) for filler in self.cast.fill(subject, acts=True))
            yield tuple(each for each in comers if (each.actor.mention.role or "") in self.weights["armed"])

    def _is_alike(self, reading: Reading, other: Reading) -> bool:
        """Whether the people of the one may be those of the other: not those of an abroad that the other names."""
        if other.targets and not reading.targets:
            return False
        inside, homes = set(self.graph.subtree(other.head)), {filler.actor.mention.country for filler in other.sources}
        abroad = any(actor.head in inside and actor.mention.country not in homes for actor in self.cast.actors)
        return bool(reading.targets) or not abroad

    def _are_two_sides(self, reading: Reading) -> bool:
        """Whether those who fell fought each other: "two soldiers and nine rebels were killed in the clash"."""
        sides = [filler.actor.mention for filler in reading.targets]
        armed = all((side.role or "") in self.weights["armed"] for side in sides)
        states = [side.role in self.weights["jailers"] for side in sides]
        apart = len(sides) == 2 and (states[0] != states[1] or sides[0].country != sides[1].country)
        return armed and apart

    def _name_sources(self, reading: Reading, doers: Sequence[Filler]) -> Reading | None:
        """The reading with these sources; nobody kills his own, and only a state arrests."""
        if not doers or any(is_kin(doer, target) for doer in doers for target in reading.targets):
            return None
        state = all((doer.actor.mention.role or "GOV").startswith(tuple(self.weights["jailers"])) for doer in doers)
        if not state and reading.code.startswith(tuple(self.weights["jailing"])):
            return None
        borrowed = self.weights["borrowed"]
        return replace(reading, sources=tuple(replace(doer, cost=doer.cost + borrowed) for doer in doers))


def _find_enemies(reading: Reading, fight: Reading) -> tuple[Filler, ...]:
    """Of a fight, those whom the fallen fought: "six policemen were killed in a clash with rebels".

    Of two sides, those of the fallen must be one: who killed a bystander nobody knows.
    """
    sides = tuple({filler.actor.number: filler for filler in (*fight.sources, *fight.targets)}.values())
    enemies = tuple(side for side in sides if not any(is_kin(side, fallen) for fallen in reading.targets))
    joined = len(enemies) < len(sides) or all(is_kin(enemies[0], enemy) for enemy in enemies)
    return enemies if reading.targets and joined else ()
