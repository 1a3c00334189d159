"""Codes one sentence: the mentions and the tree in, actions with source, target, code and status out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pipeline.actions.action import Action
from pipeline.actions.asides import NOTHING, Asides, find_asides
from pipeline.actions.attribution import find_attribution
from pipeline.actions.completion import Completer
from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Deed, DeedFinder, Kind
from pipeline.actions.features import Features, Leanings, extract_features, find_leanings
from pipeline.actions.graph import Graph
from pipeline.actions.grid import KEEP, lookup_grid
from pipeline.actions.implied import ImpliedFinder
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.limits import Limit
from pipeline.actions.matching import Index
from pipeline.actions.model import Model
from pipeline.actions.proposals import Proposer
from pipeline.actions.qualifiers import (
    Cues,
    find_status,
    is_announced,
    is_ended,
    is_negated,
    is_supposed,
)  # fmt: skip
from pipeline.actions.reading import Reading
from pipeline.actions.readings import Reader
from pipeline.actions.repairs import repair_tree
from pipeline.actions.selection import is_background, is_purpose, is_shadowed, is_wanted, list_silenced
from pipeline.actions.slots import Actor, Cast, Filler, is_same, place_actors
from pipeline.actions.tolls import name_doers
from pipeline.actions.voices import add_voice, ground_trigger
from pipeline.codebook.actions import NULL_CODE, ActionBook
from pipeline.records import Mention
from pipeline.syntax import Tree

CLAUSES = frozenset({"advcl", "acl", "acl:relcl"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What was found in one sentence: its actions, and what later sentences may go back to."""

    actions: Sequence[Action] = ()
    asides: Asides = NOTHING


