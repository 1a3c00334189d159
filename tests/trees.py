"""Trees built by hand: one word a line or one word a blank-separated group, without loading the parser."""

from pipeline.records import Mention
from pipeline.syntax import Tree

XPOS = {
    "VERB": "VBD",
    "NOUN": "NN",
    "PROPN": "NNP",
    "ADJ": "JJ",
    "ADP": "IN",
    "PUNCT": ".",
    "AUX": "VBD",
    "PRON": "PRP",
}


def build_tree(notation: str) -> Tree:
    """A tree from ``word lemma TAG head label`` groups, separated by ``;`` or line ends.

    Heads count from 1; 0 is the root. ``TAG`` is a UPOS tag, or ``UPOS/XPOS`` where the Penn tag matters. Words are
    joined by single spaces, so offsets follow from the words.
    """
    rows = [row.split() for row in notation.replace("\n", ";").split(";") if row.strip()]
    words = tuple(row[0] for row in rows)
    tags = [row[2].partition("/") for row in rows]
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    return Tree(
        words=words,
        lemmas=tuple(row[1] for row in rows),
        tags=tuple(tag[0] for tag in tags),
        xpos=tuple(tag[2] or XPOS.get(tag[0], tag[0]) for tag in tags),
        heads=tuple(int(row[3]) - 1 for row in rows),
        labels=tuple(row[4] for row in rows),
        starts=tuple(starts),
        ends=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
    )


def mark_words(tree: Tree, **codes: str) -> list[Mention]:
    """Mentions on single words of a tree: ``mark_words(tree, Peru="PER", Chile="CHL")``."""
    return [
        Mention(
            article_id="a", sentence_number=1, start=tree.starts[at], end=tree.ends[at], text=word, name=None,
            code=codes[word], how="given",
        )
        for at, word in enumerate(tree.words) if word in codes
    ]  # fmt: skip
