"""What the model step sees of two mentions: the words and the tree between them, and what the codebook says of these.

A word that triggers patterns tells the model the action for which most of them stand ("lean" below). So the model
knows all verbs and nouns of the codebook, not only those of its examples, and needs no list of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from pipeline.actions.graph import Graph
from pipeline.actions.phrases import find_forms
from pipeline.actions.slots import ROLE, Actor
from pipeline.codebook.actions import Rule

BUCKETS = 1 << 17
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX"})
TELLING = CONTENT | {"ADP", "PART", "SCONJ"}
ACTING = frozenset({"VERB", "NOUN"})
CLAUSAL = frozenset({"xcomp", "ccomp", "obj", "advcl", "acl"})
MAJORITY = 0.6
"""Share of the patterns of a trigger from which on it leans to their action."""
BESIDE = 4
"""Words after both mentions, and one less before them, that still tell of the action."""

Features = tuple[int, ...]
Leanings = Mapping[tuple[str, bool], str]
"""Lemma, and whether it stands as a verb, to the root that most of its patterns have, or to their operator."""


def find_leanings(rules: Iterable[Rule]) -> Leanings:
    """The action to which each trigger of the codebook leans; those of several actions lean to none."""
    counts: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for rule in rules:
        action = rule.code if rule.operator else rule.code[:2]
        for lemma in rule.pattern.trigger.by_head:
            counts[lemma, rule.pattern.kind == "verb"][action] += 1
    best = {trigger: actions.most_common(1)[0] for trigger, actions in counts.items()}
    return {trigger: action for trigger, (action, n) in best.items() if n >= MAJORITY * counts[trigger].total()}


def extract_features(graph: Graph, source: Actor, target: Actor, leanings: Leanings) -> Features:
    """Hashed features (numbers below BUCKETS, each once) of a source and a target in a sentence."""
    names = dict.fromkeys(_Pair(graph, source, target, leanings).name())
    return tuple({crc32(name.encode()) % BUCKETS: None for name in names})


def meeting_word(graph: Graph, source: Actor, target: Actor) -> int | None:
    """The lowest word above both mentions, or None where they hang on different trees."""
    below = set(_climb(graph, target.head))
    return next((token for token in _climb(graph, source.head) if token in below), None)


def lean_word(graph: Graph, source: Actor, target: Actor, meeting: int, leanings: Leanings, root: str) -> int:
    """The word on the way between two mentions that leans to ``root``, the nearest to the source.

    Else the word where they meet, of two in one list the word above it: in "Peru and Chile signed" no name is meant.
    """
    named = {*range(source.first, source.last), *range(target.first, target.last)}
    meeting = next((at for at in _climb(graph, meeting) if at not in named), meeting)
    for at in (*_climb(graph, source.head), *reversed(_climb(graph, target.head))):
        if any(leanings.get((form, graph.is_verb(at))) == root for form in find_forms(graph, at)):
            return at
    return meeting


def _climb(graph: Graph, token: int) -> list[int]:
    return [token, *graph.ancestors(token)]


class _Pair:
    """Names the features of one pair of mentions."""

    def __init__(self, graph: Graph, source: Actor, target: Actor, leanings: Leanings) -> None:
        self._graph = graph
        self._tree = graph.tree
        self._source = source
        self._target = target
        self._leanings = leanings
        self._mentioned = {*range(source.first, source.last), *range(target.first, target.last)}

    def name(self) -> Iterator[str]:
        """The names of the features, some of them twice."""
        yield from self._who()
        yield from self._beside()
        meeting = meeting_word(self._graph, self._source, self._target)
        if meeting is None:
            return
        up, down = (_climb(self._graph, actor.head) for actor in (self._source, self._target))
        up, down = up[: up.index(meeting)], down[: down.index(meeting)]
        lemma = self._lemma(meeting)
        yield from self._stand("source", self._source, meeting)
        yield from self._stand("target", self._target, meeting)
        yield from self._meet(meeting, lemma)
        yield f"up={'<'.join(self._tree.labels[at] for at in up)}"
        yield f"down={'<'.join(self._tree.labels[at] for at in down)}"
        yield from self._way([at for at in (*up, meeting) if at not in self._mentioned], down, lemma)
        for at in sorted({*up, *down, meeting} - self._mentioned):
            yield from self._below(at)

    def _who(self) -> Iterator[str]:
        """What kind of actors the two are; nothing is known of given ones."""
        source, target = self._source.mention, self._target.mention
        if "given" in {source.how, target.how}:
            yield "given"
            return
        roles = [(mention.role or "")[:ROLE] for mention in (source, target)]
        yield f"roles={'+'.join(roles)}"
        yield f"same={source.country == target.country}"
        for name, mention, role in (("source", source, roles[0]), ("target", target, roles[1])):
            yield f"{name} role={role}"
            yield f"{name} how={mention.how}"
            yield f"{name} country={mention.country is not None}"

    def _stand(self, name: str, actor: Actor, meeting: int) -> Iterator[str]:
        """How an actor stands in the sentence and to the word where both meet."""
        above, label = self._tree.heads[actor.head], self._tree.labels[actor.head]
        yield f"{name} label={label}"
        yield f"{name} label={label}+{self._tree.lemmas[above] if above >= 0 else ''}"
        yield f"{name} holds={actor.first <= meeting < actor.last}"
        yield f"{name} does={actor.head in self._graph.subjects(meeting)}"
        yield f"{name} leads={actor.head in self._graph.passive_or_active(meeting)}"
        yield f"{name} undergoes={actor.head in self._graph.objects(meeting)}"

    def _lemma(self, at: int) -> str:
        return "-" if at in self._mentioned else self._tree.lemmas[at]

    def _lean(self, where: str, tokens: Iterable[int]) -> Iterator[str]:
        """To what the words lean that are no mention."""
        for at in tokens:
            if at not in self._mentioned:
                verb = self._graph.is_verb(at)
                for form in find_forms(self._graph, at):
                    if (action := self._leanings.get((form, verb))) is not None:
                        yield f"{where}~{action}"

    def _meet(self, meeting: int, lemma: str) -> Iterator[str]:
        """The word where both meet, its objects, and what stands below it."""
        yield f"meet={lemma}"
        yield f"passive={self._graph.is_passive(meeting)}+{lemma}"
        yield f"passive={self._graph.is_passive(meeting)}"
        yield from self._lean("meet", [meeting])
        objects = [at for at in self._graph.objects(meeting) if at not in self._mentioned]
        yield from self._lean("object", objects)
        for at in objects:
            yield f"object={self._tree.lemmas[at]}"
            yield f"meet+object={lemma}+{self._tree.lemmas[at]}"
        for at in self._graph.subtree(meeting):
            if self._tree.tags[at] in CONTENT and at not in self._mentioned:
                yield f"word={self._tree.lemmas[at]}"
        for at in self._graph.labelled(meeting, "aux", "advmod", "compound:prt", "xcomp", "ccomp"):
            yield f"meet+{self._tree.labels[at]}={lemma}+{self._tree.lemmas[at]}"

    def _way(self, above: Sequence[int], down: Sequence[int], lemma: str) -> Iterator[str]:
        """The words on the way from the source up to the meeting word and down to the target."""
        below = [at for at in down if at not in self._mentioned]
        yield from self._lean("up", above)
        yield from self._lean("down", below)
        lemmas = self._tree.lemmas
        yield from (f"above={lemmas[at]}" for at in above)
        for at in below:
            yield f"way={lemmas[at]}"
            yield f"meet+way={lemma}+{lemmas[at]}"
        for at in down:
            for marker in self._graph.markers(at):
                yield f"prep={marker}"
                yield f"meet+prep={lemma}+{marker}"
        way = [*(lemmas[at] for at in above), "|", *(lemmas[at] for at in reversed(below))]
        yield from (f"step={one}+{other}" for one, other in pairwise(way))

    def _below(self, at: int) -> Iterator[str]:
        """What a word on the way governs: objects and clauses, and small words such as "not", "will" and "to"."""
        for child in self._graph.children[at]:
            label = self._tree.labels[child]
            if label in {"advmod", "aux", "mark", "det"}:
                yield f"small={self._tree.lemmas[child]}"
            if label in CLAUSAL and child not in self._mentioned:
                yield f"{label}={self._tree.lemmas[child]}"
                yield from self._lean(label, [child])

    def _beside(self) -> Iterator[str]:
        """The words between the mentions and close to them, whatever the tree."""
        tree = self._tree
        first, last = sorted((self._source, self._target), key=lambda actor: actor.first)
        between, after = range(first.last, last.first), range(last.last, min(last.last + BESIDE, len(tree.words)))
        yield f"order={self._source is first}"
        yield from (f"between={tree.lemmas[at]}" for at in between if tree.tags[at] in TELLING)
        yield from (f"next={tree.lemmas[one]}+{tree.lemmas[other]}" for one, other in pairwise(between))
        yield from (f"before={tree.lemmas[at]}" for at in range(max(first.first - BESIDE + 1, 0), first.first))
        yield from (f"after={tree.lemmas[at]}" for at in after)
        yield from self._lean("between", (at for at in between if tree.tags[at] in ACTING))
        yield from self._lean("after", (at for at in after if tree.tags[at] in ACTING))
