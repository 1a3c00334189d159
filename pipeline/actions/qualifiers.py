"""Status of an action: the cues, with those of attribution, are codebooks/en/actions/qualifiers.toml.

A qualifier says how the text presents an action (edsnlp's qualifiers are the model). Only what is supposed, the content
of an accusation, a fear or a condition, is no event of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.actions.graph import Graph

CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "parataxis", "obj", "obl", "nmod", "conj", "root", "nsubj"})

# Markers of a clause or phrase that shares the standing of the verb above it: "accused of arming", "due to visit".
DEPENDENT = frozenset({"to", "of", "from", "into", "against"})
PURPOSE = frozenset({"for", "to", "in", "at"})


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue lists of qualifiers.toml."""

    negation: frozenset[str]
    negating_verbs: frozenset[str]
    hypothetical: frozenset[str]
    future: frozenset[str]
    reported_future: frozenset[str]
    own_future: frozenset[str]
    conditional: frozenset[str]
    topical: frozenset[str]
    ranks: frozenset[str]
    hypothetical_above: frozenset[str]
    future_above: frozenset[str]
    speech: frozenset[str]
    citing: frozenset[str]
    mouthpieces: frozenset[str]
    factive: frozenset[str]
    history_days: int
    vague: frozenset[str]
    imputing: frozenset[str]
    doubted: frozenset[str]
    missing: frozenset[str]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Cues":
        """Take the lists from the parsed TOML."""
        negation, modality, speech = raw["negation"], raw["modality"], raw["speech"]
        return cls(
            frozenset(negation["words"]), frozenset(negation["verbs"]), frozenset(modality["hypothetical"]),
            frozenset(modality["future"]), frozenset(modality["reported_future"]),
            frozenset(modality["own_future"]), frozenset(modality["conditional"]), frozenset(modality["topical"]),
            frozenset(modality["ranks"]),
            frozenset(modality["hypothetical_above"]), frozenset(modality["future_above"]),
            frozenset(speech["verbs"]), frozenset(speech["prepositions"]), frozenset(speech["mouthpieces"]),
            frozenset(raw["factive"]["words"]),
            int(raw["history"]["days"]), frozenset(raw["vague"]["words"]),
            frozenset(raw["imputing"]["words"]),
            frozenset(raw["doubted"]["words"]), frozenset(raw["doubted"]["missing"]),
        )  # fmt: skip


def find_status(
    graph: Graph, token: int, carriers: tuple[int, ...], cues: Cues, *, noun: bool = False, refusal: bool = False
) -> str:
    """Status of the action at ``token``: negated, hypothetical, future or actual (history needs the date).

    Args:
        graph: the sentence.
        token: head of the trigger.
        carriers: light verbs and other words of the trigger that may hold the auxiliaries.
        cues: the cue lists.
        noun: the trigger is a noun: what is named ("the crackdown") counts as done unless its own clause is modal.
        refusal: the action is a refusal or a reproach: no less one where it is of "any talks" or "every promise", and
            not negated by the negation that its own pattern names ("has no wish to meet", "has no right to").
    """
    words = [token, *(carrier for carrier in carriers if graph.is_verb(carrier) and carrier != token)]
    spoken = frozenset(carriers) if refusal else frozenset()
    if any(is_negated(graph, word, cues, spoken) for word in words):
        return "negated"
    above = [] if noun else list(_governors(graph, token))
    lemmas = {name for word in above if word not in carriers for name in graph.names(word)}
    if lemmas & cues.negating_verbs or _is_denied(graph, token, cues):
        return "negated"
    auxiliaries = {aux for word in [*words, *_clause_heads(graph, token, noun)] for aux in _auxiliaries(graph, word)}
    open_ones = (d for word in carriers for d in graph.labelled(word, "det") if d not in carriers)
    vague = any(graph.tree.lemmas[d] in cues.vague for d in open_ones)
    if vague and not refusal:
        return "hypothetical"
    if auxiliaries & cues.hypothetical or _is_conditional(graph, token, cues) or lemmas & cues.hypothetical_above:
        return "hypothetical"
    if auxiliaries & cues.future or lemmas & cues.future_above:
        return "future"
    return "actual"


