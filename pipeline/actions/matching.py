"""Which patterns hold at which word of a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from pipeline.actions.binding import State, bind_arguments, is_infinitive
from pipeline.actions.graph import Graph
from pipeline.actions.phrases import find_forms, find_inside, find_particle, match_words
from pipeline.actions.slots import Cast, Filler
from pipeline.codebook.actions import NULL_CODE, Rule
from pipeline.codebook.patterns import Argument, Pattern

# The number of no set: a rule that needs nothing beside its trigger.
NOTHING = -1
NOMINAL = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds at a word.

    Attributes:
        rule: the rule.
        head: token of the trigger.
        tokens: all tokens that the pattern named (trigger, particle, objects, light verb).
        slots: slot to the tokens that fill it; a slot without tokens is empty in this sentence.
        acts: for operators, tokens that may head the embedded action.
        unbound: number of prepositions of slots that the sentence lacks.
    """

    rule: Rule
    head: int
    tokens: tuple[int, ...]
    slots: Mapping[str, tuple[int, ...]]
    acts: tuple[int, ...] = ()
    unbound: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in the index; ``order`` is its place among all, the most specific first.

    ``needs`` are numbers of lemma sets, of which a sentence must have one each.
    """

    order: int
    rule: Rule
    needs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Rules by the lemma of their trigger's head, and by the smallest set of lemmas that they need beside it.

    Attributes:
        entries: groups of rules by lemma, each with the number of its set.
        needs: for each lemma, the numbers of the sets that hold it; patterns that ask for the same share one.
        aims: for each noun that acts, the prepositions that lead to whom it is done: "invasion" to "of".
    """

    entries: Mapping[str, tuple[tuple[int, tuple[Entry, ...]], ...]]
    needs: Mapping[str, tuple[int, ...]]
    aims: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rules: Iterable[Rule], hostile: Iterable[str] = ()) -> "Index":
        """Index ``rules``; ``hostile`` are the roots of deeds whose "of" names the victim: "the invasion of Fiji"."""
        rules = list(rules)
        found: dict[str, dict[int, list[Entry]]] = {}
        numbers: dict[frozenset[str], int] = {}
        for order, rule in enumerate(sorted(rules, key=lambda rule: -rule.pattern.specificity)):
            others = list(list_needs(rule.pattern))
            for head in rule.pattern.trigger.by_head:
                needs = sorted([*list_trigger_needs(rule.pattern, head), *others], key=len)
                first, *rest = [numbers.setdefault(need, len(numbers)) for need in needs] or [NOTHING]
                found.setdefault(head, {}).setdefault(first, []).append(Entry(order, rule, tuple(rest)))
        holders: dict[str, list[int]] = {}
        for need, number in numbers.items():
            for lemma in need:
                holders.setdefault(lemma, []).append(number)
        return cls(
            {head: tuple((need, tuple(group)) for need, group in groups.items()) for head, groups in found.items()},
            {lemma: tuple(held) for lemma, held in holders.items()},
            list_aims(rules, tuple(hostile)),
        )

    def at(self, graph: Graph, token: int) -> Iterator[Rule]:
        """Rules whose trigger may be ``token``, by its lemma and, for nouns such as "shelling", by its form."""
        for form in find_forms(graph, token):
            yield from _sort_rules(entry for _, group in self.entries.get(form, ()) for entry in group)

    def meet(self, graph: Graph) -> frozenset[int]:
        """The numbers of the sets of lemmas of which the sentence has one."""
        return frozenset({NOTHING}.union(*(self.needs.get(lemma, ()) for lemma in graph.lemmas)))

    def likely(self, graph: Graph, cast: Cast, token: int, met: frozenset[int]) -> Iterator[Rule]:
        """Those that ask for what ``token`` is, a verb, a noun or a state, and of which the sentence has all words.

        Args:
            graph: the sentence.
            cast: its actors.
            token: the word that may be the trigger.
            met: what :meth:`meet` gives.
        """
        kinds: frozenset[str] | None = None
        for form in find_forms(graph, token):
            if (held := self.entries.get(form)) is None:
                continue
            entries = [entry for need, group in held if need in met for entry in group if met.issuperset(entry.needs)]
            if entries:
                kinds = find_kinds(graph, cast, token) if kinds is None else kinds
                yield from _sort_rules(entry for entry in entries if entry.rule.pattern.kind in kinds)


def _sort_rules(entries: Iterable[Entry]) -> Iterator[Rule]:
    return (entry.rule for entry in sorted(entries, key=attrgetter("order")))


