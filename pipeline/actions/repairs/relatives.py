"""Mends clauses about a noun that the parser hung on a verb: "Baghdad, which it has accused", "five men they hold"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import (
    AUXILIARY,
    FINITE,
    NAMING,
    NOMINAL,
    PASSIVE_OR_ACTIVE,
    Repair,
    Repairs,
    hang,
    labels_below,
)
from pipeline.syntax import Tree

PRONOUNS = frozenset({"which", "who", "whom", "whose"})
LOOSE = frozenset({"parataxis", "ccomp", "advcl", "conj"})
BODY = frozenset({"obj", "iobj", "obl", "conj"})


def _find_relatives(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Verbs with a relative pronoun right after a noun and a comma: "wants help from Fiji, which it has accused"."""
    for pronoun in range(2, len(tree.words) - 1):
        if tree.lemmas[pronoun] not in PRONOUNS or tree.tags[pronoun] not in {"PRON", "DET"}:
            continue
        led = tree.labels[pronoun - 1] == "case"
        comma = pronoun - 1 - led
        if comma < 1 or tree.words[comma] != "," or tree.tags[comma - 1] not in NOMINAL:
            continue
        verb = tree.heads[pronoun]
        while verb > pronoun and tree.tags[verb] != "VERB":
            verb = tree.heads[verb]
        noun = _head_name(tree, comma - 1)
        if verb > pronoun and tree.labels[verb] in LOOSE and 0 <= tree.heads[verb] < comma:
            yield verb, noun, "acl:relcl"


def _head_name(tree: Tree, word: int) -> int:
    """The head of the name that ends with a word: of "President Jan Haas" Jan."""
    while tree.labels[word] in NAMING and 0 <= tree.heads[word] < word and tree.labels[word] != "appos":
        word = tree.heads[word]
    return word


def _find_bare(tree: Tree, say: frozenset[str], informing: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Clauses without a pronoun right after the noun that they are about: "still hold five sailors they seized"."""
    for verb, above in enumerate(tree.heads):
        if tree.labels[verb] not in {"parataxis", "ccomp"} or not 0 <= above < verb or tree.tags[above] != "VERB":
            continue
        finite = tree.xpos[verb] in FINITE or bool(labels_below(tree, verb) & AUXILIARY)
        if not finite or labels_below(tree, verb) & {"obj", "mark", "cc"} or tree.lemmas[above] in say | informing:
            continue
        subjects = (t for t in range(above, verb) if tree.heads[t] == verb and tree.labels[t] in PASSIVE_OR_ACTIVE)
        subject = next(subjects, 0)
        noun = subject - 1
        if tree.tags[subject] == "PRON" and tree.tags[noun] in NOMINAL and tree.labels[noun] in BODY | NAMING:
            yield verb, _head_name(tree, noun), "acl:relcl"


def _find_pronouns(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Clauses about a noun in which "that" is the object: "published a report that Fiji condemned"."""
    for word, verb in enumerate(tree.heads):
        about = tree.lemmas[word] == "that" and tree.labels[word] == "obj" and tree.labels[verb] == "acl"
        if about and tree.heads[verb] < word < verb:
            yield verb, tree.heads[verb], "acl:relcl"


def _find_that(tree: Tree, intransitive: frozenset[str], stating: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Clauses about a noun whose "that" was taken for a conjunction: "the frigate that Norway dispatched to Fiji".

    A noun of what somebody says or thinks ("the claim that Norway attacked") has a clause that tells what it is.
    """
    for word, verb in enumerate(tree.heads):
        noun = tree.heads[verb]
        if tree.lemmas[word] != "that" or tree.labels[word] != "mark" or tree.labels[verb] != "acl" or noun > word:
            continue
        below = labels_below(tree, verb)
        lacking = "nsubj" in below and not below & {"obj", "ccomp", "xcomp", "cop", "aux:pass"}
        if lacking and noun == word - 1 and not {tree.lemmas[verb], tree.lemmas[noun]} & {*intransitive, *stating}:
            yield verb, word


def _make_that(tree: Tree, verb: int, word: int) -> Tree:
    """Make the word the object of its clause."""
    tags = (*tree.tags[:word], "PRON", *tree.tags[word + 1 :])
    tree = replace(tree, tags=tags)
    return hang(hang(tree, word, verb, "obj"), verb, tree.heads[verb], "acl:relcl")


def _find_commented(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Clauses about a noun that have a subject of their own, taken for participles: "a move Haas called illegal"."""
    for verb, noun in enumerate(tree.heads):
        past = tree.labels[verb] == "acl" and tree.xpos[verb] in {*FINITE, "VBN"} and 0 <= noun < verb
        below = labels_below(tree, verb)
        if past and "nsubj" in below and not below & {"mark", "obj", "aux:pass"}:
            yield verb, noun, "acl:relcl"


def _find_cleft(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Clauses about a name that the sentence puts first: "it was Fiji that asked Peru to free the men"."""
    for verb, noun in enumerate(tree.heads):
        if tree.labels[verb] == "advcl:relcl" and 0 <= noun < verb and tree.tags[noun] in NOMINAL:
            yield verb, noun, "acl:relcl"


def _find_owned(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """What "whose" owns, taken for a second subject: "the militia, whose leaders Fiji denies arming".

    It is the object of the verb, or of the gerund or infinitive below it.
    """
    for pronoun, owned in enumerate(tree.heads):
        verb = tree.heads[owned]
        if tree.lemmas[pronoun] != "whose" or tree.labels[owned] != "nsubj" or verb < owned:
            continue
        if any(tree.heads[t] == verb and tree.labels[t] == "nsubj" for t in range(owned + 1, verb)):
            inner = (t for t in range(verb + 1, len(tree.words)) if tree.heads[t] == verb)
            yield owned, next((t for t in inner if tree.labels[t] == "xcomp"), verb), "obj"


RELATIVES: Repairs = (
    Repair(frozenset(), _find_relatives, hang),
    Repair(frozenset({"nsubj"}), _find_bare, hang, ("say", "informing")),
    Repair(frozenset({"acl", "obj"}), _find_pronouns, hang),
    Repair(frozenset({"acl", "mark", "nsubj"}), _find_that, _make_that, ("intransitive", "stating")),
    Repair(frozenset({"acl", "nsubj"}), _find_commented, hang),
    Repair(frozenset({"advcl:relcl"}), _find_cleft, hang),
    Repair(frozenset({"nmod:poss", "nsubj"}), _find_owned, hang),
)
