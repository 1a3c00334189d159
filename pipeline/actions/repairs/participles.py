"""Mends what the parser makes of participles and gerunds: which verb they are, and on which word they hang."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import (
    AUXILIARY,
    FINITE,
    NOMINAL,
    PASSIVE_OR_ACTIVE,
    Repair,
    Repairs,
    hang,
    labels_below,
)
from pipeline.syntax import Tree

SUBJECT = frozenset({"compound", "nmod:unmarked", "nmod", "flat", "nsubj"})
PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod"})
GARDEN = PASSIVE_OR_ACTIVE | {"root", "ccomp"}
GARDEN_VERBS = frozenset({"conj", "advcl", "parataxis", "ccomp"})
CLAUSE_MEMBERS = frozenset({"punct", "advcl", "parataxis", "nsubj", "obl", "mark", "advmod"})


def _is_helped(tree: Tree, verb: int) -> bool:
    return bool(labels_below(tree, verb) & AUXILIARY)


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
        subject = {*SUBJECT, "nsubj:pass"}
        noun = next((token for token in below if token == verb - 1 and tree.labels[token] in subject), None)
        if noun is not None and not any(tree.labels[token] in {*AUXILIARY, "cop", "cc"} for token in below):
            yield verb, noun


def _find_set_off(tree: Tree) -> Iterator[tuple[int, int]]:
    """Participles between commas taken for the verb, each with its noun: "Chad, invaded by Fiji in May, kept silent".

    No comma alone parts a subject from its verb.
    """
    for verb in range(2, len(tree.words) - 1):
        led = tree.labels[verb] in GARDEN or _is_before_main(tree, verb)
        if tree.words[verb - 1] != "," or tree.xpos[verb] not in {"VBN", "VBD"} or not led:
            continue
        subjects = (t for t in range(verb) if tree.heads[t] == verb and tree.labels[t] in PASSIVE_OR_ACTIVE)
        noun = next(subjects, verb)
        alone = noun < verb and "," not in tree.words[noun : verb - 1]
        if alone and not labels_below(tree, verb) & {*AUXILIARY, "cop", "cc", "obj", "mark"}:
            yield verb, noun


def _is_before_main(tree: Tree, verb: int) -> bool:
    """Whether the parser hung a participle on the verb of the sentence, which comes after it."""
    return tree.labels[verb] == "advcl" and tree.heads[verb] > verb


def _find_undergoing(tree: Tree, intransitive: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Subjects of verbs right before their agent, to which it is done: "The miners asked by Fiji to wait went home"."""
    for noun, verb in enumerate(tree.heads):
        agent = tree.labels[noun] == "nsubj" and noun < verb < len(tree.words) - 1 and tree.lemmas[verb + 1] == "by"
        if agent and tree.xpos[verb] in {"VBN", "VBD"} and tree.lemmas[verb] not in intransitive:
            below = labels_below(tree, verb)
            if "obl:agent" in below and not below & {*AUXILIARY, "cop", "obj"}:
                yield noun, verb, "nsubj:pass"


def _make_relative(tree: Tree, verb: int, noun: int) -> Tree:
    """Hang the participle below its noun, and the noun below the verb after it; without such a verb change nothing."""
    heads, labels = list(tree.heads), list(tree.labels)
    if labels[verb] in PASSIVE_OR_ACTIVE or _is_before_main(tree, verb):
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