class ActionCoder:
    """Codes sentences with one action codebook; built once, then used for every sentence.

    Args:
        book: the action codebook.
    """

    def __init__(self, book: ActionBook) -> None:
        self.book = book
        self.proposer: Proposer | None = None
        self.index = Index.of(book.rules, book.grammar.weights["hostile"])
        self.cues = Cues.of(book.qualifiers)
        self.lexicon = Lexicon.of(book.grammar.sets)
        self.deeds = DeedFinder(DeedNames.of(book.rules, book.grammar.deeds))
        self.implied = ImpliedFinder(self.deeds.names, book.grammar.weights["named"])
        self.limits = Limit.read(book.grammar.limits)
        self.reach: Mapping[str, float] = book.grammar.reach
        self.weights: Mapping[str, Any] = book.grammar.weights
        self.violence = [
            ({phrase[-1] for phrase in book.grammar.sets.get(doers, ())}, tuple(done["codes"]), str(done["code"]))
            for doers, done in self.weights["violence_by"].items()
        ]

    @cached_property
    def leanings(self) -> Leanings:
        """To what the triggers of the codebook lean; only the model step asks."""
        return find_leanings(self.book.rules)

    def with_model(self, model: Model) -> "ActionCoder":
        """The same coder with a model."""
        coder = copy(self)
        coder.proposer = Proposer(model, self.leanings, self.weights, self.book.codes, self.limits)
        return coder

    def code_sentence(self, tree: Tree, mentions: Sequence[Mention]) -> list[Action]:
        """All actions of one sentence, in the order of their triggers; none is there twice.

        Args:
            tree: the parsed sentence.
            mentions: its actor mentions.
        """
        return [action for action in self.read_sentence(tree, mentions).actions if not action.supposed]

    def read_sentence(self, tree: Tree, mentions: Sequence[Mention]) -> Coded:
        """The actions of one sentence, and its asides.

        Args:
            tree: the parsed sentence.
            mentions: its actor mentions.
        """
        if not mentions:
            return Coded()
        graph, cast, reader = self.open_sentence(tree, mentions)
        readings = self.select_readings(graph, reader)
        least = 0.0 if cast.given else self.weights["least"]
        actions = [action for reading in readings for action in self._emit(reading, graph, cast)]
        actions = [action for action in actions if action.confidence >= least]
        asides = find_asides(graph, cast, self.cues.speech)
        if self.proposer is not None:
            actions = self.proposer.complete(reader, actions)
        coded = _drop_repeats(actions, self.deeds.names.people_role)
        return Coded([_ground(action, tree) for action in coded], asides)

    def see(self, graph: Graph, source: Actor, target: Actor) -> Features:
        """What the model step sees of two mentions."""
        return extract_features(graph, source, target, self.leanings)

    def open_sentence(self, tree: Tree, mentions: Sequence[Mention]) -> tuple[Graph, Cast, Reader]:
        """The graph of a sentence, its actors, and a reader of its actions."""
        graph = Graph(repair_tree(add_voice(tree, mentions), self.lexicon), self.lexicon)
        actors = place_actors(graph, mentions)
        cast = Cast(graph, actors, self.reach, self.book.grammar.pronouns, self.index.aims)
        mutual = frozenset(self.weights["mutual"])
        return graph, cast, Reader(graph, cast, self.index, self.book.grid, mutual, self.weights, self.cues)

    def select_readings(self, graph: Graph, reader: Reader) -> list[Reading]:
        """The readings that stand: those embedded in another reading are no events of their own."""
        found = [reading for token in range(len(graph.tree.words)) for reading in reader.read(token)]
        consumed = {head for reading in found if reading.code != NULL_CODE for head in reading.consumed}
        consumed |= list_silenced(found)
        found = found if reader.cast.given else name_doers(found, graph, reader.cast, self.weights)
        free = [r for r in found if r.head not in consumed and (r.sources or r.targets or _is_said(r))]
        standing = [r for r in free if r.code != NULL_CODE and not self._is_vague(r, graph)]
        told = [r for r in standing if not is_background(r, standing, graph) and not is_wanted(r, standing, graph)]
        own = [reading for reading in told if not is_shadowed(reading, told, graph)]
        kept = [self._close(self._project(reading, graph), graph, reader.cast) for reading in own]
        done = [reading for reading in map(Completer(reader).complete, kept) if reading.sources or reading.targets]
        return done if reader.cast.given else [r for r in done if not is_purpose(r, done, graph)]

    def _close(self, reading: Reading, graph: Graph, cast: Cast) -> Reading:
        """Let nobody near fill the target where a deed stands for who did it: "rejected the demand"."""
        if cast.given or not reading.sources or reading.targets:
            return reading
        named = reading.named
        answered = {token: self.deeds.find_answered(graph, reading.code, reading.head, [token]) for token in named}
        deeds = tuple(token for token, deed in answered.items() if deed is not None and deed.codes)
        if not deeds and self._find_reply(reading, graph):
            deeds = (reading.head,)
        deeds = deeds or reading.closed or ((reading.head,) if self._find_implied(reading, graph, cast) else ())
        return replace(reading, closed=deeds)

    def _is_vague(self, reading: Reading, graph: Graph) -> bool:
        """A noun with "any" or "no" names no event: "ruled out any attack"."""
        if reading.rule.pattern.kind != "noun" or len(reading.rules) > 1:
            return False
        return any(graph.tree.lemmas[child] in self.cues.vague for child in graph.labelled(reading.head, "det"))

    def _project(self, reading: Reading, graph: Graph) -> Reading:
        """ "will ACT" announces or threatens ACT, "will not ACT" and "did not agree to ACT" refuse it."""
        state = reading.rule.pattern.kind == "state"
        verbs = [word for word in reading.own if state or graph.is_verb(word)]
        if any(is_ended(graph, word) for word in verbs):  # "no longer supports"
            return self._turn(reading, "stop")
        declined = reading.code.startswith(tuple(self.weights["declined"]))
        if declined and any(is_negated(graph, verb, self.cues) for verb in verbs):
            return self._turn(reading, "reject")
        if reading.code[:2] not in self.weights["projected"]:
            return reading
        keeps = reading.rule.operator and KEEP in self.book.grid.get(reading.rule.code, {}).values()
        for word in (*reading.own, *(reading.consumed if keeps else ())):
            if graph.is_verb(word) and is_announced(graph, word, self.cues):
                negated = is_negated(graph, word, self.cues)
                if negated and reading.code[:2] in self.weights["hostile"]:
                    return reading
                return self._turn(reading, "reject" if negated else "intend")
        return reading

    def _turn(self, reading: Reading, operator: str) -> Reading:
        """What an auxiliary or a negation makes of a reading, as the operator of that name would."""
        code = lookup_grid(self.book.grid.get(operator, {}), reading.code)
        return reading if code is None else replace(reading, code=code, projected=True)

    def _emit(self, reading: Reading, graph: Graph, cast: Cast) -> Iterator[Action]:
        rule = reading.rules[-1] if len(reading.rules) == 1 else reading.rule
        noun = reading.rule.pattern.kind == "noun"
        refusal = reading.code[:2] in self.weights["refusals"] or reading.rule.pattern.charges
        status = find_status(graph, reading.head, reading.own, self.cues, noun=noun, refusal=refusal)
        announced = reading.projected or (status == "future" and reading.code[:2] in self.weights["announced"])
        stated = status == "future" and "to" in reading.rule.pattern.case  # "Fiji is to blame" is no plan
        status = "actual" if announced or stated else status
        attribution = find_attribution(graph, cast, reading.head, self.cues)
        start, end = _trigger_span(reading, graph)
        name = " + ".join(f"{rule.place} {rule.pattern.text}" for rule in reading.rules)
        deed = None if cast.given else self._name_deed(reading, graph, cast)
        supposed = not cast.given and is_supposed(graph, reading.head, self.cues)
        codes = {reading.code, *(rule.code for rule in reading.rules)}  # "aims to beat" is as little as "beat"
        limits = [(limit, code != reading.code) for limit in self.limits for code in codes if limit.holds_for(code)]
        pairs = list(_dyads(reading, self.weights))
        if deed is not None and deed.kind is Kind.CAPTIVITY and not pairs:  # "called for their release"
            pairs = [(source, None) for source in reading.sources]
        for source, target in pairs:
            if any(limit.forbids(source, target, inner=inner) for limit, inner in limits):
                continue
            confidence = self._confidence(reading, source, target, graph)
            action = Action(
                source=source.actor.mention if source else None, target=target.actor.mention if target else None,
                cameo=self._as_done(reading.code, source, graph), trigger_start=start, trigger_end=end,
                trigger=reading.head, status=status,
                attribution=attribution, confidence=confidence, rule=name, announced=announced, deed=deed,
                supposed=supposed,
            )  # fmt: skip
            yield action
            back = self._reverse(reading, rule.reciprocal, rule.reverse)
            if back is not None and source is not None and target is not None and not reading.pair:
                yield replace(action, source=action.target, target=action.source, cameo=back)

    def _name_deed(self, reading: Reading, graph: Graph, cast: Cast) -> Deed | None:
        """The deed that stands where an actor should: "condemned the arrests", "the arrests angered Fiji"."""
        if not reading.sources:
            if not reading.targets:
                return None
            named = self.deeds.find(graph, graph.passive_or_active(reading.head))
            return named or self.implied.find_source(reading, graph, cast)
        targets = [filler.actor.head for filler in reading.targets]
        named = self.deeds.find_answered(graph, reading.code, reading.head, reading.named, targets)
        if targets:
            return named
        vote = self.deeds.find_vote(graph, reading.code, reading.head, reading.tokens)
        if vote or named:
            return vote or named
        country = self.deeds.find_country(graph, reading.code, reading.closed)
        return self._find_reply(reading, graph) or country or self._find_implied(reading, graph, cast)

    def _find_implied(self, reading: Reading, graph: Graph, cast: Cast) -> Deed | None:
        """Whom an action must mean that names nobody: people or places at home, the enemy, the body of a vote."""
        home = self.implied.find_target(reading, graph, cast)
        return home or self.deeds.find_vote(graph, reading.code, reading.head, reading.tokens)

    def _find_reply(self, reading: Reading, graph: Graph) -> Deed | None:
        """What an action answers of which nothing names the target: "demanded an apology"."""
        if not (reading.projected or reading.rule.pattern.kind == "verb") or set(reading.closed) - {reading.head}:
            return None
        return self.deeds.find_reply(graph, reading.code, reading.tokens)

    def _as_done(self, code: str, source: Filler | None, graph: Graph) -> str:
        """The code of violence by those who do it: by demonstrators a violent protest, by suicide bombers a bombing."""
        lemmas = graph.tree.lemmas[source.actor.first : source.actor.last] if source is not None else ()
        done = (new for doers, codes, new in self.violence if code.startswith(codes) and not doers.isdisjoint(lemmas))
        return next(done, code)

    def _reverse(self, reading: Reading, reciprocal: bool, reverse: str | None) -> str | None:
        if len(reading.rules) > 1 or reading.projected:
            return None
        return reverse or (reading.code if reciprocal else None)

    def _confidence(self, reading: Reading, source: Filler | None, target: Filler | None, graph: Graph) -> float:
        weights = self.weights
        value: float = weights[reading.rule.pattern.kind] + weights["specific"] * min(reading.rank - 2.0, 3.0)
        value -= weights["cost"] * ((source.cost if source else 0.0) + (target.cost if target else 0.0))
        value -= weights["missing"] * (source is None or target is None)
        if graph.label(reading.head) == "advcl" and "to" in graph.markers(reading.head):
            value -= weights["purpose"]
        value *= reading.certainty
        above = (reading.head, *graph.ancestors(reading.head))
        value -= weights["depth"] * sum(graph.label(at) in CLAUSES for at in above)
        return round(min(max(value, 0.05), 0.99), 3)


