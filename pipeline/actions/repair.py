"""Mends frequent errors of the parser: dependents of auxiliaries, and short clauses taken for noun phrases.

"Norway lifted sanctions on Fiji" comes back as "sanctions" with the modifiers "Norway" and "lifted". English has no
such noun phrase: a participle before a noun either comes first or is joined to the noun before it by a hyphen.
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.clauses import CLAUSES
from pipeline.actions.hangings import repair_hangings
from pipeline.actions.headlines import repair_headline
from pipeline.actions.lexicon import Lexicon
from pipeline.actions.mending import Repairs, hang, labels_below, mend
from pipeline.actions.participles import (
    AUXILIARY,
    CLAUSE_MEMBERS,
    PARTICIPLES,
    PREMODIFIERS,
    SUBJECT,
    find_infinitives,
    make_infinitive,
)
from pipeline.actions.speech import repair_speech
from pipeline.syntax import Tree

CLAUSAL = frozenset({"root", "ccomp", "parataxis", "conj", "advcl", "acl:relcl"})
OPENERS = frozenset({"det", "nummod", "nmod:poss"})
NAMING = frozenset({"flat", "compound", "nmod:desc", "appos"})
WHEN = frozenset({"after", "before", "since", "until", "as", "while", "because"})
CHARGING = frozenset({"of", "for", "from", "with"})
INSIDE = frozenset({"fixed", "flat", "conj", "cc", "goeswith", "reparandum"})


def repair_tree(tree: Tree, lexicon: Lexicon) -> Tree:
    """Mend what the parser is known to get wrong, one kind after the other; other trees come back as they are.

    Args:
        tree: the sentence as parsed.
        lexicon: its sets ``say`` and ``informing`` are the verbs of speech without and with somebody who is told,
            ``judging`` the verbs that say what their object is, ``intransitive`` those that have no passive,
            ``intentions`` the nouns of what somebody will do, ``wanting``, ``infinitives`` and ``freedoms`` tell
            "agreed to free the men" from "agreed to free elections".
    """
    tree = _activate(_free_auxiliaries(_make_complements(_mark_clauses(tree))))
    tree = repair_headline(repair_hangings(tree, lexicon), lexicon.headline_verbs)
    tree = repair_speech(tree, lexicon)
    for verb, noun in _find_headless(tree, lexicon.intransitive):
        tree = _make_headed(tree, verb, noun)
    for verb, noun in find_infinitives(tree, lexicon):
        tree = make_infinitive(tree, verb, noun)
    return mend(tree, REPAIRS)


def _mark_clauses(tree: Tree) -> Tree:
    """What "that" begins is no adverbial or relative clause: "ruled on Tuesday that", "the insistence that"."""
    if "that" not in tree.lemmas:
        return tree
    marked = {tree.heads[t] for t, label in enumerate(tree.labels) if label == "mark" and tree.lemmas[t] == "that"}
    marked -= {tree.heads[t] for t, label in enumerate(tree.labels) if label == "mark" and tree.lemmas[t] != "that"}
    other = {"advcl": "ccomp", "acl:relcl": "acl"}
    labels = tuple(other.get(label, label) if t in marked else label for t, label in enumerate(tree.labels))
    return tree if labels == tree.labels else replace(tree, labels=labels)


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
        noun = _whole_name(tree, tree.heads[verb])
        past = tree.tags[verb] == "VERB" and tree.xpos[verb] in {"VBN", "VBD"}
        if label != "amod" or not past or noun < verb or tree.labels[noun] not in CLAUSAL:
            continue
        if "-" in tree.words[verb] or (verb and tree.words[verb - 1] == "-"):
            continue
        before = [token for token in range(verb) if _may_be_subject(tree, token, verb)]
        if before and before[-1] == max(token for token in range(verb) if tree.heads[token] in {verb, noun}):
            yield verb, before[-1]


def _whole_name(tree: Tree, noun: int) -> int:
    """The head of the name that a noun is a part of: of "President John Haas" John."""
    while tree.labels[noun] in NAMING - {"appos"} and tree.heads[noun] > noun:
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
        below = labels_below(tree, noun)
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


def _find_headless(tree: Tree, intransitive: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Past tenses taken for participles where the sentence has no other verb: "Bishops appealed to the court".

    The last of several is the verb: "Soldiers backed by Fiji crossed the border".
    """
    root = tree.labels.index("root") if "root" in tree.labels else 0
    if tree.tags[root] not in {"NOUN", "PROPN"} or labels_below(tree, root) & {"cop", "nsubj"}:
        return
    apart = (t for t, head in enumerate(tree.heads) if head == root and tree.labels[t] in {"parataxis", "conj"})
    if any("nsubj" not in labels_below(tree, t) for t in apart):
        return
    chain = _find_chain(tree, root)
    for verb in reversed(chain):
        below = labels_below(tree, verb)
        late = chain.index(verb) > 0 and tree.words[-1] == "."
        active = "obj" in below or tree.lemmas[verb] in intransitive or _has_plan(tree, verb) or late
        past = tree.xpos[verb] == "VBD" or (tree.xpos[verb] == "VBN" and active)
        if past and not below & {*AUXILIARY, "mark", "nsubj", "nsubj:pass", "obl:agent"}:
            yield verb, root
            return


def _find_chain(tree: Tree, root: int) -> list[int]:
    """What describes the root, or up to the first comma describes what stands there, one after the other."""
    chain: list[int] = []
    comma = next((t for t in range(root + 1, len(tree.words)) if tree.words[t] == ","), len(tree.words))
    for word in range(root + 1, len(tree.words)):
        if word > comma and tree.heads[word] != root:
            continue
        described = tree.labels[word] == "acl" or (not chain and tree.labels[word] in {"xcomp", "amod"})
        at = tree.heads[word]
        while at > root and tree.labels[at] in {"obl", "obl:agent", "nmod", "acl", "xcomp", "amod", "obj"}:
            at = tree.heads[at]
        if described and at == root and tree.xpos[word] != "VB":
            chain.append(word)
    return chain


def _has_plan(tree: Tree, verb: int) -> bool:
    """Whether an infinitive hangs on a verb: "a minister offered to host"."""
    below = [t for t, head in enumerate(tree.heads) if head == verb and tree.xpos[t] == "VB"]
    return any(tree.labels[t] in {"xcomp", "advcl"} and "mark" in labels_below(tree, t) for t in below)


def _make_headed(tree: Tree, verb: int, noun: int) -> Tree:
    """Make the verb the root, and the noun its subject."""
    heads, labels, xpos = list(tree.heads), list(tree.labels), list(tree.xpos)
    for token, head in enumerate(tree.heads):
        if head == noun and token > verb:
            heads[token] = verb
    heads[verb], labels[verb], xpos[verb] = -1, "root", "VBD"
    heads[noun], labels[noun] = verb, "nsubj"
    return replace(tree, heads=tuple(heads), labels=tuple(labels), xpos=tuple(xpos))


REPAIRS: Repairs = (
    *CLAUSES,
    *PARTICIPLES,
    (frozenset({"acl", "obj"}), _find_reports, _make_report),
    (frozenset({"amod", "obj"}), _find_results, hang),
    (frozenset({"acl", "obl:agent"}), _find_charges, hang),
    (frozenset({"amod", "obl"}), _find_afters, _make_after),
    (frozenset({"amod"}), _find_clauses, _make_clause),
)
"""What :data:`CLAUSES` and :data:`PARTICIPLES` have, then what is mended beside; in this order."""
