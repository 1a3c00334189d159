"""Mends words that the parser hung on a wrong word: times, names after them, prepositions, second verbs."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree

PARTS = frozenset({"compound", "nmod:desc", "flat", "nmod:unmarked"})
FOLLOWING = frozenset({"obl", "obl:unmarked", "advcl", "xcomp"})
NEAR = frozenset({"this", "last", "next", "that", "every", "each"})


def _find_times(tree: Tree, times: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Times taken for what is done: "agreed this month to train"."""
    for noun, verb in enumerate(tree.heads):
        if tree.labels[noun] == "obj" and tree.lemmas[noun] in times and 0 <= verb < noun:
            near = any(tree.lemmas[t] in NEAR for t, head in enumerate(tree.heads) if head == noun)
            if near or (tree.tags[noun] == "PROPN" and noun == verb + 1):
                yield noun, verb, "obl:unmarked"


def _find_beside(tree: Tree, beside: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Words for who is near, taken for a verb before a name: "accused neighbouring Fiji of"."""
    for word in range(len(tree.words) - 1):
        noun = word + 1
        verb = tree.words[word].lower() in beside and tree.labels[word] not in {"amod", "root"}
        if verb and tree.tags[noun] == "PROPN" and tree.heads[noun] == word:
            yield word, noun


def _make_beside(tree: Tree, word: int, noun: int) -> Tree:
    """Hang the name where the word hung, as an object, and the word and all that it had on it or beside it."""
    above = tree.heads[word]
    heads = tuple(above if head == word else head for head in tree.heads)
    return hang(hang(replace(tree, heads=heads), noun, above, "obj"), word, noun, "amod")


def _find_disposed(tree: Tree, disposed: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Speakers taken for an empty "it": "said it was ready to sign"."""
    for word, adjective in enumerate(tree.heads):
        if tree.labels[word] == "expl" and tree.lemmas[word] == "it" and tree.lemmas[adjective] in disposed:
            yield word, adjective, "nsubj"


def _find_loyal(tree: Tree) -> Iterator[tuple[int, int]]:
    """Subjects hung on the adjective after them: "Youths loyal to the party attacked"."""
    for noun, adjective in enumerate(tree.heads):
        verb = tree.heads[adjective]
        described = tree.tags[noun] == "NOUN" and tree.labels[noun] in {"advmod", "nsubj", "obl:unmarked"}
        if not described or tree.tags[adjective] != "ADJ" or tree.labels[adjective] != "advcl":
            continue
        if adjective == noun + 1 and verb > adjective and not labels_below(tree, verb) & {"nsubj", "nsubj:pass"}:
            yield noun, adjective


def _make_loyal(tree: Tree, noun: int, adjective: int) -> Tree:
    """Make the noun the subject of the verb, and the adjective what it is."""
    return hang(hang(tree, noun, tree.heads[adjective], "nsubj"), adjective, noun, "amod")


def _find_cases(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Prepositions on the first part of a name instead of its head: "gave asylum to airline founder Jan Haas"."""
    for case, part in enumerate(tree.heads):
        if tree.labels[case] != "case" or tree.tags[case] != "ADP" or tree.labels[part] not in PARTS or part < case:
            continue
        noun = tree.heads[part]
        while tree.labels[noun] in PARTS and tree.heads[noun] > noun:
            noun = tree.heads[noun]
        alone = not any(head == noun and tree.labels[t] == "case" for t, head in enumerate(tree.heads))
        if noun > part and alone and tree.tags[noun] == "PROPN" and tree.labels[noun] in {"obl", "nmod"}:
            yield case, noun, "case"


def _find_joined(tree: Tree) -> Iterator[tuple[int, int]]:
    """Second verbs taken for an adjective of their object: "seized a house and fired rockets"."""
    for verb, noun in enumerate(tree.heads):
        if tree.labels[verb] != "amod" or tree.xpos[verb] not in {"VBN", "VBD"} or noun < verb:
            continue
        above = tree.heads[noun]
        joined = verb > 0 and tree.labels[verb - 1] == "cc" and tree.heads[verb - 1] == verb
        bare = tree.labels[noun].startswith("obl") and "case" not in labels_below(tree, noun)
        done = (bare or tree.labels[noun] in {"obj", "conj"}) and 0 <= above < verb
        if joined and done and tree.tags[above] in {"VERB", "NOUN"}:
            yield verb, noun


def _make_joined(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the verb on the one before, and below it its object and what follows."""
    above = tree.heads[noun]
    while tree.tags[above] != "VERB" and tree.heads[above] >= 0:
        above = tree.heads[above]
    if tree.tags[above] != "VERB":
        return tree
    xpos = list(tree.xpos)
    xpos[verb] = "VBD"
    follows = [t > noun and tree.labels[t] in FOLLOWING for t in range(len(tree.heads))]
    heads = tuple(verb if head == above and follows[t] else head for t, head in enumerate(tree.heads))
    return hang(hang(replace(tree, heads=heads, xpos=tuple(xpos)), noun, verb, "obj"), verb, above, "conj")


def _find_opinions(tree: Tree) -> Iterator[tuple[int, int]]:
    """Verbs joined to an adjective after "as" or "too": "denounced the plan as cruel and called on Fiji to go"."""
    for verb, adjective in enumerate(tree.heads):
        if tree.labels[verb] != "conj" or tree.xpos[verb] not in {"VBN", "VBD"} or tree.tags[adjective] != "ADJ":
            continue
        above = tree.heads[adjective]
        judged = tree.labels[adjective] in {"advcl", "obl", "xcomp"} and 0 <= above < adjective < verb
        as_, own = adjective - 1, labels_below(tree, verb)
        opened = tree.heads[as_] == adjective and tree.lemmas[as_] in {"as", "too", "so"}
        if judged and opened and tree.xpos[above] == "VBD" and not own & {"aux", "aux:pass", "nsubj"}:
            yield verb, above


def _make_second(tree: Tree, verb: int, above: int) -> Tree:
    """Hang the verb on the one before, with what the adjective had after it."""
    adjective = tree.heads[verb]
    heads = [verb if head == adjective and token > verb else head for token, head in enumerate(tree.heads)]
    xpos = list(tree.xpos)
    xpos[verb] = "VBD"
    return hang(replace(tree, heads=tuple(heads), xpos=tuple(xpos)), verb, above, "conj")


def _find_counterparts(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Second persons joined to the country of the first: "the head of Fiji, Jan Haas, and his Peruvian counterpart".

    Gives the second, the name of the first, and the noun that it names.
    """
    for second, country in enumerate(tree.heads):
        person = tree.heads[country]
        if tree.labels[second] != "conj" or tree.labels[country] != "nmod" or not 0 <= person < country < second:
            continue
        if tree.tags[second] != "NOUN" and "nmod:desc" not in labels_below(tree, second):
            continue  # "the ministers of Fiji, Jan Haas, and Peru, Ken Hart"
        names = (t for t in range(country + 1, second) if tree.heads[t] == country and tree.labels[t] == "appos")
        name = next(names, None)
        if name is not None and tree.tags[name] == tree.tags[country] == "PROPN" and tree.tags[person] == "NOUN":
            yield second, name, person


def _make_counterpart(tree: Tree, second: int, name: int, person: int) -> Tree:
    """Hang the name and the second person on the first."""
    return hang(hang(tree, name, person, "appos"), second, person, "conj")


def _find_third(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Persons joined to the country of others: "the ministers of Peru and Fiji and the Union chief"."""
    for third, country in enumerate(tree.heads):
        above = tree.heads[country]
        named = tree.labels[third] == "conj" and tree.xpos[third] in {"NN", "NNS"} and tree.tags[country] == "PROPN"
        if not named or tree.labels[country] != "nmod" or not 0 <= above < country < third:
            continue
        person = tree.xpos[above] == "NNS" and not labels_below(tree, country) & {"det"}
        if person and {"det", "compound"} <= labels_below(tree, third):
            yield third, above, "conj"


HANGINGS: Repairs = (
    Repair(frozenset({"obj"}), _find_times, hang, ("times",)),
    Repair(frozenset({"advcl"}), _find_loyal, _make_loyal),
    Repair(frozenset(), _find_beside, _make_beside, ("beside",)),
    Repair(frozenset({"expl"}), _find_disposed, hang, ("disposed",)),
    Repair(frozenset({"case"}), _find_cases, hang),
    Repair(frozenset({"appos", "conj", "nmod"}), _find_counterparts, _make_counterpart),
    Repair(frozenset({"conj", "nmod"}), _find_third, hang),
    Repair(frozenset({"amod", "cc"}), _find_joined, _make_joined),
    Repair(frozenset({"conj"}), _find_opinions, _make_second),
)
