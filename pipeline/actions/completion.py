"""Fills the slots that the tree leaves empty: from word order, from the speaker, from the verb before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pipeline.actions.graph import Graph
from pipeline.actions.order import nearest_actor
from pipeline.actions.reading import Reading
from pipeline.actions.readings import Reader
from pipeline.actions.slots import Cast, Filler, is_kin
from pipeline.actions.voices import find_reporter

THINGS = frozenset({"that", "which"})
"""Relative pronouns for what is nobody."""
OURSELVES = frozenset({"i", "we"})
"""Pronouns for who speaks."""


@dataclass(frozen=True, slots=True)
class Completer:
    """Completes the readings of one sentence that stand on their own.

    Args:
        reader: the reader of the sentence.
    """

    reader: Reader

    @property
    def graph(self) -> Graph:
        """The sentence."""
        return self.reader.graph

    @property
    def cast(self) -> Cast:
        """Its actors."""
        return self.reader.cast

    @property
    def weights(self) -> Mapping[str, Any]:
        """The table ``weights`` of grammar.toml."""
        return self.reader.weights

    def complete(self, reading: Reading) -> Reading:
        """Fill the slots that the tree leaves empty from the word order of the clause, else of the sentence.

        Only for a reading that stands on its own: an embedded action takes its actors from what is around it.
        """
        if self.graph.label(reading.head) == "amod" and not self.cast.given:
            return reading  # "the jailed dissidents": nobody near jails them
        reading = self._borrow_source(self._add_speaker(self._name_held(reading)))
        sources, targets, certainty = reading.sources, reading.targets, reading.certainty
        if reading.pair or (sources and targets):
            return reading
        passive = bool(self.graph.labelled(reading.head, "nsubj:pass", "aux:pass", "obl:agent"))
        numbers = {filler.actor.number for filler in (*sources, *targets)}
        if passive and not sources and reading.code[:2] in self.weights["own_means"]:
            sources = self._first_free(self.graph.objects(reading.head), numbers)  # "French troops were sent to Fiji"
        if not self.cast.given:  # "sent a delegation": the delegation is the deed
            numbers |= {actor.number for token in reading.tokens for actor in self.cast.on(token)}
        if not sources:
            sources, factor = self._find_doer(reading, passive, numbers)
            numbers |= {filler.actor.number for filler in sources}
            certainty *= factor
        if not targets:
            targets = self._commented(reading, sources) or self._conditioned(reading, numbers)
        if not targets and not reading.closed:
            targets = self._below(reading, numbers)
        if not targets and not set(reading.closed) - {reading.head}:
            targets = self._addressed(reading, numbers)
        if not targets and all(self.graph.tree.tags[token] == "PRON" for token in reading.closed):
            targets = self._joined(reading, sources)
        if not targets and not reading.closed:
            targets, factor = self._nearest(reading, (passive, not passive), numbers)
            certainty *= factor
        if not targets and len(sources) > 1 and self.cast.given:
            return replace(reading, targets=sources, pair=True, certainty=certainty * self.weights["sentence"])
        return replace(reading, sources=sources, targets=targets, certainty=certainty)

    def _name_held(self, reading: Reading) -> Reading:
        """Whom the words of a rule name is the target, not where it was: "freed two Chilean sailors in Fiji"."""
        if self.cast.given or reading.code not in self.weights["held"]:
            return reading
        undergoing = self.graph.labelled(reading.head, "obj", "nsubj:pass")
        named = (self.cast.fill(token) for token in undergoing if token in reading.tokens)
        held = tuple(each for found in named for each in found if not any(is_kin(each, s) for s in reading.sources))
        return replace(reading, targets=held) if held else reading

    def _find_doer(self, reading: Reading, passive: bool, taken: set[int]) -> tuple[tuple[Filler, ...], float]:
        """The nearest free actor, but not who only tells it: "ten were killed", "it was the drought that hurt Fiji".

        Of "a text that calls for a truce" nobody: the text does.
        """
        if self._is_of_thing(reading.head) and not self.cast.given:
            return (), 1.0
        found, factor = self._nearest(reading, (not passive, passive), taken)
        own = passive or any(
            self.graph.tree.lemmas[word] not in OURSELVES for word in self._list_subjects(reading.head)
        )
        told = own and not self.cast.given and any(self._speaks(filler) for filler in found)
        return ((), 1.0) if told else (found, factor)

    def _is_of_thing(self, head: int) -> bool:
        """Whether a relative pronoun for a thing is the subject of an action."""
        relative = self.graph.label(head) == "acl:relcl"
        return relative and any(self.graph.tree.lemmas[word] in THINGS for word in self.graph.labelled(head, "nsubj"))

    def _list_subjects(self, head: int) -> list[int]:
        """The subject that an action has in its own clause."""
        return self.graph.labelled(head, "nsubj") if self.graph.is_verb(head) else []

    def _speaks(self, filler: Filler) -> bool:
        verb = self.graph.tree.heads[filler.actor.head]
        return self.graph.label(filler.actor.head) == "nsubj" and self.graph.tree.lemmas[verb] in self.graph.lexicon.say

    def _addressed(self, reading: Reading, taken: set[int]) -> tuple[Filler, ...]:
        """Whom the verb before turned to: "summoned the envoy and demanded an apology"."""
        if reading.code[:2] not in self.weights["addressed"] or self.graph.label(reading.head) != "conj":
            return ()
        before = self.reader.read(self.graph.tree.heads[reading.head])
        turned = (each for each in before if each.code.startswith(tuple(self.weights["addressing"])))
        return tuple(f for each in turned for f in each.targets if f.actor.number not in taken)

    def _commented(self, reading: Reading, sources: tuple[Filler, ...]) -> tuple[Filler, ...]:
        """Who did what a noun sums up: "Iran tested a missile, an act Japan condemned"."""
        about = self.graph.tree.heads[reading.head]
        summed = self.graph.label(reading.head) == "acl:relcl" and self.graph.label(about) in {"parataxis", "appos"}
        if not summed or about not in {*reading.tokens, *reading.closed}:
            return ()
        if not reading.code.startswith(tuple(self.weights["commenting"])):
            return ()
        verb = next((word for word in self.graph.ancestors(about) if self.graph.is_verb(word)), None)
        doers = self._first_free(self.graph.subjects(verb) if verb is not None else (), set())
        if any(is_kin(doer, source) for doer in doers for source in sources):
            return ()
        return tuple(replace(doer, cost=doer.cost + self.weights["borrowed"]) for doer in doers)

    def _conditioned(self, reading: Reading, taken: set[int]) -> tuple[Filler, ...]:
        """Whom a threat is aimed at that says what they must do: "vowed to freeze aid unless Fiji freed the men"."""
        if not reading.code.startswith(tuple(self.weights["conditioned"])) or self.cast.given:
            return ()
        verbs = sorted({reading.head, *reading.tokens})
        clauses = (each for verb in verbs for each in self.graph.labelled(verb, "advcl"))
        conditions = (each for each in clauses if self.graph.markers(each) & self.reader.cues.conditional)
        found = self._first_free((who for each in conditions for who in self.graph.passive_or_active(each)), taken)
        return tuple(replace(filler, cost=filler.cost + self.weights["accompanied"]) for filler in found)

    def _joined(self, reading: Reading, sources: tuple[Filler, ...]) -> tuple[Filler, ...]:
        """Where a second clause is aimed that does not say it, with the first: at whom it is aimed, or who acts in it.

        "Chile recalled its envoy from Peru, and Fiji called its envoy home" is aimed at Peru; "Peru jailed two sailors,
        and Fiji protested", where the first is no such measure or the second its target, at who acts.
        """
        joined = self.graph.label(reading.head) == "conj" and bool(self.graph.labelled(reading.head, "nsubj"))
        if not joined or reading.code[:2] not in self.weights["taken_together"]:
            return ()
        first = self.graph.tree.heads[reading.head]
        before = self.reader.read(first)
        alike = (each.targets for each in before if each.code[:2] in self.weights["taken_together"])
        doers = (each.sources for each in before if each.code[:2] in self.weights["hostile"])
        for aims in (*alike, *doers):
            if aims and not any(is_kin(aim, source) for aim in aims for source in sources):
                return tuple(replace(aim, cost=aim.cost + self.weights["borrowed"]) for aim in aims)
        return ()

    def _first_free(self, tokens: Iterable[int], taken: set[int]) -> tuple[Filler, ...]:
        """The actors at the first of ``tokens`` that leads to any but those already taken."""
        for token in tokens:
            found = tuple(f for f in self.cast.fill(token) if f.actor.number not in taken)
            if found:
                return found
        return ()

    def _below(self, reading: Reading, taken: set[int]) -> tuple[Filler, ...]:
        """Actors in a purpose clause of the trigger: "gave millions to rebuild schools in Fiji".

        Of a protest also in what it says: "marched demanding that Fiji resign".
        """
        aims = any("TGT" in rule.pattern.slots for rule in reading.rules)
        voiced = reading.code[:2] in self.weights["voiced"]
        for token in sorted(self.graph.subtree(reading.head)):
            label, head = self.graph.label(token), self.graph.tree.heads[token]
            aim = label in {"advcl", "xcomp", "acl"} and "to" in self.graph.markers(token)
            told = label in {"advcl", "acl"} and voiced and self.graph.tree.xpos[token] == "VBG"
            # "lifted the embargo that it had imposed on Fiji"
            own = label == "acl:relcl" and head in reading.tokens and head in self.graph.objects(token)
            if own or (aims and (aim or told)):
                inside = self.graph.labelled(token, "obj", "obl") if own else [token]
                found = tuple(f for each in inside for f in self.cast.fill(each) if f.actor.number not in taken)
                if found:
                    more = 0.0 if own else self.weights["borrowed"]
                    return tuple(replace(filler, cost=filler.cost + more) for filler in found)
        return ()

    def _add_speaker(self, reading: Reading) -> Reading:
        """Whose word a state without SRC is, or what "will be" done: the subject of the verb of speech above."""
        pattern = reading.rule.pattern
        promised = reading.projected and bool(self.graph.labelled(reading.head, "aux:pass"))
        if reading.sources or not (pattern.states or pattern.charges or promised):
            return reading
        verb = find_reporter(self.graph, reading.head)
        if pattern.charges and verb is not None and self.graph.tree.lemmas[verb] not in self.graph.lexicon.say:
            return reading  # "are investigating whether the mayor took bribes"
        taken = {filler.actor.number for filler in reading.targets}
        subjects = self.graph.subjects(verb) if verb is not None else []
        said = tuple(f for subject in subjects for f in self.cast.fill(subject) if f.actor.number not in taken)
        return replace(reading, sources=said)

    def _borrow_source(self, reading: Reading) -> Reading:
        """ "Norway said after talks with Fiji": who meets is the subject of the verb that the noun hangs on."""
        rule, tree = reading.rule, self.graph.tree
        meets = rule.pattern.kind == "noun" and (rule.reciprocal or rule.reverse) and not rule.operator
        if not meets or reading.sources or tree.labels[reading.head] not in {"obl", "nmod"}:
            return reading
        taken = {filler.actor.number for filler in reading.targets}
        above = self.graph.ancestors(reading.head)
        verb = next((word for word in above if self.graph.is_verb(word) or self.graph.labelled(word, "cop")), None)
        found = self._first_free(self.graph.passive_or_active(verb) if verb is not None else (), taken)
        beside = tree.heads[reading.head] == verb and self.graph.markers(reading.head) & set(self.weights["meanwhile"])
        borrowed = self.weights["accompanied" if beside else "borrowed"]
        return replace(reading, sources=tuple(replace(f, cost=f.cost + borrowed) for f in found)) if found else reading

    def _nearest(self, reading: Reading, sides: tuple[bool, bool], taken: set[int]) -> tuple[tuple[Filler, ...], float]:
        """The nearest free actor: in the clause on the expected side, then in the sentence, then on the other side."""
        near = ("order", True, sides[0]) if reading.rule.pattern.kind != "noun" else ("sentence", False, sides[0])
        for name, clause, before in (near, ("sentence", False, sides[0]), ("sentence", False, sides[1])):
            found = nearest_actor(self.graph, self.cast, reading.head, before=before, taken=taken, clause=clause)
            if found:
                inside = found[0].actor.head in set(self.graph.subtree(reading.head))
                return found, self.weights["subtree" if inside and not before else name]
        return (), 1.0
