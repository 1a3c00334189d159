"""The two that "both countries" or "the two sides" mean: who stood beside each other last."""

from collections.abc import Iterator, Sequence

from pipeline.actors.composition import Draft
from pipeline.actors.roles import Actor
from pipeline.actors.view import View
from pipeline.codebook.actors import ActorBook


class PairResolver:
    """Resolves pairs of one article.

    Args:
        book: the actor codebook.
        views: the sentences of the article.
        history: the drafts that were resolved before, in order; it grows while the article is read.
    """

    def __init__(self, book: ActorBook, views: Sequence[View], history: Sequence[Draft]) -> None:
        self._book = book
        self._words = book.rules.words
        self._distance = book.rules.limits.pair_distance
        self._views = views
        self._history = history

    def is_pair(self, draft: Draft) -> bool:
        """Whether two actors are meant: "both countries", "the two leaders", "all sides"."""
        keys = self._views[draft.sentence].keys[max(draft.first - 2, 0) : draft.first]
        if draft.owner or not keys:
            return False
        if draft.key in self._words.side_nouns and keys[-1] in self._words.side_cues:
            return True
        meant = draft.key in self._words.pair_nouns or draft.key in self._words.side_nouns
        if not meant or keys[-1] not in self._words.pair_cues:
            return False
        return draft.kind == "noun" or keys[-1] == "both" or keys[0] == "the"

    def resolve(self, draft: Draft) -> Iterator[tuple[int, Actor]]:
        """The first word of the phrase with each of the two; nothing where the article does not tell."""
        sides = self._sides(draft) if draft.key in self._words.side_nouns else []
        keys, cues = self._views[draft.sentence].keys, self._words.pair_cues | self._words.side_cues
        start = next(number for number in range(draft.first - 1, -1, -1) if keys[number] in cues)
        inside = "in" in keys[start : draft.last + 2]  # "both sides in Syria" are not two states
        states = draft.key in self._words.pair_nouns and keys[start] in self._words.pair_cues and not inside
        actors = sides or (self._countries(draft) if states else [])
        yield from ((start, actor) for actor in actors)

    def _sides(self, draft: Draft) -> list[Actor]:
        """The two of one country that face each other in the last sentence that names just two; else nobody."""
        away = self._callers(draft)
        for sentence in range(draft.sentence, draft.sentence - self._distance - 1, -1):
            found: dict[str, Actor] = {}
            for other in self._history:
                if other.sentence == sentence and other.actor is not None and not other.place and not other.hidden:
                    country, role = self._book.split_code(other.actor.code)
                    faces = country is not None and (not role or role[:3] in self._words.side_roles)
                    if faces and (other not in away or sentence < draft.sentence):
                        found.setdefault(other.actor.code, other.actor)
            bare = [code for code in found if any(each != code and each.startswith(code) for each in found)]
            sides = [actor for code, actor in found.items() if code not in bare]
            if len(sides) == 2:
                countries = {self._book.split_code(actor.code)[0] for actor in sides}
                return sides if len(countries) == 1 else []
        return []

    def _countries(self, draft: Draft) -> list[Actor]:
        """The last two countries named, with the role of the phrase."""
        found: dict[str, Actor] = {}
        away = {self._country(other) for other in self._callers(draft)}
        for other in reversed(self._history):
            country = self._country(other)
            if other.place or country is None or draft.sentence - other.sentence > self._distance:
                continue
            if country not in found and country not in away and other.actor is not None:
                found[country] = Actor(country + (draft.role or ""), other.actor.name, other.actor.entry, "country")
            if len(found) == 2:
                return list(reversed(found.values()))
        return []

    def _country(self, draft: Draft) -> str | None:
        return None if draft.actor is None else self._book.split_code(draft.actor.code)[0]

    def _callers(self, draft: Draft) -> list[Draft]:
        """The subjects of the clause in which the pair is an object: somebody else calls on these two."""
        if draft.subject:
            return []
        view = self._views[draft.sentence]
        same = [other for other in self._history if other.sentence == draft.sentence and other.subject]
        governors = [(view.governor(other.head_first, other.head_last), other) for other in same]
        above = view.tree.heads[draft.token] if view.tree is not None and draft.token >= 0 else -1
        while view.tree is not None and above >= 0:
            if own := [other for governor, other in governors if governor == above]:
                return own
            above = view.tree.heads[above]
        return same
