"""Mends frequent errors of the parser: dependents of auxiliaries, and short clauses taken for noun phrases.

"Norway lifted sanctions on Fiji" comes back as "sanctions" with the modifiers "Norway" and "lifted". English has no
such noun phrase: a participle before a noun either comes first or is joined to the noun before it by a hyphen.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.speech import hang, repair_speech
from pipeline.syntax import Tree

CLAUSAL = frozenset({"root", "ccomp", "parataxis", "conj", "advcl", "acl:relcl"})
SUBJECT = frozenset({"compound", "nmod:unmarked", "nmod", "flat", "nsubj"})
PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod"})
PASSIVE_OR_ACTIVE = frozenset({"nsubj", "nsubj:pass"})
GARDEN = PASSIVE_OR_ACTIVE | {"root", "ccomp"}
GARDEN_VERBS = frozenset({"conj", "advcl", "parataxis", "ccomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OPENERS = frozenset({"det", "nummod", "nmod:poss"})
AUXILIARY = frozenset({"aux", "aux:pass"})
NAMING = frozenset({"flat", "compound", "nmod:desc", "appos"})
WHEN = frozenset({"after", "before", "since", "until", "as", "while", "because"})
CHARGING = frozenset({"of", "for", "from", "with"})
INSIDE = frozenset({"fixed", "flat", "conj", "cc", "goeswith", "reparandum"})
CLAUSE_MEMBERS = frozenset({"punct", "advcl", "parataxis", "nsubj", "obl", "mark", "advmod"})


def repair_tree(tree: Tree, lexicon: Lexicon) -> Tree:
    """Mend what the parser is known to get wrong, one kind after the other; other trees come back as they are.

    Args:
        tree: the sentence as parsed.
        lexicon: its sets ``say`` and ``informing`` are the verbs of speech without and with somebody who is told,
            ``judging`` the verbs that say what their object is, ``intransitive`` those that have no passive,
            ``intentions`` the nouns of what somebody will do.
    """
    tree = _activate(_free_auxiliaries(_make_complements(tree)))
    tree = repair_speech(tree, lexicon)
    for verb, noun in _find_headless(tree, lexicon.intransitive):
        tree = _make_headed(tree, verb, noun)
    for labels, find, make in REPAIRS:
        for words in find(tree) if labels.issubset(tree.labels) else ():
            tree = make(tree, *words)
    return tree


def _make_complements(tree: Tree) -> Tree:
    """A clause after the word whose subject it should be, and that has another one: "Norway is due to send"."""
    if "csubj" not in tree.labels:
        return tree
    having = {head for head, label in zip(tree.heads, tree.labels, strict=True) if label == "nsubj"}
    labels = (
        "xcomp" if label == "csubj" and head < token and head in having else label
        for token, (head, label) in enumerate(zip(tree.heads, tree.labels, strict=True))
    )
    return replace(tree, labels=tuple(labels))


def _free_auxiliaries(tree: Tree) -> Tree:
    """Hang what the parser hung on an auxiliary on its verb: "Norway will on Monday send"."""
    heads = list(tree.heads)
    for token, head in enumerate(tree.heads):
        if head >= 0 and tree.labels[head] in AUXILIARY and tree.labels[token] not in INSIDE:
            heads[token] = tree.heads[head]
    return tree if tuple(heads) == tree.heads else replace(tree, heads=tuple(heads))


def _activate(tree: Tree) -> Tree:
    """A subject is no passive one where the verb has only "have" before it: "Norway has called for talks"."""
    if "nsubj:pass" not in tree.labels:
        return tree
    below = list(zip(tree.heads, tree.labels, tree.lemmas, strict=True))
    passive = {head for head, label, lemma in below if label == "aux:pass" or (label, lemma) == ("aux", "be")}
    perfect = {head for head, label, lemma in below if label == "aux" and lemma == "have"} - passive
    labels = tuple("nsubj" if label == "nsubj:pass" and head in perfect else label for head, label, _ in below)
    return replace(tree, labels=labels)


def _find_garden_paths(tree: Tree) -> Iterator[tuple[int, int]]:
    """Participles with an agent taken for the verb or the noun of the clause, each with the noun that they modify.

    "Villagers attacked by soldiers were freed": the parser reads "villagers attacked" first.
    """
    if "by" not in tree.lemmas:
        return
    for verb in range(1, len(tree.words) - 1):
        if tree.xpos[verb] != "VBN" or tree.lemmas[verb + 1] != "by" or tree.labels[verb] not in GARDEN:
            continue
        below = [token for token, head in enumerate(tree.heads) if head == verb]
        noun = next((token for token in below if token == verb - 1 and tree.labels[token] in SUBJECT), None)
        if noun is not None and not any(tree.labels[token] in {*AUXILIARY, "cop", "cc"} for token in below):
            yield verb, noun


def _make_relative(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the participle below its noun, and the noun below the verb after it; without such a verb change nothing."""
    heads, labels = list(tree.heads), list(tree.labels)
    if labels[verb] in PASSIVE_OR_ACTIVE:
        main = heads[verb]
    else:
        after = (token for token, head in enumerate(heads) if head == verb < token and labels[token] in GARDEN_VERBS)
        found = next((token for token in after if tree.xpos[token] in FINITE or _is_helped(tree, token)), None)
        if found is None or any(heads[t] == found and labels[t] in {"cc", "mark"} for t in range(len(heads))):
            return tree
        main = found
        heads[main], labels[main] = heads[verb], labels[verb]
        for token in range(len(heads)):
            agent = heads[token] == main and labels[token] in PASSIVE_OR_ACTIVE and token < main
            if agent:
                heads[token], labels[token] = verb, "obl:agent"
            elif heads[token] == verb and (token > main or labels[token] == "punct"):
                heads[token] = main
    passive = any(heads[token] == main and labels[token] == "aux:pass" for token in range(len(heads)))
    heads[noun], labels[noun] = main, "nsubj:pass" if passive else "nsubj"
    heads[verb], labels[verb] = noun, "acl"
    for token in range(noun):
        if heads[token] == verb and labels[token] in PREMODIFIERS:
            heads[token] = noun
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _labels_below(tree: Tree, token: int) -> set[str]:
    return {label for head, label in zip(tree.heads, tree.labels, strict=True) if head == token}


