"""Mends what the parser makes of clauses about a noun: "Chad, which has oil, closed", "a charge Peru denies"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import (
    AUXILIARY,
    LOOSE,
    NAMING,
    NOMINAL,
    PASSIVE_OR_ACTIVE,
    Repair,
    Repairs,
    hang,
    is_finite,
    labels_below,
)
from pipeline.syntax import Tree

RELATIVE = frozenset({"who", "which", "whose", "whom", "that", "where"})


def _find_described(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Names with a relative clause, and the verb of the sentence lost behind it: "Chad, which has oil, threatened".

    Gives the name, the verb of the relative clause, and that of the sentence.
    """
    for name, label in enumerate(tree.labels):
        if tree.tags[name] not in NOMINAL or label not in {"root", "vocative", *PASSIVE_OR_ACTIVE}:
            continue
        inner = _relative_verb(tree, name)
        if inner is None or (label == "root" and labels_below(tree, name) & {"cop", "nsubj"}):
            continue
        if label in PASSIVE_OR_ACTIVE and tree.heads[name] != inner:
            continue
        beside = {name, inner, tree.heads[inner]} if tree.labels[inner] == "conj" else {name, inner}
        for verb in range(inner + 1, len(tree.words)):
            own = tree.heads[verb] in beside and tree.labels[verb] in LOOSE and _is_main(tree, verb)
            first = min((t for t, head in enumerate(tree.heads) if head == verb), default=verb)
            comma = "," in {tree.words[at] for at in (min(first, verb), min(first, verb) - 1)}
            if own and comma and not labels_below(tree, verb) & {*PASSIVE_OR_ACTIVE, "mark", "cc"}:
                yield name, inner, verb
                break
            if _is_early(tree, verb) and tree.heads[tree.heads[verb]] in {name, inner}:
                yield name, inner, verb
                break


def _is_main(tree: Tree, verb: int) -> bool:
    """Whether a verb is finite, or a past tense right after the comma that looks like a participle."""
    past = tree.xpos[verb] == "VBN" and tree.words[verb - 1] == ","
    return is_finite(tree, verb) or (past and "obl:agent" not in labels_below(tree, verb))


def _is_early(tree: Tree, verb: int) -> bool:
    """Whether a past tense right after a comma stands as an adjective of its object: ", dissolved parliament"."""
    early = tree.labels[verb] == "amod" and tree.xpos[verb] in {"VBN", "VBD"} and tree.words[verb - 1] == ","
    return early and tree.heads[verb] > verb


def _relative_verb(tree: Tree, name: int) -> int | None:
    """The verb of the clause that begins with a relative pronoun right after the name and its comma."""
    comma = name + 1
    while comma < len(tree.words) and tree.heads[comma] == name and tree.labels[comma] == "flat":
        comma += 1
    pronoun = comma + 1
    if pronoun >= len(tree.words) or tree.words[comma] != "," or tree.lemmas[pronoun] not in RELATIVE:
        return None
    verb = tree.heads[pronoun]
    while verb >= 0 and tree.tags[verb] not in {"VERB", "AUX"}:
        verb = tree.heads[verb]
    return verb if verb > pronoun else None