def _is_denied(graph: Graph, token: int, cues: Cues) -> bool:
    """ "Norway denied that it had attacked": the clause of a negating verb."""
    head = graph.tree.heads[token]
    return graph.label(token) == "ccomp" and head >= 0 and graph.tree.lemmas[head] in cues.negating_verbs


def is_supposed(graph: Graph, token: int, cues: Cues) -> bool:
    """Whether an action is only what somebody is accused of, what somebody fears, a condition, or what nothing shows.

    "Norway accused Chad of bombing Fiji" is the accusation, "vowed to attack unless Chad frees them" the threat. Where
    nobody accuses ("the men suspected of bombing Fiji") the deed is all that there is. "There is no sign that Norway
    bombed Fiji" tells of no bombing.
    """
    above = list(_governors(graph, token))
    if graph.label(token) == "ccomp":
        above.append(graph.tree.heads[token])
    imputing = (word for word in above if graph.tree.lemmas[word] in cues.imputing)
    if any(graph.subjects(word) or not graph.is_verb(word) for word in imputing):
        return True
    if any(_is_doubted(graph, word, cues) for word in above):
        return True
    clauses = (token, *graph.ancestors(token))
    return any(graph.label(at) == "advcl" and graph.markers(at) & cues.conditional for at in clauses)


def _is_doubted(graph: Graph, noun: int, cues: Cues) -> bool:
    """Whether a noun tells that what stands below it is not to be seen: "no sign", "little evidence"."""
    if graph.tree.lemmas[noun] not in cues.doubted:
        return False
    return any(graph.tree.lemmas[child] in cues.missing for child in graph.labelled(noun, "det", "amod"))


def is_negated(graph: Graph, token: int, cues: Cues, spoken: frozenset[int] = frozenset()) -> bool:
    """Whether a negation word hangs on ``token``; words of its pattern, ``spoken``, do not count."""
    for child in graph.children[token]:
        if child in spoken:
            continue
        if graph.tree.lemmas[child] in cues.negation and graph.label(child) in {"advmod", "det", "cc:preconj", "neg"}:
            return True
        if graph.label(child) == "mark" and graph.tree.lemmas[child] == "without":
            return True
    return is_ended(graph, token) or any(
        graph.tree.lemmas[inner] == "no" and inner not in spoken
        for child in graph.labelled(token, "nsubj", "obj", "nsubj:pass")
        for inner in graph.labelled(child, "det")
    )


def is_ended(graph: Graph, token: int) -> bool:
    """ "is no longer demanding"."""
    return any(
        graph.forms[child] == "longer" and any(graph.tree.lemmas[inner] == "no" for inner in graph.children[child])
        for child in graph.children[token]
    )


def is_announced(graph: Graph, token: int, cues: Cues) -> bool:
    """Whether ``token`` is in the future: "will send", or "would send" as reported speech ("said it would send")."""
    if has_modal(graph, token, cues.future):
        return True
    possible = _is_possible(graph, token, cues) and _speaks_of_itself(graph, token)
    if not (possible or has_modal(graph, token, cues.reported_future)) or _is_conditional(graph, token, cues):
        return False
    if any(graph.tree.lemmas[child] in cues.speech for child in graph.labelled(token, "parataxis")):
        return True
    at = token
    while graph.tree.heads[at] >= 0 and graph.label(at) in {"conj", "xcomp"}:
        at = graph.tree.heads[at]
    head = graph.tree.heads[at]
    return head >= 0 and graph.label(at) in {"ccomp", "parataxis"} and graph.tree.lemmas[head] in cues.speech