def _is_helped(tree: Tree, verb: int) -> bool:
    return bool(_labels_below(tree, verb) & AUXILIARY)


def _find_reports(tree: Tree) -> Iterator[tuple[int, int]]:
    """Participles below the object of "say", which takes no such object: "leaders say militias abducted men"."""
    for verb in range(len(tree.words)):
        noun = tree.heads[verb]
        if tree.labels[verb] == "acl" and tree.xpos[verb] in {"VBN", "VBD"} and tree.labels[noun] == "obj":
            speech = tree.heads[noun]
            if tree.lemmas[speech] == "say" and speech < noun < verb:
                yield verb, speech


def _make_report(tree: Tree, verb: int, speech: int) -> Tree:
    """Hang the participle below the speech verb as its clause, and the noun below it as its subject."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    noun = heads[verb]
    heads[verb], labels[verb], xpos[verb] = speech, "ccomp", "VBD"
    heads[noun], labels[noun] = verb, "nsubj"
    for token, head in enumerate(tree.heads):
        if head == verb and labels[token] == "conj" and xpos[token] == "VBN":
            xpos[token] = "VBD"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


def _find_progressives(tree: Tree) -> Iterator[tuple[int, int]]:
    """Verbs in -ing that stand as modifiers of a noun right after its copula: "is training dissidents"."""
    for verb in range(1, len(tree.words)):
        noun, copula = tree.heads[verb], verb - 1
        modifier = tree.xpos[verb] == "VBG" and tree.labels[verb] in {"compound", "amod"} and noun > verb
        if modifier and tree.labels[copula] == "cop" and tree.heads[copula] == noun:
            yield verb, copula


def _make_progressive(tree: Tree, verb: int, copula: int) -> Tree:
    """Hang the noun below the verb as its object, and what stands before the verb below the verb."""
    heads, labels, tags = list(tree.heads), list(tree.labels), list(tree.tags)
    noun = heads[verb]
    heads[verb], labels[verb], tags[verb] = heads[noun], labels[noun], "VERB"
    heads[noun], labels[noun], labels[copula] = verb, "obj", "aux"
    for token, head in enumerate(tree.heads):
        if head == noun and token != verb and (token < verb or labels[token] in CLAUSE_MEMBERS):
            heads[token] = verb
    return replace(tree, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags))


def _find_gerunds(tree: Tree) -> Iterator[tuple[int]]:
    """Verbs in -ing taken for the first part of the name after them: "did not rule out bombing Fiji"."""
    for verb, name in enumerate(tree.heads):
        modifier = tree.xpos[verb] == "VBG" and tree.labels[verb] == "compound" and name > verb
        named = modifier and tree.tags[name] == "PROPN" and tree.labels[name] == "obj" and tree.heads[name] < verb
        if named and min(token for token, head in enumerate(tree.heads) if head == name) == verb:
            yield (verb,)


def _make_gerund(tree: Tree, verb: int) -> Tree:
    """Hang the verb below the verb before it, and the name below it as its object."""
    heads, labels, tags = list(tree.heads), list(tree.labels), list(tree.tags)
    name = heads[verb]
    heads[verb], labels[verb], tags[verb] = heads[name], "xcomp", "VERB"
    heads[name] = verb
    return replace(tree, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags))


def _find_modifiers(tree: Tree) -> Iterator[tuple[int]]:
    """Participles between a verb and its object that the parser took for a clause: "returned seized boats"."""
    for verb in range(1, len(tree.words)):
        above = tree.heads[verb]
        if tree.xpos[verb] not in {"VBN", "VBD"} or tree.labels[verb] != "xcomp" or above != verb - 1:
            continue
        if tree.tags[above] == "VERB" and tree.lemmas[above] not in {"have", "be", "get"}:
            below = _labels_below(tree, verb)
            if "obj" in below and "obj" not in _labels_below(tree, above) and not below & {*AUXILIARY, "mark"}:
                yield (verb,)


def _make_modifier(tree: Tree, verb: int) -> Tree:
    """Hang the participle below its object, and all that it had below the verb before it."""
    heads, labels = list(tree.heads), list(tree.labels)
    noun = next(t for t, head in enumerate(heads) if head == verb and labels[t] == "obj")
    heads = [heads[verb] if head == verb else head for head in heads]
    heads[verb], labels[verb] = noun, "amod"
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_perfects(tree: Tree) -> Iterator[tuple[int]]:
    """Participles that stand as modifiers of the object of "have" right after it: "they had tortured two men"."""
    for verb in range(1, len(tree.words)):
        noun, have = tree.heads[verb], verb - 1
        modifier = tree.xpos[verb] == "VBN" and tree.labels[verb] == "amod" and noun > verb
        if modifier and tree.lemmas[have] == "have" and tree.labels[noun] == "obj" and tree.heads[noun] == have:
            yield (verb,)


def _make_perfect(tree: Tree, verb: int) -> Tree:
    """Make "have" the auxiliary of the participle."""
    have = verb - 1
    heads = [verb if head == have else head for head in tree.heads]
    labels, tags = list(tree.labels), list(tree.tags)
    heads[verb], labels[verb], tags[verb] = tree.heads[have], tree.labels[have], "VERB"
    heads[have], labels[have] = verb, "aux"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), tags=tuple(tags))


def _find_results(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Adjectives before the article or the number of an object: "set free two nurses"."""
    for word in range(1, len(tree.words) - 1):
        noun = tree.heads[word]
        early = tree.labels[word] == "amod" and tree.tags[word - 1] == "VERB" and tree.heads[noun] == word - 1
        opener = tree.tags[noun] == "NUM" or (tree.heads[word + 1] == noun and tree.labels[word + 1] in OPENERS)
        if early and opener and tree.labels[noun] == "obj":
            yield word, word - 1, "xcomp"


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


