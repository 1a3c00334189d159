"""Binds the arguments of a pattern to the words of a sentence: first the words that it names, then its slots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.actions.graph import Dependent, Graph
from pipeline.actions.phrases import NOT, find_inside, find_measured, find_negation, has_particle, match_words
from pipeline.actions.slots import Cast
from pipeline.codebook.patterns import Argument, Pattern
from pipeline.codebook.words import Words

PERFECT = frozenset({"have"})  # as an auxiliary it says nothing of "has to release"
ADDRESSING = frozenset({"to", "upon"})
WISHES = frozenset({"must", "should"})
NOMINAL = frozenset({"obl", "nmod", "obl:agent"})
AGENT_MARKERS = frozenset({"by", "from"})


@dataclass(slots=True)
class State:
    """What is bound so far while one rule is tried."""

    hosts: list[int]
    tokens: list[int]
    slots: dict[str, tuple[int, ...]] = field(default_factory=dict)
    acts: tuple[int, ...] = ()
    unbound: int = 0


def bind_arguments(pattern: Pattern, graph: Graph, cast: Cast, state: State) -> Argument | None:
    """Bind the words of the pattern, then its slots; gives the first argument that the sentence lacks."""
    trigger, reached = state.hosts[-1], []
    for argument in pattern.arguments:
        if argument.words is not None and not _bind_words(argument, graph, state) and not argument.optional:
            return argument
        if argument.relation == "particle" and not has_particle(argument.prepositions, graph, trigger):
            return argument
        reached.append(len(state.hosts))
    for argument, hosts in zip(pattern.arguments, reached, strict=True):
        if argument.words is None and argument.relation != "particle":
            bound = _bind_slot(argument, pattern, graph, cast, state, state.hosts[:hosts])
            if not bound and not argument.optional:
                return argument
    return None


def _bind_words(argument: Argument, graph: Graph, state: State) -> bool:
    """Find the word that the pattern asks for and make it a host for what follows."""
    assert argument.words is not None
    beyond = _neighbours(graph, state.hosts) if argument.relation == "prep" else ()
    for host in (*reversed(state.hosts), *beyond):
        for token in _candidates(argument, graph, host):
            found = match_words(argument.words, graph, token)
            if found is None:
                continue
            inner = [_find_modifier(words, graph, token, host) for words in argument.modifiers]
            if None not in inner:
                state.tokens += [*found, *(at for at in inner if at is not None)]
                state.hosts.append(token)
                return True
    return False


def _find_modifier(words: Words, graph: Graph, token: int, host: int) -> int | None:
    """The word of the pattern before ``token``; "not" stands with the verb: "has not done enough"."""
    inside = find_inside(words, graph, token)
    return inside if inside is not None or NOT not in words.heads else find_negation(graph, host)


def _candidates(argument: Argument, graph: Graph, host: int) -> Iterator[int]:
    if argument.relation == "prep":
        for dependent in graph.dependents(host):
            if dependent.prepositions & argument.prepositions:
                yield from find_measured(graph, dependent.token)
        return
    for token in graph.objects(host):
        for conjunct in graph.coordinated(token):
            yield from find_measured(graph, conjunct)
    for dependent in graph.dependents(host):
        if not dependent.prepositions and dependent.label in {"xcomp", "obl", "obl:unmarked", "advmod", "ccomp"}:
            yield dependent.token


def _bind_slot(
    argument: Argument, pattern: Pattern, graph: Graph, cast: Cast, state: State, hosts: Sequence[int]
) -> bool:
    """Bind the tokens of a slot; gives False where the pattern cannot hold without them.

    ``hosts`` are the words that the pattern names before the slot: the slot hangs on one of them, the last first.
    """
    slot = argument.slot or ""
    if argument.relation == "comp":
        return _bind_comp(argument, pattern, graph, state, hosts)
    if argument.relation == "subj" and slot == "ACT":
        subjects = [t for subject in graph.passive_or_active(hosts[0]) for t in graph.coordinated(subject)]
        state.acts = tuple(dict.fromkeys(inner for token in subjects for inner in find_measured(graph, token)))
        return bool(state.acts)
    if argument.relation == "subj":
        subjects = _state_subjects(graph, state.hosts[0], pattern)
        words = argument.named
        state.slots[slot] = tuple(t for t in subjects if words is None or _is_named(words, graph, t))
        return words is None or bool(state.slots[slot])
    if argument.relation == "obj":
        named = _given_name(graph, hosts[0])  # "called the plan a joke" is no "call TGT"
        if named is not None and named not in state.tokens and not any(a.slot == "ACT" for a in pattern.arguments):
            return False
        tokens = [t for host in reversed(hosts) for t in graph.objects(host) if t not in state.tokens]
        state.slots[slot] = tuple(dict.fromkeys(tokens))[:1]
        return bool(tokens) or not any(other.slot == "ACT" for other in pattern.arguments)  # "want TGT to ACT"
    if argument.relation == "prep":
        return _bind_prep(argument, pattern, graph, cast, state, hosts)
    aims = frozenset(p for a in pattern.arguments if a.relation == "prep" and a.slot for p in a.prepositions)
    state.slots[slot] = tuple(_possessors(graph, cast, state, slot, hosts, aims))
    return True


def _is_named(words: Words, graph: Graph, token: int) -> bool:
    """Whether a subject, or what is coordinated with it, is one of the words: "tanks and armoured cars moved in"."""
    return any(match_words(words, graph, each) is not None for each in graph.coordinated(token))


def _state_subjects(graph: Graph, token: int, pattern: Pattern) -> list[int]:
    if pattern.kind == "verb":
        return graph.subjects(token)
    own = graph.labelled(token, "nsubj", "nsubj:pass")
    if own:
        return graph._antecedents(own)
    if graph.label(token) == "obl":
        return graph.subjects(graph.tree.heads[token])
    if graph.label(token) in {"amod", "acl"}:
        return graph.voices(graph.tree.heads[token])
    return graph.passive_or_active(token)


def _bind_prep(
    argument: Argument, pattern: Pattern, graph: Graph, cast: Cast, state: State, hosts: Sequence[int]
) -> bool:
    slot = argument.slot or ""
    empty: tuple[int, ...] = ()
    beyond = graph.lexicon.barriers - argument.prepositions  # "could not make arrests because of Fiji" is no "of"
    beside = (place for place in _neighbours(graph, hosts) if not _has_own_aim(argument, pattern, graph, cast, place))
    places = (*reversed(hosts), *beside)
    doing = slot == "TGT" and pattern.kind == "verb"
    agents = (
        {agent for verb in {*hosts, *state.tokens} for agent in graph.labelled(verb, "obl:agent")} if doing else set()
    )
    below = (d for place in places for d in graph.dependents(place) if d.prepositions & argument.prepositions)
    if not (agents and any(d.token not in agents and cast.fill(d.token) for d in below)):
        agents = set()  # without another partner: "a bill drafted by Fiji"
    for host in places:
        named = [
            d for d in graph.dependents(host)
            if d.prepositions & argument.prepositions and not d.prepositions & beyond and d.token not in agents
        ]  # fmt: skip
        tokens = [d.token for d in sorted(named, key=lambda d: "by" not in d.prepositions)]  # "the murder of X by TGT"
        tokens = [t for t in tokens if t not in state.tokens and not is_infinitive(graph, t)]
        tokens = [t for t in tokens if graph.tree.lemmas[t] not in graph.lexicon.times]
        tokens = [t for t in tokens if t > hosts[0] or cast.fill(t)]
        found = tuple(_with_actors(tokens, cast)) if tokens else ()
        if found and (cast.fill(found[0]) or (host in hosts and pattern.kind != "noun")):
            state.slots[slot] = found
            particles = graph.labelled(host, "compound:prt")
            state.tokens += [p for p in particles if graph.tree.lemmas[p] in argument.prepositions]
            return True
        empty = empty or found
    state.slots[slot] = empty
    if empty:
        return True
    state.unbound += 1
    return pattern.kind == "noun" or pattern.names_words


def _has_own_aim(argument: Argument, pattern: Pattern, graph: Graph, cast: Cast, noun: int) -> bool:
    """Whether a noun beside a verb is an action that "to" aims: "spoke on a visit to Fiji" tells of no listener.

    Not so a text, "said in a letter to Fiji", nor where the caller asks for an action between the two.
    """
    lemma = graph.tree.lemmas[noun]
    acts = pattern.kind == "verb" and graph.label(noun) == "obl" and lemma not in graph.lexicon.texts
    return acts and not cast.given and "to" in argument.prepositions & cast.aims.get(lemma, frozenset())


def is_infinitive(graph: Graph, token: int) -> bool:
    """A verb after "to": "his promise to regulate" holds no "to TGT", "has to deal with" is no deal."""
    return graph.tree.tags[token] == "VERB" and "to" in graph.markers(token)


def _neighbours(graph: Graph, hosts: Sequence[int]) -> Iterator[int]:
    """Nouns on which the parser may have hung a phrase of ``hosts``: "an attack by rebels on the base"."""
    for host in hosts:
        nominal = (d for d in graph.dependents(host) if d.label in NOMINAL)
        yield from (d.token for d in nominal if not d.prepositions & graph.lexicon.barriers)
        yield from (inner for token in graph.objects(host) for inner in find_measured(graph, token))


def _with_actors(tokens: Sequence[int], cast: Cast) -> list[int]:
    """Of several prepositional phrases the first with an actor, else the first."""
    return [next((token for token in tokens if cast.fill(token)), tokens[0])]


def _possessors(
    graph: Graph, cast: Cast, state: State, slot: str, hosts: Sequence[int], aims: frozenset[str]
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
    if "of" not in aims:
        yield from (d.token for d in dependents if "of" in d.prepositions and cast.fill(d.token))
    if graph.labelled(noun, "cop"):
        yield from graph.labelled(noun, "nsubj")


def _agents(graph: Graph, cast: Cast, state: State, markers: frozenset[str]) -> Iterator[int]:
    for host in (*reversed(state.hosts), *_neighbours(graph, state.hosts)):
        for dependent in graph.dependents(host):
            agent = dependent.label == "obl:agent" or bool(dependent.prepositions & markers)
            if agent and cast.fill(dependent.token):
                yield dependent.token


def _bind_comp(argument: Argument, pattern: Pattern, graph: Graph, state: State, hosts: Sequence[int]) -> bool:
    """Words that may head the embedded action, and the subject of the clause."""
    intransitive = bool(argument.prepositions) and all(other.relation != "obj" for other in pattern.arguments)
    found: list[int] = []
    for host in reversed(hosts):
        for dependent in graph.dependents(host):
            if argument.prepositions and not dependent.prepositions & argument.prepositions:
                continue
            if intransitive and dependent.label == "advcl" and set(graph.labelled(host, "obj")) - {*state.tokens}:
                continue  # "moved tanks to attack" is no "move to ACT"
            if argument.prepositions or _is_clause(dependent):
                found += graph.coordinated(dependent.token)
        if "to" in argument.prepositions:
            addressed = _addressed(graph, host, pattern)
            found += [t for noun in addressed for t in _infinitives(graph, noun) if t not in found]
        if not argument.prepositions:
            found += graph.bidden(host)
            found += [token for noun in graph.objects(host) for token in graph.coordinated(noun)]
    clauses = _list_clauses(argument, graph, hosts[0], found)
    if argument.slot != "ACT":
        state.slots[argument.slot or ""] = tuple(act for _, act in clauses)
        return bool(clauses)
    if argument.subject is not None:
        state.slots[argument.subject] = next(filter(None, (tuple(_who_acts(graph, token)) for token, _ in clauses)), ())
    state.acts = tuple(dict.fromkeys(inner for _, act in clauses for inner in find_measured(graph, act)))
    return bool(clauses)


def _who_acts(graph: Graph, verb: int) -> Iterator[int]:
    """The agent and the subject of a clause, the one that acts first: "alleged that it was planned by the army"."""
    inside = set(graph.subtree(verb))
    agents = graph.subjects(verb) if graph.is_passive(verb) else []
    yield from (token for token in agents if token in inside)
    yield from [token for token in graph.passive_or_active(verb) if token in inside][:1]


def _list_clauses(argument: Argument, graph: Graph, verb: int, heads: Sequence[int]) -> list[tuple[int, int]]:
    """The head of each clause that the argument may be, with that of the action in it.

    Of "that TGT ACT" none is an infinitive beside an object: "asked the army to help the girls" asks no girls.
    """
    if argument.modals:
        return [(token, act) for token in heads for act in _below_modal(graph, token, argument.modals)]
    if argument.subject is not None and not argument.prepositions and graph.objects(verb):
        heads = [token for token in heads if not is_infinitive(graph, token)]
    if argument.subject is not None and graph.tree.lemmas[verb] in graph.lexicon.insisting:
        heads = [token for token in heads if not _is_indicative(graph, token)]
    return [(token, token) for token in heads]


def _is_clause(dependent: Dependent) -> bool:
    """Whether a dependent may be the clause of "that TGT ACT": no "to Fiji", no "according to Fiji"."""
    return dependent.label in {"xcomp", "ccomp", "acl"} or (
        "to" in dependent.prepositions and dependent.label not in NOMINAL
    )


def _given_name(graph: Graph, token: int) -> int | None:
    """What a verb of naming calls its object: of "called the plan a joke", the joke."""
    if graph.tree.lemmas[token] not in graph.lexicon.naming:
        return None
    names = [child for child in graph.labelled(token, "xcomp") if "to" not in graph.markers(child)]
    objects = graph.labelled(token, "obj", "iobj")
    return next(iter([*names, *objects[1:]]), None)


def _is_indicative(graph: Graph, token: int) -> bool:
    """Whether a clause says what is, not what shall be: "that Fiji releases", not "release", "should release"."""
    auxiliaries = {graph.tree.lemmas[child] for child in graph.labelled(token, "aux", "aux:pass", "cop")}
    inflected = graph.tree.xpos[token] in {"VBZ", "VBD"} and graph.forms[token] != graph.tree.lemmas[token]
    return bool(auxiliaries - WISHES) or inflected


def _addressed(graph: Graph, verb: int, pattern: Pattern) -> Iterator[int]:
    """Whom a verb such as "urge", "appeal" or "call for" turns to: the parser may hang on them what they shall do."""
    for noun in graph.objects(verb):
        yield from graph.coordinated(noun)
    aims = ADDRESSING.union(*(a.prepositions for a in pattern.arguments if a.slot == "TGT" and a.relation == "prep"))
    yield from (d.token for d in graph.dependents(verb) if d.label == "obl" and d.prepositions & aims)


def _infinitives(graph: Graph, noun: int) -> list[int]:
    """Infinitives that the parser hung on the object: "allowed planes to refuel"; none in "for the men to be freed"."""
    below = (t for t in graph.labelled(noun, "acl") if is_infinitive(graph, t) and not graph.is_passive(t))
    return [inner for token in below for inner in graph.coordinated(token)]


def _below_modal(graph: Graph, token: int, modals: frozenset[str]) -> list[int]:
    """The verb of a clause with one of the auxiliaries: "must release", or "has to release", "needs to release"."""
    subject = min(graph.labelled(token, "nsubj", "nsubj:pass"), default=-1)  # "should Fiji pay" is a condition
    auxiliaries = graph.labelled(token, "aux")
    if any(graph.tree.lemmas[at] in modals - PERFECT and at > subject for at in auxiliaries):
        return [token]
    shared = graph.label(token) == "conj" and subject < 0 and not auxiliaries  # "must disarm and leave"
    if shared and graph.tree.lemmas[token] not in modals and _below_modal(graph, graph.tree.heads[token], modals):
        return [token]
    if graph.tree.lemmas[token] not in modals:
        return []
    return [child for child in graph.labelled(token, "xcomp") if is_infinitive(graph, child)]
