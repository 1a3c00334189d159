"""Mends what the parser makes of speech and judgement: what is said, who is told, what somebody is found to be."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.actions.repairs.mending import AUXILIARY, NOMINAL, PASSIVE_OR_ACTIVE, Repair, Repairs, hang, labels_below
from pipeline.syntax import Tree

WISHES = frozenset({"must", "should", "ought"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def _find_outcomes(tree: Tree, say: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """What came of a deed, hung on the speech after it: "police fired, wounding two people, officials said".

    Gives the participle, the verb of the deed and that of speech.
    """
    for outcome, speech in enumerate(tree.heads):
        late = tree.labels[outcome] == "advcl" and tree.xpos[outcome] == "VBG" and speech > outcome
        if not late or tree.lemmas[speech] not in say or tree.words[outcome - 1] != ",":
            continue
        told = [t for t in range(outcome) if tree.heads[t] == speech and tree.labels[t] == "ccomp"]
        above = tree.heads[speech]
        verb = above if 0 <= above < outcome else next(iter(told), None)
        if verb is not None and "nsubj" in labels_below(tree, speech):
            yield outcome, verb, speech


def _make_outcome(tree: Tree, outcome: int, verb: int, speech: int) -> Tree:
    """Hang the participle on the verb of the deed."""
    return hang(hang(tree, outcome, verb, "advcl"), speech, tree.heads[speech], _tell_apart(tree, speech))


def _tell_apart(tree: Tree, speech: int) -> str:
    """The label of a verb of speech after what is said: no clause that says when or why."""
    label, marked = tree.labels[speech], "mark" in labels_below(tree, speech)
    return "parataxis" if label == "advcl" and not marked else label


def _find_speakers(tree: Tree, say: frozenset[str], informing: frozenset[str]) -> Iterator[tuple[int]]:
    """Verbs of speech after what is said, joined to it by no "and": "Fiji must free the men, Norway said".

    Also a verb that names who is told, where it is a demand: "Fiji must free the men, Norway told reporters".
    """
    for speech in range(1, len(tree.words)):
        root, tells = tree.heads[speech], tree.lemmas[speech] in informing
        late = (tells or tree.lemmas[speech] in say) and 0 <= root < speech and tree.labels[root] == "root"
        if not late or tree.labels[speech] not in {"conj", "parataxis"} or tree.lemmas[root] in say:
            continue
        below = {tree.labels[token]: token for token, head in enumerate(tree.heads) if head == speech}
        others = {"cc", "ccomp", "xcomp"} if tells else {"cc", "ccomp", "obj"}
        if "nsubj" in below and (not tells or _is_demand(tree, root)) and not below.keys() & others:
            yield (speech,)


def _is_demand(tree: Tree, verb: int) -> bool:
    return any(
        head == verb and tree.labels[t] == "aux" and tree.lemmas[t] in WISHES for t, head in enumerate(tree.heads)
    )


def _make_speech(tree: Tree, speech: int) -> Tree:
    """Hang what is said below the verb of speech."""
    heads, labels = list(tree.heads), list(tree.labels)
    root = heads[speech]
    heads[speech], labels[speech] = -1, "root"
    heads[root], labels[root] = speech, "ccomp"
    return replace(tree, heads=tuple(heads), labels=tuple(labels))


def _find_concords(tree: Tree) -> Iterator[tuple[int, int, str]]:
    """Past tenses joined to what is said in the present, or to an infinitive.

    "Said that Fiji is poor and pledged to help", "refused to hold talks and ordered Fiji to leave", "thanked Fiji for
    letting him go and praised its police"; what is done is no predicate beside an adjective.
    """
    for word, clause in enumerate(tree.heads):
        if tree.labels[word] != "conj" or tree.xpos[word] not in {"VBD", "VBN"}:
            continue
        below = labels_below(tree, word)
        past = tree.xpos[word] == "VBD" or "obj" in below
        if not past or below & {*PASSIVE_OR_ACTIVE, *AUXILIARY, "mark", "obl:agent"}:
            continue
        above = tree.heads[clause]
        while above >= 0 and ((tree.xpos[clause] == "VB" and tree.xpos[above] == "VB") or tree.tags[above] in NOMINAL):
            above = tree.heads[above]
        bare = tree.labels[clause] in {"xcomp", "advcl", "acl"} and tree.xpos[clause] in {"VB", "VBG"}
        told = tree.labels[clause] == "ccomp" and (tree.tags[clause] == "ADJ" or _is_present(tree, clause))
        if (bare or told) and 0 <= above < clause and tree.xpos[above] == "VBD":
            yield word, above, "conj"


def _is_present(tree: Tree, verb: int) -> bool:
    """Whether a clause is in the present tense or the future, by its verb or the words that help it."""
    helping = {"aux", "aux:pass", "cop"}
    helpers = [t for t, head in enumerate(tree.heads) if head == verb and tree.labels[t] in helping]
    return any(tree.xpos[token] in {"VBZ", "VBP", "MD"} for token in (verb, *helpers))


def _find_intended(tree: Tree, intentions: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """What somebody intends, taken for a purpose of the verb above: "welcomed the decision by Fiji to send troops"."""
    for clause, verb in enumerate(tree.heads):
        if tree.labels[clause] not in {"advcl", "xcomp"} or tree.xpos[clause] != "VB" or not 0 <= verb < clause:
            continue
        below = {token for token, head in enumerate(tree.heads) if head == clause}
        objects = (t for t in range(verb, clause) if tree.heads[t] == verb and tree.labels[t] in {"obj", "nsubj:pass"})
        noun = next((t for t in objects if tree.lemmas[t] in intentions), None)
        if noun is None or not any(tree.lemmas[t] == "to" and tree.labels[t] == "mark" for t in below):
            continue
        owners = {t for t in range(noun, clause) if tree.heads[t] == noun and tree.labels[t] == "nmod"}
        if any(tree.heads[t] in owners and tree.lemmas[t] in {"by", "of"} for t in range(noun, clause)):
            yield clause, noun, "acl"


def _find_told(tree: Tree, informing: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """What somebody is told, taken for a clause about them: "told reporters that Fiji must pay"."""
    for clause, noun in enumerate(tree.heads):
        verb = tree.heads[noun]
        if tree.labels[clause] not in {"acl", "acl:relcl"} or verb < 0 or tree.lemmas[verb] not in informing:
            continue
        below = {tree.labels[token]: tree.lemmas[token] for token, head in enumerate(tree.heads) if head == clause}
        opened = "that" in {below.get("mark"), below.get("obj")} or _is_untold(tree, verb, noun, clause)
        if tree.labels[noun] in {"obj", "iobj"} and opened and "nsubj" in below:
            yield clause, verb, "ccomp"


def _is_untold(tree: Tree, verb: int, noun: int, clause: int) -> bool:
    """Whether nothing else is told, and the clause begins right after who is: "told reporters he had resigned"."""
    subject = next((t for t, head in enumerate(tree.heads) if head == clause and tree.labels[t] == "nsubj"), -1)
    inside = (t for t, head in enumerate(tree.heads) if head == subject and tree.labels[t] not in {"punct", "cc"})
    opens = min([subject, *inside])
    bare = opens == noun + 1 and tree.lemmas[subject] not in RELATIVE
    return bare and not labels_below(tree, verb) & {"ccomp", "xcomp"}


def _find_named(tree: Tree, naming: frozenset[str]) -> Iterator[tuple[int, int, str]]:
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
            yield word, verb, "xcomp"


def _find_judged(tree: Tree, judging: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Adjectives after the object of a verb that says what it is: "found the men guilty of fraud"."""
    for word, noun in enumerate(tree.heads):
        verb = tree.heads[noun]
        late = tree.labels[word] == "amod" and tree.tags[word] == "ADJ" and word > noun
        if late and tree.labels[noun] == "obj" and verb >= 0 and tree.lemmas[verb] in judging:
            yield word, verb, "xcomp"


SPEECH: Repairs = (
    Repair(frozenset({"advcl", "nsubj"}), _find_outcomes, _make_outcome, ("say",)),
    Repair(frozenset({"nsubj"}), _find_speakers, _make_speech, ("say", "informing")),
    Repair(frozenset({"conj"}), _find_concords, hang),
    Repair(frozenset({"mark", "nmod"}), _find_intended, hang, ("intentions",)),
    Repair(frozenset({"nsubj"}), _find_told, hang, ("informing",)),
    Repair(frozenset({"amod", "obj"}), _find_judged, hang, ("judging",)),
    Repair(frozenset({"appos", "obj"}), _find_named, hang, ("naming",)),
)