def _dyads(reading: Reading, weights: Mapping[str, Any]) -> Iterator[tuple[Filler | None, Filler | None]]:
    """Pairs of source and target; a missing one is None."""
    for source in reading.sources or (None,):
        for target in reading.targets or (None,):
            if source is None or target is None or not is_same(source, target, reading.code, weights):
                yield source, target


def _is_said(reading: Reading) -> bool:
    """What somebody may say of a deed: "said the arrests were illegal"."""
    return bool(reading.closed) and reading.rule.pattern.states


def _trigger_span(reading: Reading, graph: Graph) -> tuple[int, int]:
    tree = graph.tree
    return min(tree.starts[token] for token in reading.tokens), max(tree.ends[token] for token in reading.tokens)


def _ground(action: Action, tree: Tree) -> Action:
    """An action whose trigger is a word of the sentence."""
    if action.trigger < len(tree.words):
        return action
    word = ground_trigger(tree, action.trigger)
    start, end = min(action.trigger_start, tree.starts[word]), max(action.trigger_end, tree.ends[word])
    return replace(action, trigger=word, trigger_start=start, trigger_end=end)


def _drop_repeats(actions: Sequence[Action], people: str) -> list[Action]:
    """Of actions that agree in actors and code, keep the surest: two mentions of one actor at one trigger act once.

    ``people``: the role of the people of a country; what is done to them is not done to their country too.
    """
    best: dict[tuple[object, ...], Action] = {}
    for action in actions:
        key = (_identity(action.source), _identity(action.target), action.cameo, action.trigger)
        if key not in best or action.confidence > best[key].confidence:
            best[key] = action
    kept = [action for action in best.values() if not _is_where(action, best.values(), people)]
    return sorted(kept, key=lambda a: (a.trigger_start, _start(a.source), _start(a.target), a.cameo))


def _is_where(action: Action, others: Iterable[Action], people: str) -> bool:
    """Whether a target is only the country of people to whom the same is done: "killed ten people in Lima"."""
    place = action.target
    if place is None or place.code != place.country:
        return False
    doing = (action.cameo, _identity(action.source))
    alike = (other for other in others if (other.cameo, _identity(other.source)) == doing)
    targets = (other.target for other in alike if other.target is not None)
    return any(target.country == place.code and target.role == people for target in targets)


def _identity(mention: Mention | None) -> object:
    """The actor of a mention; a given mention is an actor of its own."""
    return None if mention is None else mention.start if mention.how == "given" else mention.code


def _start(mention: Mention | None) -> int:
    return -1 if mention is None else mention.start
