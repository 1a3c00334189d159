"""The time that a paragraph tells of: actions without a date of their own in a paragraph about the past.

"NATO flew 26,000 sorties in 2011. Rebels eventually overthrew the government." The second sentence has no date, but it
is not of today: a sentence in the past tense takes the date of its paragraph, where all that is dated there lies far
back. A paragraph that begins with "But that ..." goes on with the time of the one before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.actions.action import Action
from pipeline.dates import DateReader, Moment
from pipeline.records import Sentence
from pipeline.syntax import Tree

FINITE_PAST = "VBD"
AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A sentence with its tree and its dated actions."""

    sentence: Sentence
    tree: Tree
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a paragraph tells of: a moment far back, or the past without a date (``moment`` is None)."""

    moment: Moment | None


def carry_dates(
    dated: Sequence[Dated], body: str, published: date, reader: DateReader, *, history_days: int
) -> Iterator[Dated]:
    """Give actions without a date of their own the time of their paragraph, and the status history.

    Args:
        dated: the parsed sentences of an article in their order, those without actions too.
        body: the text of the article, into which the sentences' offsets point.
        published: publication date of the article.
        reader: reads time expressions.
        history_days: a paragraph is about the past when all its dates lie more than this many days back.
    """
    last: Scene | None = None
    for paragraph in split_paragraphs(dated, body):
        scenes = [read_scene(item, published, reader, history_days=history_days) for item in paragraph]
        told = [scene for scene in scenes if scene is not None]
        if any(scene == RECENT for scene in told):
            last = None
        elif told:
            last = told[0]
        elif not reader.continues(paragraph[0].sentence.text):
            last = None
        for place, item in enumerate(paragraph):
            near = next((s for s in reversed(scenes[:place]) if s is not None), last) if last is not None else None
            yield item if near is None else _move_actions(item, near, published)


def split_paragraphs(dated: Iterable[Dated], body: str) -> Iterator[list[Dated]]:
    """The sentences by paragraph; a line break between two sentences begins a new one."""
    paragraph: list[Dated] = []
    for item in dated:
        own = item.sentence
        if paragraph:
            before = paragraph[-1].sentence
            if before.kind != own.kind or "\n" in body[before.end : own.start]:
                yield paragraph
                paragraph = []
        paragraph.append(item)
    if paragraph:
        yield paragraph


RECENT = Scene(Moment(date.max, "day"))
"""The scene of a sentence with a date that is not far back."""


def read_scene(item: Dated, published: date, reader: DateReader, *, history_days: int) -> Scene | None:
    """What the main clause of a sentence says of its time; None where it sets no scene.

    "In June, the envoy ..." sets one for what follows, and so does a year. What "had" happened "in June" is told in
    passing, and the text goes on where it was.
    """
    text, tree = item.sentence.text, item.tree
    if reader.tells_past(text):
        return Scene(None)
    root = next((token for token, head in enumerate(tree.heads) if head < 0), 0)
    moment = reader.date_event(text, tree, root, published)
    if moment.precision == "publication":
        return None
    if moment.day >= published - timedelta(days=history_days):
        return RECENT
    below = _group_children(tree).get(root, [])
    subjects = [tree.starts[token] for token in below if tree.labels[token].startswith("nsubj")]
    fronted = any(expression.start < min(subjects, default=0) for expression in reader.find(text))
    perfect = any(tree.labels[token] == "aux" and tree.words[token].lower() == "had" for token in below)
    return Scene(moment) if fronted or (moment.precision == "year" and not perfect) else None


def _move_actions(item: Dated, scene: Scene, published: date) -> Dated:
    perfect = scene.moment is None
    moved = [
        _move(action, scene, published) if _is_open(action) and is_past(item.tree, action.trigger, perfect) else action
        for action in item.actions
    ]
    return replace(item, actions=tuple(moved))


def _is_open(action: Action) -> bool:
    return action.status == "actual" and action.date_precision == "publication" and not action.announced


def _move(action: Action, scene: Scene, published: date) -> Action:
    moment = scene.moment or Moment(published, "publication")
    return replace(action, date=moment.day, date_precision=moment.precision, status="history")


def is_past(tree: Tree, token: int, perfect: bool) -> bool:
    """Whether the finite verb of the trigger's clause is in the past tense (with ``perfect``: or in the perfect)."""
    children = _group_children(tree)
    at = token
    while at >= 0:
        verbs = [at, *(child for child in children.get(at, ()) if tree.labels[child] in AUXILIARIES)]
        tags = {tree.xpos[verb] for verb in verbs}
        if FINITE_PAST in tags:
            return True
        if tags & {"VBZ", "VBP", "MD"}:
            return perfect and tree.xpos[at] == "VBN" and "MD" not in tags
        at = tree.heads[at]
    return False


def _group_children(tree: Tree) -> Mapping[int, list[int]]:
    children: dict[int, list[int]] = {}
    for token, head in enumerate(tree.heads):
        children.setdefault(head, []).append(token)
    return children
