"""Finds clauses whose conjunction the parser took for a preposition: "rose after | Peru | froze its aid"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import (
    FINITE,
    LOOSE,
    NAMING,
    PASSIVE_OR_ACTIVE,
    Repair,
    Repairs,
    hang,
    is_finite,
    is_intransitive,
    labels_below,
)
from pipeline.syntax import Tree

WHEN = frozenset({"after", "before", "since", "until", "while", "as"})
CAUSES = WHEN | {"because"}
INTO = frozenset({"into", "onto", "toward", "towards", "across"})
"""Prepositions of where somebody goes: who is "charged into" something charges."""


def _find_conjunctions(tree: Tree) -> Iterator[tuple[int, int]]:
    """Conjunctions taken for a preposition of the subject after them: "after the cabinet resigned"."""
    for word, subject in enumerate(tree.heads):
        if tree.labels[word] == "case" and tree.lemmas[word] in CAUSES and tree.labels[subject] in PASSIVE_OR_ACTIVE:
            verb = tree.heads[subject]
            if word < subject < verb and tree.labels[verb] in LOOSE:
                yield word, verb


def _make_conjunction(tree: Tree, word: int, verb: int) -> Tree:
    """Make the word the mark of the clause, which is joined to nothing then."""
    joined = tree.labels[verb] in {"conj", "ccomp"} and not labels_below(tree, verb) & {"cc", "mark"}
    tree = hang(tree, word, verb, "mark")
    return hang(tree, verb, tree.heads[verb], "advcl") if joined else tree


def _find_times(tree: Tree) -> Iterator[tuple[int, int, int, int]]:
    """Subjects of a clause of time hung on the noun before: "cut short a tour after the opposition attacked him".

    Gives the verb of the clause, its subject, the noun, and the conjunction.
    """
    for verb, above in enumerate(tree.heads):
        subject = verb - 1
        if tree.labels[verb] != "advcl" or not is_finite(tree, verb) or not 0 <= above < subject:
            continue
        noun = tree.heads[subject]
        marker = _marker(tree, subject, WHEN)
        timed = tree.labels[subject] == "nmod" and tree.heads[noun] == verb and tree.labels[noun] == "nsubj"
        if timed and above < noun < subject and marker is not None:
            yield verb, subject, noun, marker


def _make_time(tree: Tree, verb: int, subject: int, noun: int, marker: int) -> Tree:
    """Give the clause its subject and its marker, and the verb above it the noun as its object."""
    return _open_clause(hang(tree, noun, tree.heads[verb], "obj"), verb, subject, marker)


def _find_timed(tree: Tree, intransitive: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Clauses of time taken for a noun with a participle: "cut ties after a judge accused the president".

    The verb is no participle or could be no passive one ("after the judge apologised to"), has an object or says where
    somebody goes ("shot as troops charged into the town"); after "when" any is one. Gives the verb, its subject and the
    conjunction.
    """
    for verb, subject in enumerate(tree.heads):
        past = tree.labels[verb] == "acl" and tree.xpos[verb] in {"VBN", "VBD"} and verb == subject + 1
        if not past or tree.labels[subject] != "obl" or "obl:agent" in labels_below(tree, verb):
            continue
        active = "obj" in labels_below(tree, verb) or _goes_somewhere(tree, verb)
        active = active or tree.xpos[verb] == "VBD" or is_intransitive(tree, verb, intransitive)
        marker = _marker(tree, subject, WHEN | {"when"})
        if marker is not None and (active or tree.lemmas[marker] == "when"):
            yield verb, subject, marker


def _goes_somewhere(tree: Tree, verb: int) -> bool:
    places = (token for token, head in enumerate(tree.heads) if head == verb and tree.labels[token] == "obl")
    return any(_marker(tree, place, INTO) is not None for place in places)


def _make_timed(tree: Tree, verb: int, subject: int, marker: int) -> Tree:
    """Make a clause of them, with all that follows."""
    heads = tuple(verb if head == subject and t > verb else head for t, head in enumerate(tree.heads))
    return _open_clause(hang(replace(tree, heads=heads), verb, tree.heads[subject], "advcl"), verb, subject, marker)


