"""Mends one frequent error of the parser: a short clause that it took for a noun phrase.

"Norway lifted sanctions on Fiji" comes back as "sanctions" with the modifiers "Norway" and "lifted". English has no
such noun phrase: a participle before a noun either comes first or is joined to the noun before it by a hyphen.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.syntax import Tree

CLAUSAL = frozenset({"root", "ccomp", "parataxis", "conj", "advcl", "acl:relcl"})
SUBJECT = frozenset({"compound", "nmod:unmarked", "nmod", "flat", "nsubj"})
PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod"})
CLAUSE_MEMBERS = frozenset({"punct", "advcl", "parataxis", "nsubj", "obl", "mark", "advmod"})


def repair_tree(tree: Tree) -> Tree:
    """Read a noun with a subject and a finite verb before it as a clause; other trees come back as they are."""
    for verb, subject in _find_clauses(tree):
        tree = _make_clause(tree, verb, subject)
    return tree


def _find_clauses(tree: Tree) -> Iterator[tuple[int, int]]:
    """The verbs that stand as modifiers of a noun, each with the noun before it that is its subject."""
    for verb, label in enumerate(tree.labels):
        noun = tree.heads[verb]
        past = tree.tags[verb] == "VERB" and tree.xpos[verb] in {"VBN", "VBD"}
        if label != "amod" or not past or noun < verb or tree.labels[noun] not in CLAUSAL:
            continue
        if "-" in tree.words[verb] or (verb and tree.words[verb - 1] == "-"):
            continue
        before = [token for token in range(verb) if _may_be_subject(tree, token, verb)]
        if before and before[-1] == max(token for token in range(verb) if tree.heads[token] in {verb, noun}):
            yield verb, before[-1]


def _may_be_subject(tree: Tree, token: int, verb: int) -> bool:
    own = tree.heads[token] == verb and tree.labels[token] == "nsubj"
    shared = tree.heads[token] == tree.heads[verb] and tree.labels[token] in SUBJECT
    return tree.tags[token] in {"NOUN", "PROPN"} and (own or shared)


def _make_clause(tree: Tree, verb: int, subject: int) -> Tree:
    """Hang the noun below the verb as its object, and what stands before the verb below the subject."""
    heads, labels = list(tree.heads), list(tree.labels)
    noun = heads[verb]
    heads[verb], labels[verb] = heads[noun], labels[noun]
    heads[noun], labels[noun] = verb, "obj"
    for token, head in enumerate(tree.heads):
        if head != noun or token == verb:
            continue
        if token == subject:
            heads[token], labels[token] = verb, "nsubj"
        elif token < subject and labels[token] in PREMODIFIERS:
            heads[token] = subject
        elif labels[token] in CLAUSE_MEMBERS and not verb < token < noun:
            heads[token] = verb
    return replace(tree, heads=tuple(heads), labels=tuple(labels))
