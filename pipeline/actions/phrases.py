"""Words of a pattern in a sentence: which tokens a phrase names, in whatever form they stand."""

from collections.abc import Iterator

from pipeline.actions.graph import Graph
from pipeline.codebook.words import Phrase, Words, phrase_head

NOT = "not"
MEASURING = frozenset({"of", "to"})
AMBIGUOUS = frozenset({"in", "on", "over"})
PARTICLE_TAGS = frozenset({"ADP", "ADV", "PART", "SCONJ"})


def find_forms(graph: Graph, token: int) -> tuple[str, ...]:
    """Lemma, form and the lemma without hyphens: "cease-fire" is also "ceasefire"."""
    lemma, word = graph.tree.lemmas[token], graph.forms[token]
    if "-" in lemma:
        return tuple(dict.fromkeys((lemma, word, lemma.replace("-", ""))))
    return (lemma,) if word == lemma else (lemma, word)


def match_words(words: Words, graph: Graph, token: int, by_form: bool = False) -> tuple[int, ...] | None:
    """The tokens of the phrase of ``words`` that ``token`` heads, or None."""
    tree = graph.tree
    by_form = by_form or "-" in tree.lemmas[token] or tree.xpos[token] == "VBG"
    forms = find_forms(graph, token) if by_form else (tree.lemmas[token],)
    best: tuple[int, ...] | None = None
    for form in forms:
        for phrase in words.by_head.get(form, ()):
            found = (token,) if len(phrase) == 1 else _match_phrase(phrase, graph, token)
            if found is not None and (best is None or len(found) > len(best)):
                best = found
    return best


def _match_phrase(phrase: Phrase, graph: Graph, token: int) -> tuple[int, ...] | None:
    """The tokens of ``phrase`` around its head ``token``, or None if one is missing."""
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
    return graph.tree.lemmas[token], graph.forms[token]


def _phrase_tokens(graph: Graph, token: int) -> Iterator[int]:
    for child in graph.children[token]:
        if graph.label(child) not in {"nsubj", "obj", "ccomp", "advcl", "acl:relcl", "parataxis", "punct"}:
            yield child
            yield from graph.children[child]


def find_inside(words: Words, graph: Graph, token: int) -> int | None:
    """The first word of the phrase of ``token`` that is one of ``words``."""
    for at in _phrase_tokens(graph, token):
        if not words.by_head.keys().isdisjoint(_spellings(graph, at)):
            return at
    return None


def find_negation(graph: Graph, verb: int) -> int | None:
    """The "not" of a verb."""
    return next((at for at in graph.labelled(verb, "advmod") if graph.tree.lemmas[at] == NOT), None)


def find_particle(particles: frozenset[str], graph: Graph, token: int) -> int | None:
    """The particle of a verb: below it in the tree, else right after it."""
    tree = graph.tree
    for child in graph.children[token]:
        if tree.lemmas[child] in particles and tree.labels[child] in {"compound:prt", "advmod", "case", "mark", "obl"}:
            return child
    after = range(token + 1, min(token + 4, len(tree.words)))
    found = (at for at in after if tree.lemmas[at] in particles and tree.tags[at] in PARTICLE_TAGS)
    return next((at for at in found if at == token + 1 or not _is_preposition(graph, at)), None)


def _is_preposition(graph: Graph, at: int) -> bool:
    """Whether "in" or "on" belongs to a phrase of its own: "took decisions in haste", not "handed arms in to Fiji"."""
    alone = at + 1 < len(graph.tree.words) and graph.tree.tags[at + 1] != "ADP"
    return alone and graph.label(at) == "case" and graph.tree.lemmas[at] in AMBIGUOUS


def has_particle(particles: frozenset[str], graph: Graph, token: int) -> bool:
    """Whether the verb has one of the particles."""
    return find_particle(particles, graph, token) is not None


def find_measured(graph: Graph, token: int) -> Iterator[int]:
    """``token``, and what it measures: of "a series of talks" also "talks"."""
    yield token
    if graph.tree.lemmas[token] in graph.lexicon.transparent:
        head = graph.tree.heads[token]
        beside = graph.labelled(head, "obl", "nmod") if head >= 0 else []
        for child in (*graph.labelled(token, "nmod"), *(other for other in beside if other > token)):
            if graph.markers(child) & MEASURING:
                yield child