def _find_charges(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Clauses below the agent of a passive that belong to the verb.

    "Was accused by the judges of taking bribes", "was told by the judges to pay".
    """
    for verb, agent in enumerate(tree.heads):
        if tree.labels[verb] != "acl" or tree.labels[agent] != "obl:agent" or agent > verb:
            continue
        marks = {tree.lemmas[t] for t, head in enumerate(tree.heads) if head == verb and tree.labels[t] == "mark"}
        if tree.xpos[verb] == "VBG" and marks & CHARGING:
            yield verb, tree.heads[agent], "advcl"
        elif tree.xpos[verb] == "VB" and "to" in marks:
            yield verb, tree.heads[agent], "xcomp"


def _find_afters(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Clauses of time read as two phrases: "after Peru rejected offers", with "Peru" and "rejected offers" apart.

    Gives the verb, its object and its subject; the object has neither preposition nor article, so it is no phrase.
    """
    for verb, noun in enumerate(tree.heads):
        past = tree.labels[verb] == "amod" and tree.xpos[verb] in {"VBN", "VBD"} and noun > verb
        if not past or not tree.labels[noun].startswith("obl") or not verb:
            continue
        subject = verb - 1
        while tree.labels[subject] in NAMING and tree.heads[subject] >= 0:
            subject = tree.heads[subject]
        below = _labels_below(tree, noun)
        beside = subject < verb and tree.labels[subject] == "obl" and tree.heads[subject] == tree.heads[noun]
        if beside and not below & {"case", "det", "nmod:poss"} and _time_marker(tree, subject) is not None:
            yield verb, noun, subject


def _time_marker(tree: Tree, noun: int) -> int | None:
    markers = (at for at, head in enumerate(tree.heads) if head == noun and tree.labels[at] == "case")
    return next((at for at in markers if tree.lemmas[at] in WHEN), None)


def _make_after(tree: Tree, verb: int, noun: int, subject: int) -> Tree:
    """Make a clause of the two phrases."""
    heads, labels, xpos, tags = list(tree.heads), list(tree.labels), list(tree.xpos), list(tree.tags)
    marker = _time_marker(tree, subject)
    assert marker is not None
    heads[verb], labels[verb], xpos[verb], tags[verb] = heads[noun], "advcl", "VBD", "VERB"
    heads[noun], labels[noun] = verb, "obj"
    heads[subject], labels[subject] = verb, "nsubj"
    heads[marker], labels[marker] = verb, "mark"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos), tags=tuple(tags))


