"""The verb of speech that a wholly quoted sentence leaves to its neighbours: "Peru must go" with "she said".

The last sign of such a sentence holds the mention of the speaker (:data:`pipeline.records.VOICE`). In the tree it
becomes the subject of a verb added at the end, on which the sentence hangs, so that every pattern of speech reads it.
"""

from collections.abc import Sequence
from itertools import pairwise

from pipeline.actions.graph import Graph
from pipeline.records import VOICE, Mention
from pipeline.syntax import Tree

CLAUSES = frozenset({"ccomp", "csubj"})


def add_voice(tree: Tree, mentions: Sequence[Mention]) -> Tree:
    """The tree as it stands, or below "said" where one of the mentions is a voice.

    Args:
        tree: the parsed sentence.
        mentions: its actors.
    """
    last, verb = len(tree.words) - 1, len(tree.words)
    spoken = any(mention.how == VOICE and mention.end == tree.ends[last] for mention in mentions)
    if not spoken or tree.tags[last] != "PUNCT" or tree.heads[last] < 0 or last in tree.heads:
        return tree
    root = tree.heads.index(-1)
    heads, labels, tags, xpos = list(tree.heads), list(tree.labels), list(tree.tags), list(tree.xpos)
    heads[last], labels[last], tags[last], xpos[last] = verb, "nsubj", "PRON", "PRP"
    heads[root], labels[root] = verb, "ccomp"
    return Tree(
        (*tree.words, "said"), (*tree.lemmas, "say"), (*tags, "VERB"), (*xpos, "VBD"), (*heads, -1), (*labels, "root"),
        (*tree.starts, tree.ends[last]), (*tree.ends, tree.ends[last]),
    )  # fmt: skip


def ground_trigger(tree: Tree, trigger: int) -> int:
    """A trigger as a word of the sentence: the root where it is the verb that was added."""
    return tree.heads.index(-1) if trigger >= len(tree.words) else trigger


def find_reporter(graph: Graph, token: int) -> int | None:
    """The verb in whose clause a word is told: of "Peru said (it was clear that) Fiji had broken its word", said."""
    above = [token, *graph.ancestors(token)]
    telling = (verb for word, verb in pairwise(above) if graph.label(word) in CLAUSES)
    return next((verb for verb in telling if graph.tree.lemmas[verb] not in graph.lexicon.granting), None)