def _make_described(tree: Tree, name: int, inner: int, verb: int) -> Tree:
    """Make the lost verb that of the sentence, the name its subject, and the clause one about the name."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    if labels[verb] == "amod":
        noun = heads[verb]
        heads[noun], labels[noun] = verb, "obj"
    if xpos[verb] == "VBN" and not labels_below(tree, verb) & AUXILIARY:
        xpos[verb] = "VBD"
    top = name if labels[name] == "root" else inner
    heads[verb], labels[verb] = heads[top], labels[top]
    heads[name], labels[name] = verb, "nsubj"
    heads[inner], labels[inner] = name, "acl:relcl"
    for token, head in enumerate(tree.heads):
        if token > verb and head in {name, inner}:
            heads[token] = verb
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


def _find_addressed(tree: Tree) -> Iterator[tuple[int, int]]:
    """Names taken for somebody addressed, with what they are behind: "Britain, the former power, demanded"."""
    for name, label in enumerate(tree.labels):
        verb = tree.heads[name]
        if label != "vocative" or tree.tags[name] not in NOMINAL or verb < name or tree.words[name + 1] != ",":
            continue
        subjects = (t for t in range(name, verb) if tree.heads[t] == verb and tree.labels[t] in PASSIVE_OR_ACTIVE)
        noun = next(subjects, None)
        if noun is None or tree.tags[noun] != "NOUN":
            continue
        first = min([t for t, head in enumerate(tree.heads) if head == noun], default=noun)
        if first == name + 2 and tree.labels[first] == "det" and "," in tree.words[noun + 1 : verb]:
            yield name, noun


def _make_subject(tree: Tree, name: int, noun: int) -> Tree:
    """Make the name the subject, and the noun what it is."""
    return hang(hang(tree, name, tree.heads[noun], tree.labels[noun]), noun, name, "appos")


def _find_captives(tree: Tree, holding: frozenset[str], captives: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Those who are taken hostage, read as a part of the word: "took the governor hostage"."""
    for word, verb in enumerate(tree.heads):
        captive = tree.lemmas[word] in captives and tree.labels[word] == "obj"
        if not captive or verb < 0 or tree.lemmas[verb] not in holding:
            continue
        noun = word - 1
        if tree.heads[noun] == word and tree.labels[noun] == "compound" and tree.tags[noun] in NOMINAL:
            yield word, noun


def _make_captive(tree: Tree, word: int, noun: int) -> Tree:
    """Make the noun the object, with all that stands before it."""
    heads, labels = list(tree.heads), list(tree.labels)
    for token, head in enumerate(tree.heads):
        if head == word and token < noun:
            heads[token] = noun
    heads[noun], labels[noun] = heads[word], "obj"
    labels[word] = "xcomp"
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_afterthoughts(tree: Tree) -> Iterator[tuple[int, int]]:
    """Nouns for what was just told, read as a part of the name after them: "a charge Minister Haas dismissed".

    Gives the noun and the subject of the clause about it.
    """
    for noun in range(2, len(tree.words) - 2):
        name, article = tree.heads[noun], noun - 1
        apart = tree.words[noun - 2] == "," and tree.lemmas[article] in {"a", "an"} and tree.tags[noun] == "NOUN"
        if not apart or tree.labels[noun] not in {"amod", "compound", "nmod:desc"} or name < noun:
            continue
        while tree.labels[name] in NAMING and tree.heads[name] > name:
            name = tree.heads[name]
        verb = tree.heads[name]
        if tree.tags[name] == "PROPN" and tree.labels[name] == "nsubj" and verb > name and tree.heads[verb] < article:
            yield noun, name


def _make_afterthought(tree: Tree, noun: int, name: int) -> Tree:
    """Make the noun a sentence of its own, and the clause one about it."""
    verb = tree.heads[name]
    tree = hang(hang(tree, noun - 1, noun, "det"), noun, tree.heads[verb], "parataxis")
    return hang(tree, verb, noun, "acl:relcl")


def _find_summaries(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Nouns for what was just told, taken for a second object: "accused Fiji of lying, an allegation Fiji rejects"."""
    for noun in range(2, len(tree.words) - 1):
        verb = tree.heads[noun]
        apart = tree.words[noun - 2] == "," and tree.lemmas[noun - 1] in {"a", "an"} and tree.tags[noun] == "NOUN"
        if not apart or tree.labels[noun] not in {"obj", "obl", "obl:unmarked"} or not 0 <= verb < noun:
            continue
        below = labels_below(tree, noun)
        if below & {"acl", "acl:relcl"} and "case" not in below and _has_object(tree, verb, noun):
            yield noun, verb, "parataxis"


def _has_object(tree: Tree, verb: int, before: int) -> bool:
    return any(tree.heads[token] == verb and tree.labels[token] == "obj" for token in range(verb, before))


CLAUSES: Repairs = (
    Repair(frozenset(), _find_described, _make_described),
    Repair(frozenset({"vocative"}), _find_addressed, _make_subject),
    Repair(frozenset({"compound", "obj"}), _find_captives, _make_captive, ("holding", "captives")),
    Repair(frozenset({"obj", "det"}), _find_summaries, hang),
    Repair(frozenset({"nsubj"}), _find_afterthoughts, _make_afterthought),
)
