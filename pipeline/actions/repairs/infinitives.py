"""Mends infinitives that the parser took for a part of their object: "agreed to free two sailors"."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree


def _find_infinitives(
    tree: Tree,
    infinitives: frozenset[str],
    wanting: frozenset[str],
    intentions: frozenset[str],
    freedoms: frozenset[str],
) -> Iterator[tuple[int, int]]:
    """Verbs after "to" taken for a part of their object, each with the object: "agreed to free two sailors"."""
    for verb, noun in enumerate(tree.heads):
        if tree.lemmas[verb] not in infinitives or tree.labels[verb] not in {"amod", "compound"}:
            continue
        to, above = verb - 1, tree.heads[noun]
        led = to >= 0 and tree.lemmas[to] == "to" and tree.heads[to] in {noun, verb}
        wanted = above >= 0 and tree.lemmas[above] in wanting | intentions
        if led and wanted and tree.labels[noun] in {"obl", "nmod", "obj"} and tree.lemmas[noun] not in freedoms:
            yield verb, noun


def _find_bare_infinitives(tree: Tree, wanting: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Verbs after "to" taken for nouns before their object: "decided to blacklist four officers"."""
    for verb in range(1, len(tree.words) - 1):
        above = tree.heads[verb]
        led = tree.labels[verb] == "obl" and tree.xpos[verb] == "NN" and tree.words[verb - 1] == "to"
        if not led or tree.heads[verb - 1] != verb or tree.lemmas[above] not in wanting:
            continue
        after = (t for t in range(verb + 1, len(tree.words)) if tree.heads[t] == above)
        noun = next((t for t in after if tree.labels[t] in {"obl", "obj", "obl:unmarked"}), None)
        below = [t for t, head in enumerate(tree.heads) if head == noun] if noun is not None else []
        first = min([noun or 0, *below])
        if noun is not None and first == verb + 1 and not any(tree.labels[t] == "case" for t in below):
            yield verb, noun


def _find_denials(tree: Tree) -> Iterator[tuple[int, int]]:
    """Verbs after "not to" taken for a part of the noun after them: "pledged not to back rebels"."""
    for verb in range(2, len(tree.words) - 1):
        noun = tree.heads[verb]
        led = tree.lemmas[verb - 2] == "not" and tree.lemmas[verb - 1] == "to" and tree.labels[verb - 1] == "fixed"
        if led and noun > verb and tree.labels[verb] in {"amod", "compound"} and tree.labels[noun] == "obj":
            yield verb, noun


def _make_infinitive(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the verb where the noun hangs, and the noun below it as its object."""
    heads, labels, tags, xpos = list(tree.heads), list(tree.labels), list(tree.tags), list(tree.xpos)
    heads[verb], labels[verb] = heads[noun], "acl" if labels[noun] == "nmod" else "xcomp"
    tags[verb], xpos[verb] = "VERB", "VB"
    heads[noun], labels[noun] = verb, "obj"
    heads[verb - 1], labels[verb - 1], tags[verb - 1], xpos[verb - 1] = verb, "mark", "PART", "TO"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags), xpos=tuple(xpos))


def _make_bare_infinitive(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the noun a verb that hangs where it hung, and what follows its object."""
    return _make_infinitive(hang(tree, noun, tree.heads[verb], "obl"), verb, noun)


def _make_denial(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the word a verb with "not" below it."""
    return hang(_make_infinitive(tree, verb, noun), verb - 2, verb, "advmod")


def _find_wishes(tree: Tree, infinitives: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What shall be done, taken for a part of its object: "demand that Fiji free two men"."""
    for verb, noun in enumerate(tree.heads):
        early = tree.lemmas[verb] in infinitives and tree.labels[verb] == "amod" and noun > verb
        if early and {"mark", "nsubj"} <= labels_below(tree, verb) and 0 <= tree.heads[noun] < verb:
            yield verb, noun


def _make_wish(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the verb where the noun hangs, and the noun below it."""
    tags, xpos = list(tree.tags), list(tree.xpos)
    tags[verb], xpos[verb] = "VERB", "VB"
    tree = replace(tree, tags=tuple(tags), xpos=tuple(xpos))
    return hang(hang(tree, verb, tree.heads[noun], "ccomp"), noun, verb, "obj")


INFINITIVES: Repairs = (
    Repair(frozenset({"amod", "mark", "nsubj"}), _find_wishes, _make_wish, ("infinitives",)),
    Repair(frozenset({"fixed", "obj"}), _find_denials, _make_denial),
    Repair(frozenset(), _find_infinitives, _make_infinitive, ("infinitives", "wanting", "intentions", "freedoms")),
    Repair(frozenset({"obl"}), _find_bare_infinitives, _make_bare_infinitive, ("wanting",)),
)
