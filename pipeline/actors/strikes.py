"""Towns to which something is done: what is done to a town is done to its country."""

from collections.abc import Iterator

from pipeline.actors.view import NOMINAL, View
from pipeline.codebook.actorrules import ActorWords

OBJECTS = frozenset({"obj", "nsubj:pass"})


def is_struck(view: View, first: int, last: int, words: ActorWords, *, certain: bool = True) -> bool:
    """Whether something is done to a town: "shelled the town of Arequipa", "a fresh assault on Arequipa".

    Args:
        view: the sentence.
        first: first word of the name, or of the noun where it has none ("stormed a village").
        last: last word.
        words: word lists of the codebook.
        certain: a name is known to be that of a place. Where it is not, it is one if it is called one, or if towns
            alone undergo such things: "besieged Ayllu", but not "attacked Inti".
    """
    top = view.phrase_top(first, last)
    path = list(_climb(view, top, words)) if top is not None else []
    called = certain or len(path) > 1
    return any(_undergoes(view, token, words, called) for token in path)


def names_none(view: View, word: int, words: ActorWords) -> bool:
    """Whether a word is a noun for a town that stands without its name: "a village", not "the village of Ayllu"."""
    if view.tag(word) != "NOUN" or view.lemma(view.tokens[word]) not in words.settlements:
        return False
    after = view.forms[word + 1 : word + 4]
    named = after[:1] == ("of",) and any(form[0].isupper() for form in after[1:])
    before = word > 0 and view.tag(word - 1) == "PROPN" and view.label(word - 1) in {"compound", "flat"}
    return not named and not before


def find_opening(view: View, first: int, words: ActorWords) -> int:
    """The first word of what a town is called: of "the central city of Arequipa", "city"."""
    noun = first - 2
    called = noun >= 0 and view.keys[noun + 1] == "of" and view.lemma(view.tokens[noun]) in words.settlements
    return noun if called else first


def _climb(view: View, token: int, words: ActorWords) -> Iterator[int]:
    """The head of a name, and the nouns that call it a town: "the towns of Ayllu and Sumaq"."""
    yield token
    while view.tree is not None and (above := view.tree.heads[token]) >= 0:
        label = view.tree.labels[token]
        called = label in {"nmod", "nmod:desc"} and view.dependents(token, "case") in ([], ["of"])
        if not (called and view.lemma(above) in words.settlements):
            joined = label == "conj" and view.tree.tags[above] in NOMINAL
            if not joined:
                return
        token = above
        yield token


def _undergoes(view: View, noun: int, words: ActorWords, called: bool) -> bool:
    """Whether a noun is what a verb or a noun of violence is aimed at."""
    assert view.tree is not None
    label, governor = view.tree.labels[noun], view.tree.heads[noun]
    deed, cases = view.lemma(governor), view.dependents(noun, "case")
    aimed = not words.aims.isdisjoint(cases)
    if label in OBJECTS:
        return deed in (words.striking if called else words.besieging)
    if label == "obl" and deed in words.intruding and aimed:
        return called or "into" in cases
    if label not in {"obl", "nmod"} or not (aimed or "of" in cases):
        return False
    deeds = {deed, *view.object_lemmas(governor)} if label == "obl" else {deed}  # "launched an attack on Arequipa"
    return not deeds.isdisjoint(words.strikes if called else words.besieging)