def _find_busy(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Participles taken for the verb of the sentence, before it: "A team watching the truce blamed rebels".

    Gives the participle, the noun that it describes, and the verb.
    """
    for gerund in range(1, len(tree.words) - 1):
        noun = gerund - 1
        bare = tree.xpos[gerund] == "VBG" and not labels_below(tree, gerund) & {*AUXILIARY, "cop", "mark", "cc"}
        if not bare or tree.heads[noun] != gerund or tree.labels[noun] not in SUBJECT or tree.tags[noun] not in NOMINAL:
            continue
        if tree.labels[gerund] == "csubj" and tree.heads[gerund] > gerund:
            yield gerund, noun, tree.heads[gerund]
        elif tree.labels[gerund] in GARDEN:
            verb = next((t for t in range(gerund + 1, len(tree.words)) if _ends_path(tree, gerund, t)), None)
            if verb is not None:
                yield gerund, noun, verb


def _ends_path(tree: Tree, gerund: int, verb: int) -> bool:
    """Whether a past tense is the verb of the sentence: nothing but the object of the participle stands before it."""
    past = tree.tags[verb] == "VERB" and tree.xpos[verb] in {"VBD", "VBN"}
    below = labels_below(tree, verb)
    if not past or below & {*AUXILIARY, "mark", "cc", "obl:agent"} or "," in tree.words[gerund:verb]:
        return False
    above = tree.heads[verb]
    direct = above == gerund and tree.labels[verb] in {*GARDEN_VERBS, "xcomp"} and tree.xpos[verb] == "VBD"
    about = tree.labels[verb] == "acl" and tree.heads[above] == gerund and tree.labels[above] == "obj"
    return direct or (about and bool(below & {"obj", "ccomp"}))


def _make_busy(tree: Tree, gerund: int, noun: int, verb: int) -> Tree:
    """Give the verb the place and the subject of the participle, and hang the participle on its noun."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    if labels[gerund] != "csubj":
        xpos[verb] = "VBD"
        heads[verb], labels[verb] = heads[gerund], labels[gerund]
        for token, head in enumerate(tree.heads):
            if head == gerund and (token > verb or token < noun or labels[token] == "punct"):
                heads[token] = verb
            elif head == verb and token < verb and labels[token] == "nsubj":
                heads[token], labels[token] = gerund, "obj"
    heads[noun], labels[noun] = verb, "nsubj"
    heads[gerund], labels[gerund] = noun, "acl"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


def _find_throwers(tree: Tree, times: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Nouns after a preposition taken for a part of the participle about them: "driven back by men throwing stones".

    Gives the participle, the noun and the preposition.
    """
    for word in range(2, len(tree.words)):
        noun = word - 1
        if tree.xpos[word] != "VBG" or tree.labels[word] not in {"advcl", "obl", "nmod"} or tree.heads[noun] != word:
            continue
        if tree.tags[noun] != "NOUN" or tree.lemmas[noun] in times:
            continue
        marks = (t for t, head in enumerate(tree.heads) if head == word and tree.labels[t] in {"mark", "case"})
        mark = next(marks, None)
        if tree.labels[noun] == "compound" and mark is not None and mark < noun and tree.tags[mark] in {"ADP", "SCONJ"}:
            yield word, noun, mark


def _make_thrower(tree: Tree, word: int, noun: int, mark: int) -> Tree:
    """Hang the noun where the participle hangs, and the participle below it."""
    heads = [noun if head == word and token < noun else head for token, head in enumerate(tree.heads)]
    verb = tree.heads[word]
    label = "obl:agent" if tree.lemmas[mark] == "by" and "aux:pass" in labels_below(tree, verb) else "obl"
    tree = hang(replace(tree, heads=tuple(heads)), noun, verb, label)
    return hang(hang(tree, word, noun, "acl"), mark, noun, "case")


def _find_ailing(tree: Tree) -> Iterator[tuple[int, int]]:
    """Participles before a title taken for a clause that is the subject: "after ailing President Jan Haas agreed"."""
    for word in range(1, len(tree.words) - 1):
        if tree.xpos[word] != "VBG" or tree.labels[word] != "csubj" or tree.labels[word - 1] != "mark":
            continue
        title = tree.heads[word + 1] if tree.labels[word + 1] == "nmod:desc" else -1
        if title > word and tree.heads[title] == word and tree.labels[title] == "obj":
            yield word, title


def _make_ailing(tree: Tree, word: int, name: int) -> Tree:
    """Make the name the subject, and the participle a word about it."""
    verb = tree.heads[word]
    heads = tuple(verb if head == word and token != name else head for token, head in enumerate(tree.heads))
    return hang(hang(replace(tree, heads=heads), name, verb, "nsubj"), word, name, "amod")


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


def _find_outcomes(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """What came of the whole sentence, hung on a verb inside it: "fired on men trying to flee, killing two"."""
    for verb in range(2, len(tree.words)):
        above = tree.heads[verb]
        late = tree.labels[verb] == "advcl" and tree.xpos[verb] == "VBG" and tree.words[verb - 1] == ","
        if not late or not 0 <= above < verb or tree.xpos[above] not in {"VB", "VBG", "VBN"}:
            continue
        finite = above
        while finite >= 0 and tree.xpos[finite] not in FINITE:
            finite = tree.heads[finite]
        between = range(finite + 1, above)
        if 0 <= finite < above and not any(tree.words[t] == "," for t in between):
            yield verb, finite, "advcl"


def _find_complements(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Gerunds right after their verb taken for adverbial clauses: "ruled out sending troops"."""
    for verb in range(1, len(tree.words)):
        above, before = tree.heads[verb], verb - 1
        adjacent = above == before or (tree.labels[before] == "compound:prt" and tree.heads[before] == above)
        if tree.labels[verb] != "advcl" or tree.xpos[verb] != "VBG" or not adjacent or tree.tags[above] != "VERB":
            continue
        if "mark" not in labels_below(tree, verb) and "obj" not in labels_below(tree, above):
            yield verb, above, "xcomp"


def _find_modifiers(tree: Tree) -> Iterator[tuple[int]]:
    """Participles between a verb and its object that the parser took for a clause: "returned seized boats"."""
    for verb in range(1, len(tree.words)):
        above = tree.heads[verb]
        if tree.xpos[verb] not in {"VBN", "VBD"} or tree.labels[verb] != "xcomp" or above != verb - 1:
            continue
        if tree.tags[above] == "VERB" and tree.lemmas[above] not in {"have", "be", "get"}:
            below = labels_below(tree, verb)
            if "obj" in below and "obj" not in labels_below(tree, above) and not below & {*AUXILIARY, "mark"}:
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


def _find_strays(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Participles with an agent hung on a verb far above: "rejected a plan drafted by Peru and backed by Fiji"."""
    for word, above in enumerate(tree.heads):
        if tree.labels[word] != "conj" or tree.xpos[word] not in {"VBN", "VBD"} or tree.labels[above] == "acl":
            continue
        below = labels_below(tree, word)
        if "obl:agent" not in below or below & {*AUXILIARY, *PASSIVE_OR_ACTIVE, "obj"}:
            continue
        between = range(word - 1, above, -1)
        nearest = next((t for t in between if tree.labels[t] == "acl" and tree.xpos[t] == "VBN"), None)
        if nearest is not None and "obl:agent" in labels_below(tree, nearest):
            yield word, nearest, "conj"


PARTICIPLES: Repairs = (
    Repair(frozenset(), _find_garden_paths, _make_relative),
    Repair(frozenset(), _find_set_off, _make_relative),
    Repair(frozenset({"nsubj", "obl:agent"}), _find_undergoing, hang, ("intransitive",)),
    Repair(frozenset(), _find_busy, _make_busy),
    Repair(frozenset({"compound"}), _find_throwers, _make_thrower, ("times",)),
    Repair(frozenset({"csubj", "mark"}), _find_ailing, _make_ailing),
    Repair(frozenset({"cop"}), _find_progressives, _make_progressive),
    Repair(frozenset({"compound", "obj"}), _find_gerunds, _make_gerund),
    Repair(frozenset({"advcl"}), _find_outcomes, hang),
    Repair(frozenset({"advcl"}), _find_complements, hang),
    Repair(frozenset({"xcomp", "obj"}), _find_modifiers, _make_modifier),
    Repair(frozenset({"amod", "obj"}), _find_perfects, _make_perfect),
    Repair(frozenset({"acl", "conj", "obl:agent"}), _find_strays, hang),
)
