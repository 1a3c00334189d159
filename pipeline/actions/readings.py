"""What each word of a sentence says was done: the best rule at the word, composed with what is embedded in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from pipeline.actions.binding import AGENT_MARKERS
from pipeline.actions.graph import Graph
from pipeline.actions.grid import lookup_grid
from pipeline.actions.matching import Index, Match, fill_slot, match_rule
from pipeline.actions.qualifiers import Cues, has_modal, is_negated
from pipeline.actions.reading import Reading
from pipeline.actions.slots import THEIRS, Cast, Filler, is_kin, is_ravaged, is_same
from pipeline.actions.voices import find_reporter

TOGETHER = frozenset({"with", "alongside"})
WITHIN = frozenset({"of", "from", "in", "near", "inside", "outside"})
"""Prepositions of where somebody is or belongs: of "killed two Peruvian soldiers in Fiji" that is not the victim."""
APART = frozenset({"between", "among"})
"""Prepositions of those whom a third one brings together: "Norway and Fiji brokered talks" are not its sides."""
POINTERS = AGENT_MARKERS | {"with", "against", "between", "to", "for", "about"}
"""Prepositions that give an actor a part of its own: it fills no slot for which the pattern names another one."""
SETTING = frozenset({"in", "at", "on", "over", "near"})
"""Prepositions of where two meet and what they talk of: "talks in Norway on Chad"."""


@dataclass
class Reader:
    """Reads the actions of one sentence.

    Args:
        graph: the sentence.
        cast: its actors.
        index: base rules and operators together.
        grid: operator name to base code prefix to resulting code.
        mutual: CAMEO roots in which coordinated actors act on each other where no target is named.
        weights: the table ``weights`` of grammar.toml.
        cues: the cue lists of qualifiers.toml.
    """

    graph: Graph
    cast: Cast
    index: Index
    grid: Mapping[str, Mapping[str, str]]
    mutual: frozenset[str]
    weights: Mapping[str, Any]
    cues: Cues
    _known: dict[int, tuple[Reading, ...]] = field(default_factory=dict)

    @cached_property
    def _met(self) -> frozenset[int]:
        """Which words that rules ask for the sentence has."""
        return self.index.meet(self.graph)

    @cached_property
    def blaming(self) -> tuple[str, ...]:
        """Roots of actions that are aimed at who did what they name."""
        return tuple(self.weights["blaming"])

    def read(self, token: int) -> tuple[Reading, ...]:
        """The readings of ``token``: those of its best rule; empty where no rule holds."""
        if token not in self._known:
            self._known[token] = ()
            self._known[token] = self._find_best(token)
        return self._known[token]

    def _find_best(self, token: int) -> tuple[Reading, ...]:
        best: tuple[Reading, ...] = ()
        plain: tuple[Reading, ...] = ()
        charges: list[Reading] = []
        highest = -1.0
        for rule in self.index.likely(self.graph, self.cast, token, self._met):
            match = match_rule(rule, self.graph, self.cast, token)
            if match is None or self._is_idle(match):
                continue
            found = tuple(self._compose(match) if rule.operator else [self._plain(match)])
            rank = max((reading.rank for reading in found), default=-1.0)
            if not rule.operator and (not plain or rank > plain[0].rank):
                plain = found
            if rank > highest or (found and not best):
                best, highest = found, rank
            charges += found if rule.pattern.charges else ()
        if not best:
            return ()
        if charges and not any(reading.sources and reading.targets for reading in best):
            best = self._find_charge(token, charges) or best
        return (*best, *self._find_way(best, plain))

    def _find_charge(self, token: int, charges: Sequence[Reading]) -> tuple[Reading, ...]:
        """What somebody says of somebody, "Peru said Fiji had broken the truce", where the deed has no target."""
        verb = find_reporter(self.graph, token)
        told = verb is not None and self.graph.tree.lemmas[verb] in self.graph.lexicon.say
        said = [reading for reading in charges if told and reading.targets]
        return tuple(sorted(said, key=attrgetter("rank"))[-1:])

    def _find_way(self, best: tuple[Reading, ...], plain: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """The call or the visit by which something is done: "phoned the president to express concern" is a call too."""
        if not best or not best[0].rule.operator or self.cast.given:
            return ()
        code = self.weights["ways"].get(best[0].rule.code)
        return tuple(way for way in plain if way.code == code and way.sources and way.targets)

    # -- base actions ---------------------------------------------------------------------------------------------

    def _plain(self, match: Match) -> Reading:
        sources, targets, pair = self._fill(match)
        named = 0.12 * len(match.tokens)
        slotted = fill_slot(match, "TGT", self.cast, self.blaming) and (targets or self.cast.given)
        aimed = 1.2 if slotted else 0.9 * bool(targets)
        if targets and all(any(is_ravaged(source, aim) for source in sources) for aim in targets):
            aimed = 0.0  # "recaptured a town of its own from rebels" is aimed at the rebels
        aimed -= 1.5 * self._swallows(match, sources, targets)
        rank = match.rule.pattern.specificity + named + 1.2 * bool(sources) + aimed - 0.6 * match.unbound
        certainty = 1.0
        if self._list_strange(match):
            rank, certainty = rank - 1.0, 0.6  # "back down" is not "back"
        return Reading(
            match.rule.code, match.head, match.tokens, sources, targets, (match.rule,), rank,
            certainty=certainty, pair=pair,
            closed=() if self.cast.given or targets else match.slots.get("TGT", ()),
        )  # fmt: skip

    def _swallows(self, match: Match, sources: tuple[Filler, ...], targets: tuple[Filler, ...]) -> bool:
        """Whether a word of the pattern takes an actor that should be the target.

        The actor for which the own slot is empty, as in "train [fighter] from TGT"; or in a hostile act another than
        the one in the slot: "stormed the Syrian embassy in Kuwait" is nothing against Kuwait.
        """
        hostile = match.rule.code[:2] in self.weights["hostile"]
        if (targets and not hostile) or "TGT" not in match.rule.pattern.slots:
            return False
        words = [token for token in match.tokens if token != match.head]
        if not targets:
            return any(self.cast.on(token) for token in words)
        inside = (filler for token in words for filler in self.cast.fill(token) if not filler.via)
        near = (filler for filler in inside if filler.cost <= self.weights["named"])
        aimed = targets if match.slots.get("TGT") or not self._is_fought(match) else ()
        numbers = {filler.actor.number for filler in (*sources, *aimed)}  # "its ambassador" is its own
        return any(f.actor.number not in numbers and not any(is_kin(f, own) for own in sources) for f in near)

    def _fill(self, match: Match) -> tuple[tuple[Filler, ...], tuple[Filler, ...], bool]:
        pair = fill_slot(match, "PAIR", self.cast)
        mutual = match.rule.reciprocal or match.rule.code[:2] in self.mutual
        if "PAIR" in match.slots:
            return (pair, pair, True) if len(pair) > 1 else ((), (), False)
        sources, targets = fill_slot(match, "SRC", self.cast), fill_slot(match, "TGT", self.cast, self.blaming)
        if mutual and not targets and len(sources) > 1 and self._may_pair(match):
            return sources, sources, True
        taken = self._own(sources, match.rule.code)
        if len(sources) > 1 and any(self._is_mutual(token) for token in match.slots.get("TGT", ())):
            return sources, sources, True
        targets = tuple(filler for filler in targets if filler.actor.number not in taken) or self._beyond(match, taken)
        targets = self._victims(match, sources) or targets
        return sources, self._drop_topics(targets, match.rule.code), False

    def _victims(self, match: Match, sources: tuple[Filler, ...]) -> tuple[Filler, ...]:
        """Actors among the objects that a pattern of violence names: "killed two Peruvian soldiers in Fiji"."""
        if self.cast.given or not self._is_fought(match):
            return ()
        struck = [token for token in self.graph.objects(match.head) if token in match.tokens]
        found = (Filler(actor, 0.0) for token in struck for actor in self.cast.on(token) if actor.mention.country)
        return tuple(each for each in found if not any(is_kin(each, own) for own in sources))

    def _drop_topics(self, targets: tuple[Filler, ...], code: str) -> tuple[Filler, ...]:
        """Without those whom what is done is only about: who gives facts about rebels gives the rebels nothing."""
        beside = {"against"} if code[:2] in self.weights["friendly"] else set()
        beside |= set(self.weights["topics"]) if code.startswith(tuple(self.weights["given"])) else set()
        return tuple(filler for filler in targets if filler.via.isdisjoint(beside))

    def _is_fought(self, match: Match) -> bool:
        """Whether a pattern of fighting names who is fought and its target slot where they belong or are."""
        aims = match.rule.pattern.aims
        return match.rule.code[:2] in self.weights["fought"] and bool(aims) and aims <= WITHIN

    def _list_strange(self, match: Match) -> set[int]:
        """Particles of the verb that the pattern does not name: "turn over" is not "turn"."""
        return set(self.graph.labelled(match.head, "compound:prt")) - set(match.tokens)

    def _is_idle(self, match: Match) -> bool:
        """Whether the words are an action only of who says that he will: "has nothing to do with Fiji" is none."""
        name = "_".join(self.graph.tree.lemmas[token] for token in match.tokens)
        willed = self.cues.future | self.cues.reported_future
        return name in self.weights["willed"] and not has_modal(self.graph, match.head, willed)

    def _is_stranger(self, token: int) -> bool:
        """Whether a noun is the possessor that no actor fills: "blocked its neighbour's entry into NATO"."""
        return self.graph.label(token) == "nmod:poss" and self.graph.tree.tags[token] == "NOUN" and not self.cast.given

    def _is_mutual(self, token: int) -> bool:
        """Whether a word is of "each other" or the like, or of what two share: "massed troops along their border"."""
        lemmas = self.graph.tree.lemmas
        held = self.graph.tree.heads[token]
        if lemmas[token] in THEIRS and held >= 0 and lemmas[held] in self.graph.lexicon.shared:
            return True
        pairs = (lemmas[max(at, 0) : at + 2] for at in (token - 1, token))
        return any("_".join(pair) in self.graph.lexicon.reciprocals for pair in pairs)

    def _own(self, sources: tuple[Filler, ...], code: str) -> set[int]:
        """The numbers of the actors that are the sources, or pronouns for them: "closed its border with Fiji"."""
        others = (Filler(actor, 0.0) for actor in self.cast.actors)
        return {o.actor.number for o in others if any(is_same(source, o, code, self.weights) for source in sources)}

    def _may_pair(self, match: Match) -> bool:
        """Whether coordinated actors may act on each other: not in "S and T support the study" or "give aid"."""
        pattern = match.rule.pattern
        if self.cast.given:
            return True
        if match.slots.get("TGT"):
            return False
        if match.rule.reciprocal or pattern.kind == "noun":
            return match.rule.reciprocal
        return bool(pattern.aims & TOGETHER and not pattern.aims & APART) or "TGT" not in pattern.slots

    def _beyond(self, match: Match, taken: set[int]) -> tuple[Filler, ...]:
        """Actors of the target slot below the words that the pattern named: "the EU lifted its Syria sanctions"."""
        if not match.rule.operator and "TGT" not in match.rule.pattern.slots:
            return ()
        if any(self._is_stranger(token) for token in match.slots.get("TGT", ())):
            return ()
        elsewhere = (POINTERS | SETTING if match.rule.reciprocal else POINTERS) - match.rule.pattern.aims
        for token in reversed(match.tokens):
            if token == match.head and match.rule.pattern.kind != "noun":
                continue
            fillers = [f for f in self.cast.fill(token) if f.actor.number not in taken and f.cost <= 0.5]
            if not match.rule.operator:
                fillers = [f for f in fillers if f.cost > 0.0 and not f.via & elsewhere and not self._owns(f, match)]
            if fillers:
                return tuple(replace(f, cost=f.cost + 0.1) for f in fillers)
        return ()

    def _owns(self, filler: Filler, match: Match) -> bool:
        """Whether an actor possesses the noun of a friendly act: of "Fiji's programme and calls by Chile" it acts."""
        friendly = match.rule.pattern.kind == "noun" and match.rule.code[:2] in self.weights["friendly"]
        if not friendly or self.cast.given or self.graph.carriers(match.head):  # "offered her refugee status"
            return False
        head = filler.actor.head
        return self.graph.label(head) == "nmod:poss" and self.graph.tree.heads[head] == match.head

    # -- operators ------------------------------------------------------------------------------------------------

    def _compose(self, match: Match) -> list[Reading]:
        """One reading for each embedded action; the operator's default where nothing embedded is known."""
        strange = match.head + 1 in self._list_strange(match)
        if strange and self.graph.tree.lemmas[match.head + 1] not in match.rule.pattern.aims:
            return []  # "turned over to Fiji the men that it held"; but "let aid in"
        table = self.grid.get(match.rule.code, {})
        sources, targets = fill_slot(match, "SRC", self.cast), fill_slot(match, "TGT", self.cast)
        hearsay = match.rule.code in self.weights["hearsay"]
        asks = bool(targets) and match.rule.code in self.weights["asking"]
        if (hearsay or asks) and _are_among(targets, sources):
            return []  # "Norway said that it had attacked" accuses nobody, "that it must attack" demands nothing
        undone = self._undo(match)
        table = self.grid.get(undone, {}) if undone else table
        inner = [reading for act in match.acts if act not in match.tokens for reading in self.read(act)]
        inner = [reading for reading in inner if not self._is_reported(match, reading, sources)]
        joint = match.rule.code in self.weights["joining"]  # "Chile joined Peru in freeing them": both do it
        causing = match.rule.code in self.weights["causing"]  # "the raid led Chile to expel the envoy": Chile does it
        if joint or causing:
            sources, targets = (*sources, *targets) if joint else targets, ()
            inner = [replace(reading, sources=()) for reading in inner]
        found = []
        for reading in inner:
            refused = is_negated(self.graph, reading.head, self.cues)
            code = lookup_grid(self.grid.get(f"{match.rule.code} not", table) if refused else table, reading.code)
            if code is not None:
                composed = self._embed(match, reading, code, sources, targets)
                composed = replace(composed, projected=True) if undone else composed
                composed = replace(composed, closed=(match.head,)) if causing and not composed.targets else composed
                found.append(self._doubt(composed) if hearsay else composed)
        if not found and table.get(""):
            found.append(self._default(match, table[""], sources, targets))
        return found

    def _is_reported(self, match: Match, inner: Reading, sources: tuple[Filler, ...]) -> bool:
        """Whether somebody else does what is announced: "Norway confirmed that Fijian troops had left for Mali"."""
        announced = self.graph.tree.lemmas[match.head] in self.graph.lexicon.announcing
        if not (announced and self.graph.is_verb(inner.head)):
            return False
        doers = list(self.graph.subjects(inner.head))
        if not doers and inner.code[:2] in self.weights["own_means"]:
            doers = self.graph.objects(inner.head)  # "that Fijian troops were deployed in Mali"
        others = next(filter(None, map(self.cast.fill, doers)), ())
        return bool(others and sources) and not _are_among(others, sources)

    def _undo(self, match: Match) -> str | None:
        """The operator that a negated verb stands for: who does not rule out an attack threatens one."""
        lemmas = self.graph.tree.lemmas
        name: str | None = self.weights["undone"].get("_".join(lemmas[token] for token in match.tokens))
        return name if name and is_negated(self.graph, match.head, self.cues) else None

    def _embed(
        self, match: Match, inner: Reading, code: str, sources: tuple[Filler, ...], targets: tuple[Filler, ...]
    ) -> Reading:
        lends = code == inner.code or "SRC" not in match.rule.pattern.slots  # "a pardon by the king was announced"
        doers = sources or (inner.sources if lends else ())
        aims = self._aims(code, inner, doers, targets)
        if aims and aims[0] in inner.targets and not targets:
            code = lookup_grid(self.grid.get(f"{match.rule.code} against", {}), inner.code) or code
        foreseen = not targets and self._is_foreseen(inner, code, doers)
        aims = () if foreseen else aims or self._beyond(match, {filler.actor.number for filler in doers})
        pair = not aims and len(doers) > 1 and bool({code[:2], inner.code[:2]} & self.mutual)
        pair = pair and not inner.rule.pattern.aims & APART
        aims = doers if pair else aims
        embedded = self.weights["embedded_noun" if inner.rules[0].pattern.kind == "noun" else "embedded"]
        rank = match.rule.pattern.specificity + embedded + 1.2 * bool(doers) + 1.2 * bool(aims)
        rank += 0.1 * inner.rules[-1].pattern.specificity
        tokens = tuple(sorted({*match.tokens, *inner.tokens}))
        used = inner.tokens if self.graph.is_verb(inner.head) else (inner.head,)  # "barred Fiji from sending [aid]"
        return Reading(
            code, match.head, tokens, doers, aims, (match.rule, *inner.rules), rank,
            inner.consumed.union(used) - {*match.tokens}, inner.certainty, pair, outer=match.tokens,
            closed=(match.head,) if foreseen else (),
        )  # fmt: skip

    def _is_foreseen(self, inner: Reading, code: str, doers: tuple[Filler, ...]) -> bool:
        """Whether others would fight, so that nobody is threatened: "warned of a clash between Chad and Sudan"."""
        sides = {filler.actor.number for filler in (*inner.sources, *inner.targets)}
        others = inner.pair and sides.isdisjoint(filler.actor.number for filler in doers)
        return others and code.startswith(tuple(self.weights["threats"])) and not self.cast.given

    def _doubt(self, reading: Reading) -> Reading:
        """What is only said of somebody: weak, and the deed that is told stays an event of its own."""
        certainty = reading.certainty * self.weights["sentence"]
        return replace(reading, tokens=reading.outer, consumed=frozenset(), certainty=certainty)

    def _aims(
        self, code: str, inner: Reading, doers: tuple[Filler, ...], targets: tuple[Filler, ...]
    ) -> tuple[Filler, ...]:
        """Who the composed action is aimed at: the operator's target, else who shall act, else who is acted on."""
        taken = {filler.actor.number for filler in doers}
        own = self.graph.label(inner.head) == "conj" and self.graph.labelled(inner.head, "nsubj")
        bidden = inner.sources if own else ()  # "urged Peru to free the men and Fiji to close its camps"
        joint = any(filler.actor.number in taken for filler in inner.sources)  # "plans to join Fiji in freezing aid"
        for candidates in (bidden, targets, () if joint else inner.sources, inner.targets):
            free = tuple(filler for filler in candidates if filler.actor.number not in taken)
            if free and not all(any(self._is_own(doer, aim, code) for doer in doers) for aim in free):
                return free
        return ()

    def _is_own(self, doer: Filler, aim: Filler, code: str) -> bool:
        """Whether an aim is the doer itself, or the state that it is part of; the rebels of a state are another."""
        apart = len(aim.actor.mention.code) > len(doer.actor.mention.code)
        return is_kin(doer, aim) and not (apart and not is_same(doer, aim, code, self.weights))

    def _default(self, match: Match, code: str, sources: tuple[Filler, ...], targets: tuple[Filler, ...]) -> Reading:
        taken = {filler.actor.number for filler in sources}
        aims = tuple(filler for filler in targets if filler.actor.number not in taken)
        certainty = 1.0
        if not aims:
            below = (f for act in match.acts for f in self.cast.fill(act) if f.actor.number not in taken)
            aims, certainty = tuple(dict.fromkeys(below)), self.weights["sentence"]
        pair = not aims and len(sources) > 1 and code[:2] in self.mutual
        aims = sources if pair else aims
        rank = match.rule.pattern.specificity - 0.6 + 1.0 * bool(sources) + 1.0 * bool(aims)
        return Reading(
            code, match.head, match.tokens, sources, aims, (match.rule,), rank, certainty=certainty, pair=pair
        )


def _are_among(fillers: tuple[Filler, ...], others: tuple[Filler, ...]) -> bool:
    """Whether each of ``fillers`` is one of ``others``: the same mention, or another of the actor or its own state."""
    return all(any(is_kin(filler, other) for other in others) for filler in fillers)
