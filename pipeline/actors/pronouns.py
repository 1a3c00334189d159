"""Who is meant by he, she, they, it, we and I.

Salience follows the usual order (Lappin and Leass 1994): the nearest sentence, then subjects, then the nearest word; a
pronoun agrees with its actor, an object pronoun is never the subject of its own clause, and where two actors are
equally likely nobody is named.
"""

from collections.abc import Iterator

from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.quotes import find_speaker, speaks
from pipeline.actors.roles import Actor
from pipeline.actors.view import View
from pipeline.codebook.actorrules import ActorRules

OWNERS = frozenset({"his", "her", "their", "its", "our", "my"})
SINGLE = frozenset({"person", "agent"})


class PronounResolver:
    """Resolves the pronouns of one article.

    Args:
        rules: the rules of the codebook.
        discourse: the article.
    """

    def __init__(self, rules: ActorRules, discourse: Discourse) -> None:
        self._words = rules.words
        self._limits = rules.limits
        self._salience = rules.salience
        self._views = discourse.views
        self._drafts = discourse.drafts
        self._history = discourse.history
        self._quotes = discourse.quotes

    def resolve(self, draft: Draft, key: str) -> Actor | None:
        """The actor of a pronoun (he, she, they, it, we, i); None where it is unsure."""
        view = self._views[draft.sentence]
        if key in {"we", "i"}:
            return self._speaker(draft)
        if key == "it" and not draft.owner and self._is_empty(view, draft):
            return None
        forbidden = [
            each for each in (self._local_subject(view, draft), self._foreign_voice(draft)) if each is not None
        ]
        if key == "they" and self._crowded(draft):
            return None
        scored: dict[str, tuple[float, Actor | None]] = {}
        for other in self._nearby(draft):
            if not self._agrees(other, key) or not self._bindable(view, draft, other):
                continue
            if other.actor is not None and any(_is_same(other.actor, each) for each in forbidden):
                continue
            score, who = self._score(view, draft, other), other.actor.code if other.actor else other.key
            if score > scored.get(who, (0.0, None))[0]:
                scored[who] = (score, other.actor)
        ranked = sorted(scored.values(), key=lambda pair: -pair[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < self._salience.margin):
            return None
        return ranked[0][1]

    def _nearby(self, draft: Draft) -> Iterator[Draft]:
        """The drafts near enough for a pronoun, the last one first."""
        for other in reversed(self._history):
            if draft.sentence - other.sentence > self._limits.pronoun_distance:
                return
            yield other

    def _crowded(self, draft: Draft) -> bool:
        """Whether two single actors stand before "they" in its sentence: both are meant, or neither."""
        before = [
            other
            for other in self._nearby(draft)
            if other.sentence == draft.sentence and other.kind in {"person", "country", "group"} and not other.place
        ]
        codes = {other.actor.code for other in before if other.actor is not None}
        plural = any(other.plural for other in self._nearby(draft) if other.sentence == draft.sentence)
        return len(codes) > 1 and not plural

    def _local_subject(self, view: View, draft: Draft) -> Actor | None:
        """The subject of the clause in which a pronoun is an object; the pronoun cannot mean it."""
        if view.tree is None or draft.token < 0 or draft.subject:
            return None
        if (self._owns(view, draft) or draft.owner) and not self._answers(view, draft):
            return None
        verbs = view.verbs(view.clause(draft.token))
        for other in self._nearby(draft):
            if other.sentence == draft.sentence and other.subject and view.clause(other.token) in verbs:
                return other.actor
        return None

    def _foreign_voice(self, draft: Draft) -> Actor | None:
        """Who speaks in the quotation in which a pronoun of the third person stands; it means somebody else."""
        return self._speaker(draft) if self._quotes[draft.sentence].opens(self._start(draft)) else None

    def _answers(self, view: View, draft: Draft) -> bool:
        """Whether a possessive stands in the object of a verb that answers somebody else: "rejected his demand"."""
        return view.lemma(view.clause(draft.token)) in self._words.responses

    @staticmethod
    def _owns(view: View, draft: Draft) -> bool:
        return view.keys[draft.first] in OWNERS and view.label(draft.first) == "nmod:poss"

    def _is_empty(self, view: View, draft: Draft) -> bool:
        if view.tree is None or draft.token < 0:
            return True
        if view.tree.labels[draft.token] == "expl":
            return True
        governor = view.tree.heads[draft.token]
        copula = any(
            head == governor and label == "cop"
            for head, label in zip(view.tree.heads, view.tree.labels, strict=True)
        )  # fmt: skip
        return view.lemma(governor) in self._words.empty_it or (
            copula and view.tree.labels[draft.token] in {"nsubj", "expl"}
        )

    def _agrees(self, other: Draft, key: str) -> bool:
        """Whether number, kind and gender of an earlier mention fit a pronoun."""
        institution = other.kind == "agent" and other.body
        if key in {"he", "she"}:
            if other.kind not in SINGLE or other.plural or other.key == "they" or institution:
                return False
            return not other.gender or other.gender == key
        if key == "it":
            return not other.place and (other.kind in {"group", "country"} or institution) and not other.plural
        return not other.place and (other.plural or other.kind in {"group", "people"})

    def _bindable(self, view: View, draft: Draft, other: Draft) -> bool:
        """Whether the grammar of one sentence lets the pronoun mean the other mention."""
        bare = draft.key == "it" and view.tree is not None and not self._owns(view, draft) and not draft.owner
        here = other.sentence == draft.sentence
        if bare and draft.subject and not (other.subject or (here and view.governs(other.token, draft.token))):
            return False
        if bare and not draft.subject and not here:
            return False
        if other.sentence != draft.sentence:
            return True
        if other.first >= draft.first:
            return False
        if self._quoted(draft) and not self._quoted(other) and speaks(view, other, self._words.speech):
            return False
        if view.tree is None or draft.token < 0 or other.token < 0:
            return True
        return self._owns(view, draft) or view.clause(draft.token) != view.clause(other.token)

    def _start(self, draft: Draft) -> int:
        return self._views[draft.sentence].words.starts[draft.first]

    def _quoted(self, draft: Draft) -> bool:
        return self._quotes[draft.sentence].holds(self._start(draft))

    def _score(self, view: View, draft: Draft, other: Draft) -> float:
        """Salience of an earlier mention, from 0 (too far) up."""
        distance = draft.sentence - other.sentence
        if distance > (1 if draft.key == "it" else self._limits.pronoun_distance):
            return 0.0
        weights = self._salience
        score = weights.start - weights.sentence * distance + self._grammar(view, draft, other)
        score += weights.person if other.kind == "person" else 0.0
        score += weights.reference if other.how == "reference" and other.kind != "agent" else 0.0
        score -= weights.place if other.place or (other.kind == "country" and not other.subject) else 0.0
        score -= weights.single if draft.key == "they" and not other.plural else 0.0
        score -= weights.hidden if other.hidden else 0.0
        score -= weights.gender if "she" in {draft.key, draft.owner} and not other.gender else 0.0
        return score + (weights.word if distance == 0 else -weights.word) * other.first

    def _grammar(self, view: View, draft: Draft, other: Draft) -> float:
        """What the place of an earlier mention in its clause adds."""
        weights, here = self._salience, other.sentence == draft.sentence
        leads = draft.subject or self._owns(view, draft) or not here
        if other.subject or (other.token < 0 and other.first < 3):
            score = weights.subject if leads else weights.subject_for_object
        else:
            score = weights.object_for_object if not leads else 0.0
        if not here:
            return score
        if draft.subject and view.governs(other.token, draft.token):
            heard = other.kind != "person" and not self._is_timed(view, draft)
            listener = weights.listener if heard else 0.0
            score += weights.speaker if other.subject else listener
        if not draft.subject and view.parallels(other.token, draft.token):
            score += weights.parallel
        if view.possesses(other.token, draft.token):
            score += weights.owner
        if not other.subject and view.controls(other.token, draft.token, self._words.control):
            score += weights.control
        return score

    def _is_timed(self, view: View, draft: Draft) -> bool:
        """Whether a clause only tells when: who clashed with somebody "as they" did a thing, did it himself."""
        return not self._words.timing.isdisjoint(view.dependents(view.clause(draft.token), "mark"))

    def _speaker(self, draft: Draft) -> Actor | None:
        """Who speaks in the quotation in which "we" stands."""
        if not self._quoted(draft):
            return None
        other = find_speaker(self._views, self._quotes, self._drafts, draft.sentence, self._words.speech)
        if other is None:
            return None
        return other.actor if other.actor is not None else self._earlier(other)

    def _earlier(self, other: Draft) -> Actor | None:
        """The actor of a pronoun that follows the quotation."""
        return self.resolve(other, other.key) if other.kind == "pronoun" and other.key not in {"we", "i"} else None


def _is_same(actor: Actor, other: Actor) -> bool:
    if actor.kind == other.kind == "person" and actor.name is not None:
        return actor.name == other.name  # also under another office
    return (actor.code, actor.name) == (other.code, other.name)