def list_aims(rules: Iterable[Rule], hostile: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The prepositions by which each noun that acts names whom it is done to; "of" only for hostile deeds."""
    found: dict[str, frozenset[str]] = {}
    for rule in rules:
        if rule.pattern.kind != "noun" or rule.code == NULL_CODE or rule.pattern.names_words:
            continue
        doer = frozenset() if rule.code.startswith(hostile) else frozenset({"of"})  # "the request of Fiji"
        aims = [a.prepositions - doer for a in rule.pattern.arguments if a.slot == "TGT" and a.relation == "prep"]
        for noun in rule.pattern.trigger.by_head if aims else ():
            found[noun] = found.get(noun, frozenset()).union(*aims)
    return found


def list_trigger_needs(pattern: Pattern, head: str) -> Iterator[frozenset[str]]:
    """Words that a trigger of several words has beside its head, as :func:`list_needs` gives them."""
    others = [[word for word in phrase if word != head] for phrase in pattern.trigger.by_head[head]]
    if all(others):
        yield frozenset(first for first, *_ in others)


def list_needs(pattern: Pattern) -> Iterator[frozenset[str]]:
    """Sets of lemmas or forms; where a sentence has none of one, the pattern holds at no word of it."""
    if pattern.particle:
        yield pattern.particle
    if pattern.case:
        yield _first_words(pattern.case)
    yield from (words.heads for words in pattern.modifiers)
    for argument in pattern.arguments:
        if argument.optional:
            continue
        if argument.modals:
            yield argument.modals
        if argument.named is not None:
            yield argument.named.heads
        if argument.words is not None:
            yield argument.words.heads
        open_slot = argument.relation == "prep" and argument.words is None
        loose = open_slot and (pattern.names_words or pattern.kind == "noun")
        if argument.prepositions and not loose:
            yield _first_words(argument.prepositions)


def _first_words(prepositions: frozenset[str]) -> frozenset[str]:
    """Of "because_of" the first word."""
    return frozenset(preposition.partition("_")[0] for preposition in prepositions)


def find_kinds(graph: Graph, cast: Cast, token: int) -> frozenset[str]:
    """The kinds of patterns of which ``token`` can be the trigger; a noun that is an actor here is none."""
    found = {"verb": graph.is_verb(token), "state": _is_state(graph, token)}
    found["noun"] = _is_nominal(graph, token) and not cast.on(token)
    return frozenset(kind for kind, holds in found.items() if holds)


def match_rule(rule: Rule, graph: Graph, cast: Cast, token: int) -> Match | None:
    """Try one rule at one word; None where a constraint fails."""
    result = try_rule(rule, graph, cast, token)
    return result if isinstance(result, Match) else None


def try_rule(rule: Rule, graph: Graph, cast: Cast, token: int) -> Match | Argument | None:
    """Try one rule at one word.

    Args:
        rule: the rule.
        graph: the sentence.
        cast: its actors.
        token: the word that may be the trigger.

    Returns:
        The match; the argument of the pattern that the sentence lacks; or None where the trigger does not fit. Whether
        the word is of the kind of the pattern is for :func:`find_kinds` to say.
    """
    pattern = rule.pattern
    if pattern.states and _is_done(graph, token) and graph.forms[token] not in pattern.trigger.by_head:
        return None
    tokens = _match_trigger(pattern, graph, token)
    if tokens is None:
        return None
    state = State([token], list(tokens))
    if pattern.kind == "noun":
        first = graph.first_conjunct(token)
        apart = first != token and bool(cast.on(first))  # "visited Peru and criticism": nobody visits criticism
        carriers = [] if apart else graph.carriers(token)
        state.hosts = [*carriers, token]
        state.tokens += carriers
    lacking = bind_arguments(pattern, graph, cast, state)
    if lacking is not None:
        return lacking
    return Match(rule, token, tuple(sorted(set(state.tokens))), state.slots, state.acts, state.unbound)


def _match_trigger(pattern: Pattern, graph: Graph, token: int) -> tuple[int, ...] | None:
    found = match_words(pattern.trigger, graph, token, pattern.kind == "noun")
    if found is None or ("PAIR" in pattern.slots and pattern.kind == "noun" and is_infinitive(graph, token)):
        return None
    if pattern.particle:
        particle = find_particle(pattern.particle, graph, token)
        return None if particle is None else (*found, particle)
    if pattern.case and not graph.markers(token) & pattern.case:
        return None
    for words in pattern.modifiers:
        inner = find_inside(words, graph, token)
        if inner is None:
            return None
        found = (*found, inner)
    return found


def _is_nominal(graph: Graph, token: int) -> bool:
    """A noun, or a gerund ("the shelling"), that heads its phrase."""
    tag, label = graph.tree.tags[token], graph.label(token)
    if label in {"compound", "flat", "amod"} or tag not in NOMINAL:
        return False
    return tag != "VERB" or (label not in {"root", "ccomp"} and not graph.labelled(token, "nsubj", "nsubj:pass", "aux"))


def _is_state(graph: Graph, token: int) -> bool:
    labels = {graph.label(child) for child in graph.children[token]}
    if graph.tree.tags[token] == "VERB" and "obj" in labels:
        return False  # "opened its gates to Fiji" is not "open to Fiji"
    if labels & {"cop", "nsubj", "nsubj:pass", "aux:pass"} or graph.label(token) in {"xcomp", "amod", "acl"}:
        return True
    return graph.label(token) == "obl" and graph.tree.lemmas[graph.tree.heads[token]] == "be"


def _is_done(graph: Graph, token: int) -> bool:
    """Whether a word is the participle of a passive: who "was butchered" is no butcher."""
    return graph.tree.tags[token] == "VERB" and bool(graph.labelled(token, "aux:pass"))


def fill_slot(match: Match, slot: str, cast: Cast, blaming: tuple[str, ...] = ()) -> tuple[Filler, ...]:
    """Actors in ``slot``: of the first token that leads to any.

    ``blaming``: roots of actions aimed at who did what they name: who "condemned the attack on Fiji" does not aim at
    Fiji, unless the caller asks for it.
    """
    blames = slot == "TGT" and match.rule.code.startswith(blaming) and not cast.given
    acts = slot in match.rule.pattern.subjects
    for token in match.slots.get(slot, ()):
        fillers = cast.fill(token, acts=acts, blames=blames)
        if fillers:
            return fillers
    return ()