def _find_strays(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Participles with an agent hung on a verb far above: "rejected a plan drafted by Peru and backed by Fiji"."""
    for word, above in enumerate(tree.heads):
        if tree.labels[word] != "conj" or tree.xpos[word] not in {"VBN", "VBD"} or tree.labels[above] == "acl":
            continue
        below = _labels_below(tree, word)
        if "obl:agent" not in below or below & {*AUXILIARY, *PASSIVE_OR_ACTIVE, "obj"}:
            continue
        between = range(word - 1, above, -1)
        nearest = next((t for t in between if tree.labels[t] == "acl" and tree.xpos[t] == "VBN"), None)
        if nearest is not None and "obl:agent" in _labels_below(tree, nearest):
            yield word, nearest, "conj"


def _find_headless(tree: Tree, intransitive: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Past tenses taken for participles where the sentence has no other verb: "Bishops appealed to the court"."""
    for verb, noun in enumerate(tree.heads):
        if tree.labels[verb] != "acl" or tree.labels[noun] != "root" or tree.tags[noun] not in {"NOUN", "PROPN"}:
            continue
        below, beside = _labels_below(tree, verb), _labels_below(tree, noun)
        active = "obj" in below or tree.lemmas[verb] in intransitive
        past = tree.xpos[verb] == "VBD" or (tree.xpos[verb] == "VBN" and active)
        alone = not beside & {"cop", "nsubj", "parataxis", "conj"}
        if past and alone and noun < verb and not below & {*AUXILIARY, "mark", "nsubj", "nsubj:pass", "obl:agent"}:
            yield verb, noun


def _make_headed(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the verb the root, and the noun its subject."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    for token, head in enumerate(tree.heads):
        if head == noun and token > verb:
            heads[token] = verb
    heads[verb], labels[verb], xpos[verb] = -1, "root", "VBD"
    heads[noun], labels[noun] = verb, "nsubj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


REPAIRS: tuple[tuple[frozenset[str], Callable[[Tree], Iterator[tuple[Any, ...]]], Callable[..., Tree]], ...] = (
    (frozenset(), _find_garden_paths, _make_relative),
    (frozenset({"acl", "obj"}), _find_reports, _make_report),
    (frozenset({"cop"}), _find_progressives, _make_progressive),
    (frozenset({"compound", "obj"}), _find_gerunds, _make_gerund),
    (frozenset({"xcomp", "obj"}), _find_modifiers, _make_modifier),
    (frozenset({"amod", "obj"}), _find_perfects, _make_perfect),
    (frozenset({"amod", "obj"}), _find_results, hang),
    (frozenset({"acl", "obl:agent"}), _find_charges, hang),
    (frozenset({"acl", "conj", "obl:agent"}), _find_strays, hang),
    (frozenset({"amod", "obl"}), _find_afters, _make_after),
    (frozenset({"amod"}), _find_clauses, _make_clause),
)
"""Labels without which there is nothing to find, what to look for in a tree, and how to mend it; in this order."""