def _find_apart(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Clauses whose conjunction was taken for a preposition: "after | Peru | froze its aid", hung on one word.

    Gives the verb, its subject and the conjunction.
    """
    for verb, above in enumerate(tree.heads):
        past = tree.xpos[verb] == "VBN" and tree.labels[verb] == "advcl"
        if tree.labels[verb] not in LOOSE or not (past or is_finite(tree, verb)) or not 0 <= above < verb:
            continue
        below = labels_below(tree, verb)
        if below & {*PASSIVE_OR_ACTIVE, "mark", "cc"}:
            continue
        subject = next((t for t in reversed(range(above + 1, verb)) if tree.heads[t] == above), above)
        marker = _marker(tree, subject, CAUSES)
        beside = subject != above and "," not in tree.words[subject:verb]
        if marker is not None and tree.lemmas[marker] == "as" and "aux:pass" in below:
            continue  # "sent a ring as a mark of esteem was reported"
        if tree.labels[subject] in {"obl", "nmod"} and beside and marker is not None:
            yield verb, subject, marker


def _make_apart(tree: Tree, verb: int, subject: int, marker: int) -> Tree:
    """Make the clause of its parts."""
    return _open_clause(hang(tree, verb, tree.heads[verb], "advcl"), verb, subject, marker)


def _find_opening(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Clauses that open a sentence, taken for its main clause: "After | Peru | froze its aid, prices rose".

    Gives the verb, its subject and the verb of the main clause.
    """
    subject = tree.heads[0]
    verb = tree.heads[subject]
    if tree.lemmas[0] not in CAUSES or tree.labels[0] not in {"case", "advmod"} or not 0 < subject < verb:
        return
    own = tree.labels[subject] in {"obl", "obj", *PASSIVE_OR_ACTIVE} and tree.xpos[verb] in {*FINITE, "VBN"}
    subjects = [t for t, head in enumerate(tree.heads) if head == verb and tree.labels[t] in PASSIVE_OR_ACTIVE]
    if not own or subjects not in ([], [subject]):
        return
    for main in range(verb + 2, len(tree.words)):
        joined = tree.heads[main] == verb and tree.labels[main] in {"conj", "parataxis", "ccomp"}
        below = labels_below(tree, main)
        if joined and "," in tree.words[verb:main] and "cc" not in below and below & PASSIVE_OR_ACTIVE:
            yield verb, subject, main
            return


def _make_opening(tree: Tree, verb: int, subject: int, main: int) -> Tree:
    """Make the second clause the main one, and the first a clause of it."""
    above, label = tree.heads[verb], tree.labels[verb]
    if tree.labels[subject] != "nsubj:pass" or tree.xpos[verb] != "VBN":
        tree = hang(tree, subject, verb, "nsubj")
    tree = hang(hang(tree, 0, verb, "mark"), main, above, label)
    return hang(tree, verb, main, "advcl")


def _find_marked(tree: Tree) -> Iterator[tuple[int, int]]:
    """Verbs with a subject and a conjunction, taken for an adjective: "rose after Peru suspended imports"."""
    for verb, noun in enumerate(tree.heads):
        clause = tree.labels[verb] == "amod" and {"mark", "nsubj"} <= labels_below(tree, verb)
        if clause and verb < noun and 0 <= tree.heads[noun] < verb:
            yield verb, noun


def _make_marked(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the clause where the noun hung, and the noun below it."""
    return hang(hang(tree, verb, tree.heads[noun], "advcl"), noun, verb, "obj")


def _find_afters(tree: Tree) -> Iterator[tuple[int, int, int, int]]:
    """Clauses of time read as two phrases: "after Peru rejected offers", with "Peru" and "rejected offers" apart.

    Gives the verb, its object, its subject and the conjunction. The object has no preposition and no article, so it
    is no phrase.
    """
    for verb, noun in enumerate(tree.heads):
        past = tree.labels[verb] == "amod" and tree.xpos[verb] in {"VBN", "VBD"} and noun > verb
        if not past or not verb or tree.labels[noun].partition(":")[0] not in {"obl", "obj", "list"}:
            continue
        subject = verb - 1
        while tree.labels[subject] in NAMING and tree.heads[subject] >= 0:
            subject = tree.heads[subject]
        below = labels_below(tree, noun)
        beside = subject < verb and tree.labels[subject] == "obl" and tree.heads[noun] in {subject, tree.heads[subject]}
        marker = _marker(tree, subject, CAUSES)
        if beside and not below & {"case", "det", "nmod:poss"} and marker is not None:
            yield verb, noun, subject, marker


def _make_after(tree: Tree, verb: int, noun: int, subject: int, marker: int) -> Tree:
    """Make a clause of the two phrases."""
    xpos, tags = list(tree.xpos), list(tree.tags)
    xpos[verb], tags[verb] = "VBD", "VERB"
    tree = hang(replace(tree, xpos=tuple(xpos), tags=tuple(tags)), verb, tree.heads[subject], "advcl")
    return _open_clause(hang(tree, noun, verb, "obj"), verb, subject, marker)


def _open_clause(tree: Tree, verb: int, subject: int, marker: int) -> Tree:
    """Give a verb its subject and its conjunction."""
    return hang(hang(tree, subject, verb, "nsubj"), marker, verb, "mark")


def _marker(tree: Tree, noun: int, lemmas: frozenset[str]) -> int | None:
    below = (t for t, head in enumerate(tree.heads) if head == noun and tree.labels[t] in {"case", "advmod"})
    return next((t for t in below if tree.lemmas[t] in lemmas), None)


CONJUNCTIONS: Repairs = (
    Repair(frozenset({"case"}), _find_conjunctions, _make_conjunction),
    Repair(frozenset({"advcl", "nmod"}), _find_times, _make_time),
    Repair(frozenset({"acl", "obl"}), _find_timed, _make_timed, ("intransitive",)),
    Repair(frozenset({"case"}), _find_apart, _make_apart),
    Repair(frozenset({"case"}), _find_opening, _make_opening),
    Repair(frozenset({"amod", "mark", "nsubj"}), _find_marked, _make_marked),
)

AFTERS: Repairs = (Repair(frozenset({"amod", "obl", "case"}), _find_afters, _make_after),)
"""What is mended after the verbs of the sentence: one may stand in such a clause."""
