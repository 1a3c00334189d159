"""Mends what the parser makes of speech and judgement: what is said, who is told, what somebody is found to be."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.lexicon import Lexicon
from pipeline.syntax import Tree


def repair_speech(tree: Tree, lexicon: Lexicon) -> Tree:
    """Hang what is said, told or judged on the verb that says it; other trees come back as they are.

    Args:
        tree: the sentence as parsed.
        lexicon: its sets ``say`` and ``informing`` are the verbs of speech without and with somebody who is told,
            ``judging`` the verbs that say what their object is.
    """
    for speech in _find_speakers(tree, lexicon.say):
        tree = _make_speech(tree, speech)
    for verb, clause in _find_told(tree, lexicon.informing):
        tree = hang(tree, clause, verb, "ccomp")
    for word, verb in (*_find_judged(tree, lexicon.judging), *_find_named(tree, lexicon.naming)):
        tree = hang(tree, word, verb, "xcomp")
    return tree


def hang(tree: Tree, word: int, head: int, label: str) -> Tree:
    """The tree with ``word``, and all below it, below another head."""
    heads, labels = list(tree.heads), list(tree.labels)
    heads[word], labels[word] = head, label
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_speakers(tree: Tree, say: frozenset[str]) -> Iterator[int]:
    """Verbs of speech after what is said, joined to it by no "and": "Fiji must free the men, Norway said"."""
    for speech in range(1, len(tree.words)):
        root = tree.heads[speech]
        late = tree.lemmas[speech] in say and 0 <= root < speech and tree.labels[root] == "root"
        if not late or tree.labels[speech] not in {"conj", "parataxis"} or tree.lemmas[root] in say:
            continue
        below = {tree.labels[token]: token for token, head in enumerate(tree.heads) if head == speech}
        if "nsubj" in below and not below.keys() & {"cc", "ccomp", "obj"}:
            yield speech


def _make_speech(tree: Tree, speech: int) -> Tree:
    """Hang what is said below the verb of speech."""
    heads, labels = list(tree.heads), list(tree.labels)
    root = heads[speech]
    heads[speech], labels[speech] = -1, "root"
    heads[root], labels[root] = speech, "ccomp"
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_told(tree: Tree, informing: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What somebody is told, taken for a clause about them: "told reporters that Fiji must pay"."""
    for clause, noun in enumerate(tree.heads):
        verb = tree.heads[noun]
        if tree.labels[clause] not in {"acl", "acl:relcl"} or verb < 0 or tree.lemmas[verb] not in informing:
            continue
        below = {tree.labels[token]: tree.lemmas[token] for token, head in enumerate(tree.heads) if head == clause}
        if tree.labels[noun] in {"obj", "iobj"} and below.get("mark") == "that" and "nsubj" in below:
            yield verb, clause


def _find_named(tree: Tree, naming: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names in quotes after the object of a verb that gives it a name: "called the leader of the strike "a clown"."""
    if '"' not in tree.lemmas:
        return
    for word, noun in enumerate(tree.heads):
        first = min((token for token, head in enumerate(tree.heads) if head == word), default=word)
        if tree.labels[word] != "appos" or tree.lemmas[first] != '"':
            continue
        while tree.labels[noun] in {"nmod", "appos"}:
            noun = tree.heads[noun]
        verb = tree.heads[noun]
        if tree.labels[noun] == "obj" and tree.lemmas[verb] in naming:
            yield word, verb


def _find_judged(tree: Tree, judging: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Adjectives after the object of a verb that says what it is: "found the men guilty of fraud"."""
    for word, noun in enumerate(tree.heads):
        verb = tree.heads[noun]
        late = tree.labels[word] == "amod" and tree.tags[word] == "ADJ" and word > noun
        if late and tree.labels[noun] == "obj" and verb >= 0 and tree.lemmas[verb] in judging:
            yield word, verb
