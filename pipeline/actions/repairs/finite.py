"""Finds the verb of a sentence where the parser took it for a participle of a noun: "Soldiers backed by tanks crossed".

"Norway lifted sanctions on Fiji" comes back as "sanctions" with the modifiers "Norway" and "lifted". English has no
such noun phrase: a participle before a noun either comes first or is joined to the noun before it by a hyphen.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.graph import PARTICLES
from pipeline.actions.repairs.mending import AUXILIARY, NOMINAL, Repair, Repairs, hang, is_intransitive, labels_below
from pipeline.actions.repairs.participles import CLAUSE_MEMBERS, PREMODIFIERS, SUBJECT
from pipeline.syntax import Tree

CLAUSAL = frozenset({"root", "ccomp", "parataxis", "conj", "advcl", "acl:relcl"})
BELOW = frozenset({"xcomp", "ccomp", "parataxis", "conj"})
ASIDE = frozenset({"aux", "advmod"})
ADVERBIAL = frozenset({"obl", "obl:unmarked", "advcl"})
NAMING = frozenset({"flat", "compound", "nmod:desc"})


def _find_headless(tree: Tree, intransitive: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Past tenses taken for participles where the sentence has no other verb: "Bishops appealed to the court".

    The last of several is the verb: "Soldiers backed by Fiji crossed the border".
    """
    root = tree.labels.index("root") if "root" in tree.labels else 0
    if tree.tags[root] not in NOMINAL or labels_below(tree, root) & {"cop", "nsubj"}:
        return
    apart = (t for t, head in enumerate(tree.heads) if head == root and tree.labels[t] in {"parataxis", "conj"})
    if any(tree.tags[t] not in NOMINAL and "nsubj" not in labels_below(tree, t) for t in apart):
        return
    chain = _find_chain(tree, root)
    for verb in reversed(chain):
        below = labels_below(tree, verb)
        late = chain.index(verb) > 0 and tree.words[-1] == "."
        active = "obj" in below or is_intransitive(tree, verb, intransitive) or _has_object(tree, verb) or late
        active = active or any(
            tree.heads[t] == verb and tree.labels[t].startswith("obl") for t in range(root + 1, verb)
        )
        active = active or _is_fronted(tree, root)
        past = tree.xpos[verb] == "VBD" or (tree.xpos[verb] == "VBN" and active)
        if past and not below & {*AUXILIARY, "mark", "nsubj", "nsubj:pass", "obl:agent"}:
            yield verb, root
            return


def _is_fronted(tree: Tree, root: int) -> bool:
    """Whether a phrase and a comma stand before the noun: "On a visit to Fiji, the bishop called for"."""
    fronted = (t for t, head in enumerate(tree.heads) if head == root and t < root and tree.labels[t] == "obl")
    return any("," in tree.words[t:root] for t in fronted)


def _find_chain(tree: Tree, root: int) -> list[int]:
    """What describes the root, or up to the first comma describes what stands there, one after the other."""
    chain: list[int] = []
    comma = next((t for t in range(root + 1, len(tree.words)) if tree.words[t] == ","), len(tree.words))
    for word in range(root + 1, len(tree.words)):
        if word > comma and tree.heads[word] != root:
            continue
        described = tree.labels[word] == "acl" or (not chain and tree.labels[word] in {"xcomp", "amod"})
        described = described or (tree.labels[word] == "xcomp" and tree.xpos[word] == "VBD")
        at = tree.heads[word]
        while at > root and tree.labels[at] in {"obl", "obl:agent", "nmod", "acl", "xcomp", "amod", "obj", "conj"}:
            at = tree.heads[at]
        if described and at == root and tree.xpos[word] != "VB":
            chain.append(word)
    return chain


def _has_object(tree: Tree, verb: int) -> bool:
    """Whether an infinitive hangs on a verb, or what it does with a particle: "offered to host", "cordoned off it"."""
    for word, head in enumerate(tree.heads):
        if head != verb or word < verb:
            continue
        if tree.xpos[word] == "VB" and tree.labels[word] in {"xcomp", "advcl"} and "mark" in labels_below(tree, word):
            return True
        if tree.labels[word] == "obl" and tree.heads[verb + 1] == word and tree.lemmas[verb + 1] in PARTICLES:
            return True
    return False


