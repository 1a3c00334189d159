"""Where the tree fails: the actor nearest to the trigger on the expected side of it, inside the clause.

Used only for a slot that the tree leaves empty, and always at lower confidence.
"""

from collections.abc import Iterable

from pipeline.actions.graph import Graph
from pipeline.actions.slots import Cast, Filler
from pipeline.records import PLACE, VOICE

FARTHEST = 0.9


def nearest_actor(
    graph: Graph, cast: Cast, token: int, *, before: bool, taken: Iterable[int], clause: bool = True
) -> tuple[Filler, ...]:
    """The actor next to ``token`` in word order, if no other clause lies between; no town that something else struck.

    Args:
        graph: the sentence.
        cast: its actors.
        token: the trigger.
        before: look to the left of the trigger, else to the right.
        taken: numbers of actors that fill another slot already.
        clause: only inside the clause: no verb with a subject of its own may lie between.
    """
    known = set(taken)
    free = [actor for actor in cast.actors if actor.number not in known and actor.mention.how not in {PLACE, VOICE}]
    if before:
        left = [actor for actor in free if actor.last <= token]
        nearest = max(left, key=lambda actor: actor.last, default=None)
        between = range(nearest.last, token) if nearest else range(0)
    else:
        right = [actor for actor in free if actor.first > token]
        nearest = min(right, key=lambda actor: actor.first, default=None)
        between = range(token + 1, nearest.first) if nearest else range(0)
    if nearest is None or (clause and any(_opens_clause(graph, at, token) for at in between)):
        return ()
    return (Filler(nearest, FARTHEST),)


def _opens_clause(graph: Graph, at: int, trigger: int) -> bool:
    """Whether a verb with a subject of its own stands at ``at``."""
    if at == trigger or graph.tree.tags[at] != "VERB":
        return False
    return any(graph.label(child) in {"nsubj", "nsubj:pass"} for child in graph.children[at])
