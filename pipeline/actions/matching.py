"""Which patterns hold at which word of a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.actions.graph import Graph
from pipeline.actions.slots import Cast, Filler
from pipeline.codebook.actions import Rule
from pipeline.codebook.patterns import Argument, Pattern, Phrase, Words, phrase_head

AGENT_MARKERS = frozenset({"by", "from"})
MEASURING = frozenset({"of", "to"})
PARTICLE_TAGS = frozenset({"ADP", "ADV", "PART", "SCONJ"})
BARRIERS = frozenset({"amid", "amidst", "after", "before", "despite", "during", "because_of", "since", "without"})
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


@dataclass(slots=True)
class _State:
    """What is bound so far while one rule is tried."""

    hosts: list[int]
    tokens: list[int]
    slots: dict[str, tuple[int, ...]] = field(default_factory=dict)
    acts: tuple[int, ...] = ()
    unbound: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in the index: for each word that its pattern asks for, a sentence must have one of these lemmas."""

    rule: Rule
    needs: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, rule: Rule) -> "Entry":
        """Collect what ``rule`` needs."""
        words = [argument.words for argument in rule.pattern.arguments if not argument.optional]
        return cls(rule, tuple(frozenset(word.by_head) for word in words if word is not None))


@dataclass(frozen=True, slots=True)
class Index:
    """Rules by the lemma of their trigger's head."""

    entries: Mapping[str, tuple[Entry, ...]]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Index":
        """Index ``rules``; of one lemma, the most specific come first."""
        found: dict[str, list[Entry]] = {}
        for rule in sorted(rules, key=lambda rule: -rule.pattern.specificity):
            entry = Entry.of(rule)
            for head in rule.pattern.trigger.by_head:
                found.setdefault(head, []).append(entry)
        return cls({head: tuple(same) for head, same in found.items()})

    def at(self, graph: Graph, token: int) -> Iterator[Rule]:
        """Rules whose trigger may be ``token``, by its lemma and, for nouns such as "shelling", by its form."""
        for form in _forms(graph, token):
            for entry in self.entries.get(form, ()):
                yield entry.rule

    def likely(self, graph: Graph, token: int) -> Iterator[Rule]:
        """Those of which the sentence has all words."""
        present = graph.lemmas
        for form in _forms(graph, token):
            for entry in self.entries.get(form, ()):
                for need in entry.needs:
                    if need.isdisjoint(present):
                        break
                else:
                    yield entry.rule


def _forms(graph: Graph, token: int) -> tuple[str, ...]:
    """Lemma, form and the lemma without hyphens: "cease-fire" is also "ceasefire"."""
    lemma, word = graph.tree.lemmas[token], graph.tree.words[token].lower()
    if "-" in lemma:
        return tuple(dict.fromkeys((lemma, word, lemma.replace("-", ""))))
    return (lemma,) if word == lemma else (lemma, word)