def _is_possible(graph: Graph, token: int, cues: Cues) -> bool:
    """Whether ``token`` is only possible, and lies ahead: "could send", not "could have sent" or "could not send"."""
    ahead = has_modal(graph, token, cues.own_future) and "have" not in _auxiliaries(graph, token)
    return ahead and not is_negated(graph, token, cues)


def _speaks_of_itself(graph: Graph, token: int) -> bool:
    """ "said it could send"."""
    return any(graph.tree.tags[child] == "PRON" for child in graph.labelled(token, "nsubj", "nsubj:pass"))


def has_modal(graph: Graph, token: int, lemmas: frozenset[str]) -> bool:
    """Whether one of ``lemmas`` is an auxiliary of ``token``."""
    return bool(set(_auxiliaries(graph, token)) & lemmas)


def _auxiliaries(graph: Graph, token: int) -> Iterator[str]:
    aims = [child for child in graph.labelled(token, "mark") if graph.tree.lemmas[child] == "to"]
    for child in graph.labelled(token, "aux", "aux:pass", "cop"):
        yield graph.tree.lemmas[child]
        yield graph.forms[child]
        if aims and child < aims[0]:
            yield f"{graph.tree.lemmas[child]}_to"  # "Norway is to meet Fiji"


def _governors(graph: Graph, token: int) -> Iterator[int]:
    """Words above the trigger as long as the clause depends on them; a speech clause with its own subject ends it."""
    at = token
    while graph.tree.heads[at] >= 0:
        label = graph.label(at)
        head = graph.tree.heads[at]
        if label in {"xcomp", "acl", "obj", "nmod"} or (label in {"advcl", "obl"} and graph.markers(at) & DEPENDENT):
            yield head
        elif label != "conj":
            return
        at = head


def _clause_heads(graph: Graph, token: int, noun: bool) -> Iterator[int]:
    """Verbs of the same clause above the trigger: the conjunct before it, raising verbs, a noun's own verb."""
    at = token
    if noun and graph.tree.heads[at] >= 0:
        own = graph.label(at) in {"nsubj", "obj", "nsubj:pass"}
        if own or (graph.label(at) == "obl" and graph.markers(at) & PURPOSE):
            yield graph.tree.heads[at]
        return
    while graph.tree.heads[at] >= 0 and graph.label(at) in {"conj", "xcomp"}:
        own = any(_auxiliaries(graph, at)) or bool(graph.labelled(at, "nsubj", "nsubj:pass"))
        if graph.label(at) == "conj" and own:
            return  # "cannot charge him but he asked": what follows is a clause of its own
        at = graph.tree.heads[at]
        yield at


def _is_conditional(graph: Graph, token: int, cues: Cues) -> bool:
    """Whether a clause around the trigger is a condition, a purpose or what is talked about: "talks on ending"."""
    at, own = token, False
    if graph.tree.xpos[token] == "VBG" and graph.markers(token) & cues.topical:
        return True
    while at >= 0:
        markers = graph.markers(at)
        if graph.label(at) in {"advcl", "ccomp", "acl"} and markers & cues.conditional:
            return True
        if graph.label(at) in {"advcl", "acl"} and "to" in markers and not own and not _is_ranked(graph, at, cues):
            return True
        own = own or _tells_apart(graph, at)
        at = graph.tree.heads[at]
    return False


def _tells_apart(graph: Graph, token: int) -> bool:
    """Whether a clause tells when or why by itself, in the past: "had a role to play as it freed the men"."""
    return graph.label(token) == "advcl" and graph.tree.xpos[token] == "VBD" and bool(graph.labelled(token, "nsubj"))


def _is_ranked(graph: Graph, token: int, cues: Cues) -> bool:
    """Whether an infinitive tells what was done: "the first state to recognise Fiji"."""
    noun = graph.tree.heads[token]
    return any(graph.tree.lemmas[child] in cues.ranks for child in graph.labelled(noun, "amod", "nummod"))
