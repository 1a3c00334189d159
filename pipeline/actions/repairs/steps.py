"""Mends frequent errors of the parser, one kind after the other; the modules beside it hold the larger families."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.lexicon import Lexicon
from pipeline.actions.repairs.appositions import APPOSITIONS
from pipeline.actions.repairs.casualties import CASUALTIES
from pipeline.actions.repairs.clauses import CLAUSES
from pipeline.actions.repairs.conjunctions import AFTERS, CONJUNCTIONS
from pipeline.actions.repairs.figures import FIGURES
from pipeline.actions.repairs.finite import FINITE_VERBS, HEADLESS
from pipeline.actions.repairs.hangings import HANGINGS
from pipeline.actions.repairs.headlines import HEADLINES
from pipeline.actions.repairs.infinitives import INFINITIVES
from pipeline.actions.repairs.joining import JOINING
from pipeline.actions.repairs.mending import AUXILIARY, Repair, Repairs, hang, is_intransitive, mend
from pipeline.actions.repairs.negations import NEGATIONS
from pipeline.actions.repairs.objects import OBJECTS
from pipeline.actions.repairs.openers import GERUNDS, OPENERS
from pipeline.actions.repairs.outcomes import OUTCOMES
from pipeline.actions.repairs.participles import PARTICIPLES
from pipeline.actions.repairs.relatives import RELATIVES
from pipeline.actions.repairs.speech import SPEECH
from pipeline.syntax import Tree

BEGINNING = frozenset({"det", "nummod", "nmod:poss"})
NAMELESS = frozenset({"ADJ", "NOUN", "PROPN"})
"""Tags that no auxiliary has."""
CHARGING = frozenset({"of", "for", "from", "with"})
INSIDE = frozenset({"fixed", "flat", "conj", "cc", "goeswith", "reparandum"})


def repair_tree(tree: Tree, lexicon: Lexicon) -> Tree:
    """Mend what the parser is known to get wrong, one kind after the other; other trees come back as they are.

    Args:
        tree: the sentence as parsed.
        lexicon: the word sets that the repairs ask for, such as the verbs of speech.
    """
    named = _name_subjects(_make_complements(_mark_clauses(tree)), lexicon.intransitive)
    return mend(_activate(_free_auxiliaries(named)), REPAIRS, lexicon)


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


def _name_subjects(tree: Tree, intransitive: frozenset[str]) -> Tree:
    """A noun that the tagger does not know, taken for an auxiliary or a passive subject: "Fiji's premier arrived"."""
    if "VBN" not in tree.xpos:
        return tree
    labels, tags, xpos = list(tree.labels), list(tree.tags), list(tree.xpos)
    helped = {
        head for head, label, tag in zip(tree.heads, labels, tags, strict=True) if label in AUXILIARY and tag == "AUX"
    }
    for token, verb in enumerate(tree.heads):
        lone = verb > token and verb not in helped and tree.xpos[verb] == "VBN"
        masked = tree.labels[token] in AUXILIARY and tree.tags[token] in NAMELESS
        if lone and (masked or (tree.labels[token] == "nsubj:pass" and is_intransitive(tree, verb, intransitive))):
            labels[token], tags[token], xpos[verb] = "nsubj", "NOUN" if masked else tree.tags[token], "VBD"
    if tuple(labels) == tree.labels:
        return tree
    return replace(tree, labels=tuple(labels), tags=tuple(tags), xpos=tuple(xpos))


def _free_auxiliaries(tree: Tree) -> Tree:
    """Hang what the parser hung on an auxiliary on its verb: "Norway will on Monday send"."""
    heads = list(tree.heads)
    for token, head in enumerate(tree.heads):
        if head >= 0 and tree.labels[head] in AUXILIARY and tree.labels[token] not in INSIDE:
            heads[token] = tree.heads[head]
    return tree if tuple(heads) == tree.heads else replace(tree, heads=tuple(heads))


def _activate(tree: Tree) -> Tree:
    """A subject is no passive one where the verb has only "have" before it: "Norway has called for talks".

    Nor is one after a verb without an auxiliary: that is its object, "brushed aside criticism".
    """
    if "nsubj:pass" not in tree.labels:
        return tree
    below = list(zip(tree.heads, tree.labels, tree.lemmas, strict=True))
    passive = {head for head, label, lemma in below if label == "aux:pass" or (label, lemma) == ("aux", "be")}
    active = {(label, head) for head, label, _ in below}
    perfect = {head for head, label, lemma in below if label == "aux" and lemma == "have"} - passive
    root = tree.labels.index("root") if "root" in tree.labels else 0
    own = {label for head, label, _ in below if head == root}
    if own & {"obj", "xcomp"} and not own & {"aux", "aux:pass"}:  # "ruled out stepping down"
        perfect.add(root)
    labels = ["nsubj" if label == "nsubj:pass" and head in perfect else label for head, label, _ in below]
    for token, (head, label, _) in enumerate(below):
        if label == "nsubj:pass" and 0 <= head < token and head not in passive and ("nsubj", head) in active:
            labels[token] = "obj"
    return replace(tree, labels=tuple(labels))


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
        opener = tree.tags[noun] == "NUM" or (tree.heads[word + 1] == noun and tree.labels[word + 1] in BEGINNING)
        if early and opener and tree.labels[noun] == "obj":
            yield word, word - 1, "xcomp"


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


REPAIRS: Repairs = (
    *OPENERS,
    *HANGINGS,
    *OBJECTS,
    *FIGURES,
    *HEADLINES,
    *SPEECH,
    *APPOSITIONS,
    *GERUNDS,
    *HEADLESS,
    *INFINITIVES,
    *JOINING,
    *CLAUSES,
    *CONJUNCTIONS,
    *RELATIVES,
    *PARTICIPLES,
    Repair(frozenset({"acl", "obj"}), _find_reports, _make_report),
    Repair(frozenset({"amod", "obj"}), _find_results, hang),
    Repair(frozenset({"acl", "obl:agent"}), _find_charges, hang),
    *FINITE_VERBS,
    *AFTERS,
    *OUTCOMES,
    *CASUALTIES,
    *NEGATIONS,
)
"""The families of the modules beside this one, and what stands in none of them; in this order."""