def match_rules(rules: Iterable[Rule], graph: Graph, cast: Cast, token: int) -> Iterator[Match]:
    """The rules that hold at ``token``."""
    for rule in rules:
        match = match_rule(rule, graph, cast, token)
        if match is not None:
            yield match


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
        The match; the argument of the pattern that the sentence lacks; or None where the trigger does not fit.
    """
    pattern = rule.pattern
    if pattern.kind == "noun" and cast.on(token):
        return None  # the noun is an actor here: "the delegation", "the opposition"
    tokens = _match_trigger(pattern, graph, token)
    if tokens is None:
        return None
    state = _State([token], list(tokens))
    if pattern.kind == "noun":
        carriers = graph.carriers(token)
        state.hosts = [*carriers, token]
        state.tokens += carriers
    lacking = _bind_arguments(pattern, graph, cast, state)
    if lacking is not None:
        return lacking
    return Match(rule, token, tuple(sorted(set(state.tokens))), state.slots, state.acts, state.unbound)


def _bind_arguments(pattern: Pattern, graph: Graph, cast: Cast, state: _State) -> Argument | None:
    """Bind the words of the pattern, then its slots; gives the first argument that the sentence lacks."""
    trigger, reached = state.hosts[-1], []
    for argument in pattern.arguments:
        if argument.words is not None and not _bind_words(argument, graph, state) and not argument.optional:
            return argument
        if argument.relation == "particle" and not _has_particle(argument.prepositions, graph, trigger):
            return argument
        reached.append(len(state.hosts))
    for argument, hosts in zip(pattern.arguments, reached, strict=True):
        if argument.words is None and argument.relation != "particle":
            bound = _bind_slot(argument, pattern, graph, cast, state, state.hosts[:hosts])
            if not bound and not argument.optional:
                return argument
    return None


def _match_trigger(pattern: Pattern, graph: Graph, token: int) -> tuple[int, ...] | None:
    found = _match_words(pattern.trigger, graph, token, pattern.kind == "noun")
    if found is None:
        return None
    if pattern.kind == "verb":
        if not graph.is_verb(token):
            return None
        if pattern.particle:
            particle = _particle_token(pattern.particle, graph, token)
            return None if particle is None else (*found, particle)
    elif pattern.kind == "state":
        if not _is_state(graph, token) or (pattern.case and not graph.markers(token) & pattern.case):
            return None
    elif not _is_nominal(graph, token):
        return None
    for words in pattern.modifiers:
        inner = _inside(words, graph, token)
        if inner is None:
            return None
        found = (*found, inner)
    return found


def _is_nominal(graph: Graph, token: int) -> bool:
    """A noun, or a gerund ("the shelling"), that heads its phrase."""
    tag, label = graph.tree.tags[token], graph.label(token)
    if label in {"compound", "flat", "amod"} or tag not in NOMINAL:
        return False
    return tag != "VERB" or label not in {"root", "ccomp"}


def _is_state(graph: Graph, token: int) -> bool:
    labels = {graph.label(child) for child in graph.children[token]}
    if graph.tree.tags[token] == "VERB" and "obj" in labels:
        return False  # "opened its gates to Fiji" is not "open to Fiji"
    if labels & {"cop", "nsubj", "nsubj:pass", "aux:pass"} or graph.label(token) in {"xcomp", "amod", "acl"}:
        return True
    return graph.label(token) == "obl" and graph.tree.lemmas[graph.tree.heads[token]] == "be"


def _match_words(words: Words, graph: Graph, token: int, by_form: bool = False) -> tuple[int, ...] | None:
    """The tokens of the phrase of ``words`` that ``token`` heads, or None."""
    tree = graph.tree
    by_form = by_form or "-" in tree.lemmas[token] or tree.xpos[token] == "VBG"
    forms = _forms(graph, token) if by_form else (tree.lemmas[token],)
    best: tuple[int, ...] | None = None
    for phrase in (phrase for form in forms for phrase in words.by_head.get(form, ())):
        found = _match_phrase(phrase, graph, token)
        if found is not None and (best is None or len(found) > len(best)):
            best = found
    return best


def _match_phrase(phrase: Phrase, graph: Graph, token: int) -> tuple[int, ...] | None:
    """The tokens of ``phrase`` around its head ``token``, or None if one is missing."""
    if len(phrase) == 1:
        return (token,)
    found = [token]
    for lemma in phrase:
        if lemma != phrase_head(phrase):
            inner = next((at for at in _phrase_tokens(graph, token) if lemma in _spellings(graph, at)), None)
            if inner is None:
                return None
            found.append(inner)
    return tuple(sorted(found))


def _spellings(graph: Graph, token: int) -> tuple[str, str]:
    """Lemma and form: the lemma of "finding" in "fact-finding mission" is "find"."""
    return graph.tree.lemmas[token], graph.tree.words[token].lower()


def _phrase_tokens(graph: Graph, token: int) -> Iterator[int]:
    for child in graph.children[token]:
        if graph.label(child) not in {"nsubj", "obj", "ccomp", "advcl", "acl:relcl", "parataxis", "punct"}:
            yield child
            yield from graph.children[child]


def _inside(words: Words, graph: Graph, token: int) -> int | None:
    for at in _phrase_tokens(graph, token):
        if not words.by_head.keys().isdisjoint(_spellings(graph, at)):
            return at
    return None


def _particle_token(particles: frozenset[str], graph: Graph, token: int) -> int | None:
    tree = graph.tree
    for child in graph.children[token]:
        if tree.lemmas[child] in particles and tree.labels[child] in {"compound:prt", "advmod", "case", "mark", "obl"}:
            return child
    after = range(token + 1, min(token + 4, len(tree.words)))
    return next((at for at in after if tree.lemmas[at] in particles and tree.tags[at] in PARTICLE_TAGS), None)


def _has_particle(particles: frozenset[str], graph: Graph, token: int) -> bool:
    return _particle_token(particles, graph, token) is not None


# -- words ------------------------------------------------------------------------------------------------------------


def _bind_words(argument: Argument, graph: Graph, state: _State) -> bool:
    """Find the word that the pattern asks for and make it a host for what follows."""
    assert argument.words is not None
    beyond = _neighbours(graph, state.hosts) if argument.relation == "prep" else ()
    for host in (*reversed(state.hosts), *beyond):
        for token in _candidates(argument, graph, host):
            found = _match_words(argument.words, graph, token)
            inner = [_inside(words, graph, token) for words in argument.modifiers]
            if found is not None and None not in inner:
                state.tokens += [*found, *(at for at in inner if at is not None)]
                state.hosts.append(token)
                return True
    return False


def _candidates(argument: Argument, graph: Graph, host: int) -> Iterator[int]:
    if argument.relation == "prep":
        for dependent in graph.dependents(host):
            if dependent.prepositions & argument.prepositions:
                yield from _measured(graph, dependent.token)
        return
    for token in graph.objects(host):
        for conjunct in graph.coordinated(token):
            yield from _measured(graph, conjunct)
    for dependent in graph.dependents(host):
        if not dependent.prepositions and dependent.label in {"xcomp", "obl", "obl:unmarked", "advmod", "ccomp"}:
            yield dependent.token


def _measured(graph: Graph, token: int) -> Iterator[int]:
    """``token``, and what it measures: of "a series of talks" also "talks"."""
    yield token
    if graph.tree.lemmas[token] in graph.transparent:
        head = graph.tree.heads[token]
        beside = graph.labelled(head, "obl", "nmod") if head >= 0 else []
        for child in (*graph.labelled(token, "nmod"), *(other for other in beside if other > token)):
            if graph.markers(child) & MEASURING:
                yield child


# -- slots ------------------------------------------------------------------------------------------------------------


def _bind_slot(
    argument: Argument, pattern: Pattern, graph: Graph, cast: Cast, state: _State, hosts: Sequence[int]
) -> bool:
    """Bind the tokens of a slot; gives False where the pattern cannot hold without them.

    ``hosts`` are the words that the pattern names before the slot: the slot hangs on one of them, the last first.
    """
    slot = argument.slot or ""
    if argument.relation == "comp":
        return _bind_comp(argument, graph, state, hosts)
    if argument.relation == "subj" and slot == "ACT":
        subjects = [t for subject in graph.passive_or_active(hosts[0]) for t in graph.coordinated(subject)]
        state.acts = tuple(dict.fromkeys(inner for token in subjects for inner in _measured(graph, token)))
        return bool(state.acts)
    if argument.relation == "subj":
        state.slots[slot] = tuple(_state_subjects(graph, state.hosts[0], pattern))
        return True
    if argument.relation == "obj":
        tokens = [t for host in reversed(hosts) for t in graph.objects(host) if t not in state.tokens]
        state.slots[slot] = tuple(dict.fromkeys(tokens))[:1]
        return bool(tokens) or not any(other.slot == "ACT" for other in pattern.arguments)  # "want TGT to ACT"
    if argument.relation == "prep":
        return _bind_prep(argument, pattern, graph, cast, state, hosts)
    aims = frozenset(p for a in pattern.arguments if a.relation == "prep" and a.slot for p in a.prepositions)
    state.slots[slot] = tuple(_possessors(graph, cast, state, slot, hosts, aims))
    return True


def _state_subjects(graph: Graph, token: int, pattern: Pattern) -> list[int]:
    if pattern.kind == "verb":
        return graph.subjects(token)
    own = graph.labelled(token, "nsubj", "nsubj:pass")
    if own:
        return graph._antecedents(own)
    if graph.label(token) == "obl":
        return graph.subjects(graph.tree.heads[token])
    return [graph.tree.heads[token]] if graph.label(token) in {"amod", "acl"} else graph.passive_or_active(token)


def _bind_prep(
    argument: Argument, pattern: Pattern, graph: Graph, cast: Cast, state: _State, hosts: Sequence[int]
) -> bool:
    slot = argument.slot or ""
    empty: tuple[int, ...] = ()
    for host in (*reversed(hosts), *_neighbours(graph, hosts)):
        tokens = [d.token for d in graph.dependents(host) if d.prepositions & argument.prepositions]
        tokens = [t for t in tokens if t not in state.tokens and not _is_infinitive(graph, t)]
        tokens = [t for t in tokens if t > hosts[0] or cast.fill(t)]
        found = tuple(_with_actors(tokens, cast)) if tokens else ()
        if found and (cast.fill(found[0]) or (host in hosts and pattern.kind != "noun")):
            state.slots[slot] = found
            return True
        empty = empty or found
    state.slots[slot] = empty
    if empty:
        return True
    state.unbound += 1
    return pattern.kind == "noun" or any(argument.words is not None for argument in pattern.arguments)


def _is_infinitive(graph: Graph, token: int) -> bool:
    """ "his promise to regulate" holds no "to TGT"."""
    return graph.tree.tags[token] == "VERB" and "to" in graph.markers(token)


def _neighbours(graph: Graph, hosts: Sequence[int]) -> Iterator[int]:
    """Nouns on which the parser may have hung a phrase of ``hosts``: "an attack by rebels on the base"."""
    for host in hosts:
        nominal = (d for d in graph.dependents(host) if d.label in {"nmod", "obl", "obl:agent"})
        yield from (d.token for d in nominal if not d.prepositions & BARRIERS)
        yield from (inner for token in graph.objects(host) for inner in _measured(graph, token))


def _with_actors(tokens: Sequence[int], cast: Cast) -> list[int]:
    """Of several prepositional phrases the first with an actor, else the first."""
    return [next((token for token in tokens if cast.fill(token)), tokens[0])]


def _possessors(
    graph: Graph, cast: Cast, state: _State, slot: str, hosts: Sequence[int], aims: frozenset[str]
) -> Iterator[int]:
    """The possessor of the last of ``hosts``; for the source also its agent or the subject of its light verb.

    ``aims`` are the prepositions of the pattern's other slots: they mark no agent ("a demand for talks from Fiji").
    """
    noun = hosts[-1]
    dependents = list(graph.dependents(noun))
    if slot == "SRC":
        yield from _agents(graph, cast, state, frozenset({"by"}) - aims)
        yield from (subject for host in hosts[:-1] for subject in graph.subjects(host))
    parts = (noun, *graph.labelled(noun, "compound"))  # "Spain's war crimes inquiry", "American arms sales"
    for part in parts:
        yield from graph.labelled(part, "nmod:poss")
    before = (child for part in parts for child in graph.modifiers(part) if child < noun and cast.on(child))
    yield from (child for child in before if graph.label(child) != "nmod:poss")
    if slot == "SRC":
        yield from _agents(graph, cast, state, AGENT_MARKERS - aims)
    yield from (d.token for d in dependents if "of" in d.prepositions and cast.fill(d.token))
    if graph.labelled(noun, "cop"):
        yield from graph.labelled(noun, "nsubj")


def _agents(graph: Graph, cast: Cast, state: _State, markers: frozenset[str]) -> Iterator[int]:
    for host in (*reversed(state.hosts), *_neighbours(graph, state.hosts)):
        for dependent in graph.dependents(host):
            agent = dependent.label == "obl:agent" or bool(dependent.prepositions & markers)
            if agent and cast.fill(dependent.token):
                yield dependent.token


def _bind_comp(argument: Argument, graph: Graph, state: _State, hosts: Sequence[int]) -> bool:
    """Words that may head the embedded action, and the subject of the clause."""
    found: list[int] = []
    for host in reversed(hosts):
        for dependent in graph.dependents(host):
            if argument.prepositions and not dependent.prepositions & argument.prepositions:
                continue
            if argument.prepositions or dependent.label in {"xcomp", "ccomp", "acl"} or "to" in dependent.prepositions:
                found += graph.coordinated(dependent.token)
        if not argument.prepositions:
            found += [token for noun in graph.objects(host) for token in graph.coordinated(noun)]
    if argument.modals:
        found = [token for token in found if _has_modal(graph, token, argument.modals)]
    if argument.slot != "ACT":
        state.slots[argument.slot or ""] = tuple(found)
        return bool(found)
    if argument.subject is not None:
        subjects = [s for token in found for s in graph.passive_or_active(token) if s in graph.subtree(token)]
        state.slots[argument.subject] = tuple(dict.fromkeys(subjects))[:1]
    state.acts = tuple(dict.fromkeys(inner for token in found for inner in _measured(graph, token)))
    return bool(found)


def _has_modal(graph: Graph, token: int, modals: frozenset[str]) -> bool:
    return any(graph.tree.lemmas[child] in modals for child in graph.labelled(token, "aux"))


def fill_slot(match: Match, slot: str, cast: Cast) -> tuple[Filler, ...]:
    """Actors in ``slot``: of the first token that leads to any."""
    for token in match.slots.get(slot, ()):
        fillers = cast.fill(token)
        if fillers:
            return fillers
    return ()
