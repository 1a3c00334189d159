"""Who is cited for an action: the speaker of its clause, or who it is so according to."""

from collections.abc import Iterator

from pipeline.actions.graph import SUBJECTS, Graph
from pipeline.actions.qualifiers import Cues
from pipeline.actions.slots import Cast

OWNERS = ("nmod:poss", "amod", "compound", "nmod")
"""Labels of whom a statement or an office belongs to, the likeliest first."""
BEHIND = frozenset({"acl", "acl:relcl", "appos", "parataxis", "punct", "conj", "cc"})
"""Labels of what is not said with the name of who is cited."""


def find_attribution(graph: Graph, cast: Cast, token: int, cues: Cues) -> str | None:
    """Who is cited for the action: the code of the actor, else the words of the subject of the speech verb.

    Args:
        graph: the sentence.
        cast: its actors.
        token: head of the trigger.
        cues: the cue lists.
    """
    at = token
    while graph.tree.heads[at] >= 0:
        head, label = graph.tree.heads[at], graph.label(at)
        if label in {"ccomp", "parataxis"} and graph.tree.lemmas[head] in cues.speech:
            return _speaker(graph, cast, head, cues)
        at = head
    for word in _share_clause(graph, token):
        for child in graph.children[word]:
            if graph.label(child) == "parataxis" and graph.tree.lemmas[child] in cues.speech and child != token:
                return _speaker(graph, cast, child, cues)
            if graph.label(child) in {"obl", "nmod"} and graph.markers(child) & cues.citing:
                return _cite(graph, cast, child, cues)
    return None


def _share_clause(graph: Graph, token: int) -> Iterator[int]:
    """The trigger, what is above it, and what follows it in the same row: "shelled Lima and left, according to"."""
    above = [token, *graph.ancestors(token)]
    yield from above
    for word in above:
        yield from (other for other in graph.coordinated(word) if other > word)


def _speaker(graph: Graph, cast: Cast, verb: int, cues: Cues) -> str | None:
    subjects = [s for s in graph.subjects(verb) if graph.label(s) in SUBJECTS or cast.on(s)]
    return _cite(graph, cast, subjects[0], cues) if subjects else None


def _cite(graph: Graph, cast: Cast, token: int, cues: Cues) -> str:
    """The code of who is cited, or of whose office or statement it is, else the words."""
    owners = graph.labelled(token, *OWNERS) if graph.tree.lemmas[token] in cues.mouthpieces else []
    owners.sort(key=lambda child: OWNERS.index(graph.label(child)))
    actors = [actor for word in (token, *owners) for actor in cast.on(word)]
    if actors:
        return actors[0].mention.code
    ends = (child for child in graph.children[token] if child > token and graph.label(child) in BEHIND)
    behind = min((min(graph.subtree(child)) for child in ends), default=len(graph.tree.words))
    inside = sorted(at for at in graph.subtree(token) if at < behind)
    opening = next(n for n, at in enumerate(inside) if graph.label(at) not in {"case", "det", "fixed", "punct"})
    return " ".join(graph.tree.words[at] for at in inside[opening:])
