"""The country that "the country" or "its neighbour" means."""

from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.homes import HomeFinder
from pipeline.actors.roles import Actor, make_state
from pipeline.codebook.actors import ActorBook


class NationResolver:
    """Resolves nouns for countries in one article.

    Args:
        book: the actor codebook.
        discourse: the article.
        homes: the countries that the article is about.
    """

    def __init__(self, book: ActorBook, discourse: Discourse, homes: HomeFinder) -> None:
        self._words = book.rules.words
        self._views = discourse.views
        self._history = discourse.history
        self._homes = homes

    def owner(self, draft: Draft) -> Actor | None:
        """The country in "the country's exports": the last of the sentence, else that of the article."""
        return self._last(draft, frozenset())

    def meant(self, draft: Draft) -> Actor | None:
        """The country that a noun phrase means: not the one that closes its embassy "in the country".

        Who speaks to "the nation" speaks to its own; "the island nation" is another one.
        """
        bare = self._views[draft.sentence].keys[draft.first - 1] == "the"
        if bare and draft.key in self._words.own_nouns:
            return self.owner(draft)
        return self._last(draft, self._homes.away(draft))

    def neighbour(self, owner: Actor | None) -> Actor | None:
        """Whom "its neighbour", "its former colony" means: the other country that the article is about."""
        if owner is None:
            return None
        country, rivals = owner.code[:3], self._homes.rivals
        other = next(each for each in rivals if each != country) if country in rivals else self._homes.focus
        return None if other is None or other == country else make_state(other)

    def _last(self, draft: Draft, away: frozenset[str]) -> Actor | None:
        """The country of the same sentence, else the one that the article is about, else the only one named last."""
        focus, place = self._homes.focus, -1
        found: dict[str, Actor] = {}
        for other in reversed(self._history):
            country = self._homes.country(other)
            if other.kind not in {"country", "agent"} or country is None or country in away or other.actor is None:
                continue
            meant = make_state(country, other.actor)
            if other.sentence == draft.sentence or focus == country:
                return meant
            if focus is not None or (found and other.sentence != place):
                break
            found[country], place = meant, other.sentence
        if focus is None:
            return next(iter(found.values())) if len(found) == 1 else None
        return self._other_rival(away) if focus in away else make_state(focus)

    def _other_rival(self, away: frozenset[str]) -> Actor | None:
        left = [country for country in self._homes.rivals if country not in away]
        return make_state(left[0]) if len(left) == 1 else None
