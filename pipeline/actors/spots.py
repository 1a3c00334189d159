"""When a place is an actor: where something is done to it, and not where something only happens in it."""

from pipeline.actors.parts import Part
from pipeline.actors.phrases import Phrase
from pipeline.actors.strikes import find_opening, is_struck, names_none
from pipeline.actors.view import View
from pipeline.codebook.actorrules import ActorRules

TOWNS = frozenset({"capital", "place"})
HIT = TOWNS | {"noun", "unknown"}


class SpotReader:
    """Tells whether a capital, a city or a country stands for its state; built once for a codebook."""

    def __init__(self, rules: ActorRules) -> None:
        self._rules = rules

    def stands_for_country(self, view: View, head: Part) -> bool:
        """Whether something is done to a capital that is done to its country: a visit, a rocket, a siege."""
        return any(told(view, head) for told in (self._is_visited, self._is_aimed_at, self._is_struck))

    def is_hit(self, view: View, phrase: Phrase) -> bool:
        """Whether a phrase is only a town to which something is done, named or not."""
        head = phrase.head
        if len(phrase.parts) > 1 or phrase.lender is not None or phrase.origin is not None or head.kind not in HIT:
            return False
        if head.kind in TOWNS:
            return self._is_struck(view, head) or self._is_aimed_at(view, head)
        town = (
            names_none(view, head.first, self._rules.words) if head.kind == "noun" else not view.possessive(head.last)
        )
        return town and self._is_struck(view, head)

    def find_opening(self, view: View, phrase: Phrase) -> int:
        """The first word of a town that is struck, with what it is called: "city" in "the city of Arequipa"."""
        return find_opening(view, phrase.first, self._rules.words)

    def is_place(self, view: View, phrase: Phrase) -> bool:
        """Whether a capital, city or country only says where: "died in Lima", "in the Peruvian capital"."""
        head, words = phrase.head, self._rules.words
        if len(phrase.parts) == 1 and head.kind == "adjective":
            town = view.lemma(view.governor(head.first, head.last)) in words.settlements
            return town and view.preposition(phrase.first, words.determiners) in words.place_prepositions
        if len(phrase.parts) > 1 or phrase.lender is not None or head.kind not in {"capital", "place", "country"}:
            return False
        if head.kind == "capital" and (view.possessive(head.last) or self._is_visited(view, head)):
            return False
        if head.kind != "country" and any(
            told(view, head) for told in (self._is_aimed_at, self._is_legation, self._is_struck)
        ):
            return False
        preposition = view.preposition(phrase.first, words.determiners) or view.case(head.first, head.last)
        modifies = head.kind != "country" and view.label(head.last) == "compound"
        if preposition in words.place_prepositions or (modifies and view.tag(head.last + 1) in {"NOUN", "PROPN"}):
            return True
        governor = view.governor(head.first, head.last)
        lemma = view.lemma(governor)
        if preposition == "from" and {lemma, *view.object_lemmas(governor)} & words.legation:
            return False  # "recalled its envoy from Lima": the relations are with the government
        if preposition in {"to", "from"}:
            verb = governor is not None and view.is_verb(governor)
            left = preposition == "from" and head.kind != "country" and (verb or head.kind == "place")
            sent = view.lemma(view.tree.heads[governor]) if view.tree is not None and governor is not None else ""
            return not lemma or lemma in words.motion or left or (preposition == "to" and sent in words.motion)
        if preposition == "of":
            before = view.keys[phrase.first - 2] if phrase.first > 1 else ""
            if before == "out" and not words.legation.isdisjoint(view.object_lemmas(governor)):
                return False  # "pulled its envoy out of Lima"
            return lemma in words.place_nouns or before in words.place_nouns or before == "out"
        if head.kind == "place" and view.tree is not None:
            return view.function(head.first, head.last) not in {"obj", "obl", "nsubj:pass", "nmod", "nmod:poss"}
        return head.kind == "place" and preposition not in {"on", "against"}

    def is_local(self, view: View, head: Part) -> bool:
        """Whether a capital is the object of a verb that is done to places: "shelled Grozny"."""
        lemma = view.lemma(view.governor(head.first, head.last))
        return lemma in self._rules.words.local_verbs and view.function(head.first, head.last) in {"obj", "nsubj:pass"}

    def _governed(self, view: View, head: Part) -> tuple[str, int | None, list[str]]:
        """The preposition of a part, the token that it hangs on, and the lemmas of that and of its objects."""
        preposition = view.preposition(head.first, self._rules.words.determiners) or view.case(head.first, head.last)
        governor = view.governor(head.first, head.last)
        return preposition, governor, [view.lemma(governor), *view.object_lemmas(governor)]

    def _is_visited(self, view: View, head: Part) -> bool:
        """Whether a capital is where somebody goes: "arrived in Lima" is a visit to Peru."""
        words = self._rules.words
        preposition, _, lemmas = self._governed(view, head)
        if lemmas[0] in words.visiting:
            return preposition in {"", "in", "to", "at"}
        return preposition == "to" and not words.dispatched.isdisjoint(lemmas)

    def _is_legation(self, view: View, head: Part) -> bool:
        """Whether a city is where a state keeps an embassy that it opens or closes: "shut its embassy in Lima"."""
        words = self._rules.words
        preposition, governor, lemmas = self._governed(view, head)
        if preposition != "in" or governor is None or view.tree is None:
            return False
        verb = view.tree.heads[governor] if lemmas[0] in words.legation else governor
        legations = [lemmas[0], *view.object_lemmas(verb)]
        return view.lemma(verb) in words.closing and not words.legation.isdisjoint(legations)

    def _is_aimed_at(self, view: View, head: Part) -> bool:
        """Whether a city is what somebody fires at: "fired rockets at Lima" hits Peru."""
        preposition, _, lemmas = self._governed(view, head)
        return preposition in self._rules.words.aims and not self._rules.words.firing.isdisjoint(lemmas)

    def _is_struck(self, view: View, head: Part) -> bool:
        """Whether something is done to the town of that name: "shelled Arequipa", "a siege of Ayllu"."""
        return is_struck(view, head.first, head.last, self._rules.words, certain=head.kind != "unknown")