def _make_headed(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the verb the root, and the noun its subject; what is told of the clause hangs on the verb."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    for token, head in enumerate(tree.heads):
        if head == noun and (token > verb or labels[token] in ADVERBIAL):
            heads[token] = verb
    heads[verb], labels[verb], xpos[verb] = -1, "root", "VBD"
    heads[noun], labels[noun] = verb, "nsubj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


def _find_placed(tree: Tree, intransitive: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Verbs taken for a participle after a phrase that says where: "In the town of Fiji, some 100 miners clashed".

    Gives the verb, its subject, and the noun that was taken for the head of the sentence.
    """
    root = tree.labels.index("root") if "root" in tree.labels else 0
    if tree.tags[root] not in NOMINAL or "case" not in labels_below(tree, root):
        return
    for verb, noun in enumerate(tree.heads):
        below = labels_below(tree, verb)
        past = tree.labels[verb] == "acl" and tree.xpos[verb] in {"VBN", "VBD"}
        active = "obj" in below or is_intransitive(tree, verb, intransitive)
        active = active and not below & {*AUXILIARY, "obl:agent", "mark"}
        if past and active and tree.heads[noun] == root < noun < verb and "," in tree.words[root:noun]:
            yield verb, noun, root
            return


def _make_placed(tree: Tree, verb: int, noun: int, place: int) -> Tree:
    """Make the verb the root, with its subject and the place."""
    xpos = list(tree.xpos)
    xpos[verb] = "VBD"
    heads = tuple(verb if head == place and tree.labels[t] == "punct" else head for t, head in enumerate(tree.heads))
    tree = hang(hang(replace(tree, heads=heads, xpos=tuple(xpos)), place, verb, "obl"), noun, verb, "nsubj")
    return hang(tree, verb, -1, "root")


def _find_compounds(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Last parts of a word with a hyphen taken for a verb: "President-elect Jan Haas accused Fiji".

    Gives the part, the verb, and its subject.
    """
    for part in range(2, len(tree.words) - 2):
        if tree.words[part - 1] != "-" or tree.xpos[part] != "VB" or tree.labels[part] not in CLAUSAL:
            continue
        verbs = (t for t in range(part + 1, len(tree.words)) if tree.heads[t] == part and tree.labels[t] in BELOW)
        verb = next((token for token in verbs if tree.tags[token] == "VERB"), None)
        between = range(part + 1, verb or 0)
        name = next((t for t in between if tree.labels[t] == "nsubj" and tree.heads[t] in {part, verb}), None)
        if verb is not None and name is not None:
            yield part, verb, name


def _make_compound(tree: Tree, part: int, verb: int, name: int) -> Tree:
    """Give the verb the place of the part, which becomes a title of its subject."""
    heads, labels = list(tree.heads), list(tree.labels)
    for token, head in enumerate(tree.heads):
        if head == part and token > verb:
            heads[token] = verb
        elif head == part and token < part:
            heads[token], labels[token] = name, "compound"
    heads[verb], labels[verb] = heads[part], labels[part]
    heads[name], labels[name] = verb, "nsubj"
    heads[part], labels[part] = name, "nmod:desc"
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_clauses(tree: Tree) -> Iterator[tuple[int, int]]:
    """The verbs that stand as modifiers of a noun, each with the noun before it that is its subject."""
    for verb, label in enumerate(tree.labels):
        noun = _whole_name(tree, tree.heads[verb])
        past = tree.tags[verb] == "VERB" and tree.xpos[verb] in {"VBN", "VBD"}
        if label != "amod" or not past or noun < verb or tree.labels[noun] not in CLAUSAL:
            continue
        if "-" in tree.words[verb] or (verb and tree.words[verb - 1] == "-"):
            continue
        before = [token for token in range(verb) if _may_be_subject(tree, token, verb)]
        own = (token for token in range(verb) if tree.heads[token] in {verb, noun} and tree.labels[token] not in ASIDE)
        if before and before[-1] == max(own, default=-1):
            yield verb, before[-1]


def _whole_name(tree: Tree, noun: int) -> int:
    """The head of the name that a noun is a part of: of "President John Haas" John."""
    while tree.labels[noun] in NAMING and tree.heads[noun] > noun:
        noun = tree.heads[noun]
    return noun


def _may_be_subject(tree: Tree, token: int, verb: int) -> bool:
    own = tree.heads[token] == verb and tree.labels[token] == "nsubj"
    shared = tree.heads[token] == tree.heads[verb] and tree.labels[token] in SUBJECT
    return tree.tags[token] in {"NOUN", "PROPN"} and (own or shared)


def _make_clause(tree: Tree, verb: int, subject: int) -> Tree:
    """Hang the noun below the verb as its object, and what stands before the verb below the subject."""
    heads, labels = list(tree.heads), list(tree.labels)
    noun = _whole_name(tree, heads[verb])
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


def _find_swallowed(tree: Tree) -> Iterator[tuple[int, int, int]]:
    """Verbs between their subject and their object, taken for a participle: "A settler knifed a labourer".

    Gives the verb, the subject and the object that was taken for the head of the sentence.
    """
    for verb, subject in enumerate(tree.heads):
        noun = tree.heads[subject]
        if tree.labels[verb] != "acl" or tree.labels[subject] != "nsubj" or tree.labels[noun] not in CLAUSAL:
            continue
        nominal = tree.tags[noun] in NOMINAL and not labels_below(tree, noun) & {"cop", "case", "aux"}
        past = tree.xpos[verb] in {"VBN", "VBD"} and not labels_below(tree, verb) & {*AUXILIARY, "obj", "obl:agent"}
        if nominal and past and subject < verb < noun and tree.lemmas[verb + 1] != "by":
            yield verb, subject, noun


def _make_swallowed(tree: Tree, verb: int, subject: int, noun: int) -> Tree:
    """Make the verb the head, with the noun as its object."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    heads[verb], labels[verb], xpos[verb] = heads[noun], labels[noun], "VBD"
    heads[noun], labels[noun] = verb, "obj"
    for token, head in enumerate(tree.heads):
        if head == noun and (token < verb or labels[token] in CLAUSE_MEMBERS):
            heads[token] = verb
    heads[subject] = verb
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


def _find_throwing(tree: Tree) -> Iterator[tuple[int, int, int, int]]:
    """Participles taken for the verb, and the verb for an adjective: "Miners throwing stones battled police".

    Gives the participle, its subject, the verb and its object.
    """
    for verb, noun in enumerate(tree.heads):
        gerund = tree.heads[noun]
        past = tree.labels[verb] == "amod" and tree.xpos[verb] in {"VBN", "VBD"} and noun > verb > gerund >= 0
        if not past or tree.labels[gerund] != "root" or tree.xpos[gerund] != "VBG" or tree.labels[noun] != "obj":
            continue
        subject = gerund - 1
        bare = not labels_below(tree, gerund) & {*AUXILIARY, "cop"} and "det" not in labels_below(tree, noun)
        if bare and subject >= 0 and tree.heads[subject] == gerund and tree.labels[subject] == "nsubj":
            yield gerund, subject, verb, noun


def _make_throwing(tree: Tree, gerund: int, subject: int, verb: int, noun: int) -> Tree:
    """Make the verb the root, and the participle a description of its subject."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    for token, head in enumerate(tree.heads):
        if head == gerund and (token > verb or labels[token] == "punct"):
            heads[token] = verb
    heads[verb], labels[verb], xpos[verb] = -1, "root", "VBD"
    heads[subject], labels[subject] = verb, "nsubj"
    heads[gerund], labels[gerund] = subject, "acl"
    heads[noun], labels[noun] = verb, "obj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


HEADLESS: Repairs = (
    Repair(frozenset({"nsubj"}), _find_compounds, _make_compound),
    Repair(frozenset({"acl", "case"}), _find_placed, _make_placed, ("intransitive",)),
    Repair(frozenset(), _find_headless, _make_headed, ("intransitive",)),
)
"""Sentences without a verb, which come first: what is mended after them looks for it."""

FINITE_VERBS: Repairs = (
    Repair(frozenset({"amod", "obj"}), _find_throwing, _make_throwing),
    Repair(frozenset({"amod"}), _find_clauses, _make_clause),
    Repair(frozenset({"acl", "nsubj"}), _find_swallowed, _make_swallowed),
)
"""What is mended without the word lists of the codebook."""
