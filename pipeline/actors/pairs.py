"""Those whom "both countries", "the two sides" or "the three leaders" mean: who stood beside each other last."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.homes import HomeFinder
from pipeline.actors.roles import Actor, make_state
from pipeline.codebook.actors import ActorBook


class PairResolver:
    """Resolves pairs of one article.

    Args:
        book: the actor codebook.
        discourse: the article.
        homes: the countries that the article is about.
    """

    def __init__(self, book: ActorBook, discourse: Discourse, homes: HomeFinder) -> None:
        self._book = book
        self._words = book.rules.words
        self._numbers = book.rules.numbers
        self._distance = book.rules.limits.pair_distance
        self._views = discourse.views
        self._history = discourse.history
        self._homes = homes

    def is_pair(self, draft: Draft) -> bool:
        """Whether two actors or more are meant: "both countries", "the three leaders", "all sides"."""
        keys = self._views[draft.sentence].keys[max(draft.first - 2, 0) : draft.first]
        if draft.owner or not keys:
            return False
        if keys[-1] in self._numbers:
            return keys[0] == "the" and draft.key in self._words.pair_nouns
        if draft.key in self._words.side_nouns and keys[-1] in self._words.side_cues:
            return True
        meant = draft.key in self._words.pair_nouns or draft.key in self._words.side_nouns
        if not meant or keys[-1] not in self._words.pair_cues:
            return False
        return draft.kind == "noun" or keys[-1] == "both" or keys[0] == "the"

    def owners(self, draft: Draft) -> Draft | None:
        """The pair whose agents a phrase names: "both countries" in "the presidents of both countries"."""
        keys = self._views[draft.sentence].keys
        for number in range(draft.last + 2, min(draft.last + 5, len(keys))):
            if keys[number] in self._words.pair_nouns and keys[draft.last + 1] in self._words.origins:
                pair = replace(draft, first=number, last=number, key=keys[number], kind="noun", owner="")
                return pair if self.is_pair(pair) else None
        return None

    def resolve(self, draft: Draft) -> Iterator[tuple[int, Actor]]:
        """The first word of the phrase with each of those meant; nothing where the article does not tell."""
        keys = self._views[draft.sentence].keys
        if (count := self._numbers.get(keys[draft.first - 1])) is not None:
            yield from ((draft.first - 1, actor) for actor in self._group(draft, count))
            return
        cues = self._words.pair_cues | self._words.side_cues
        start = next(number for number in range(draft.first - 1, -1, -1) if keys[number] in cues)
        inside = "in" in keys[start : draft.last + 2]  # "both sides in Syria" are not two states
        states = draft.key in self._words.pair_nouns and keys[start] in self._words.pair_cues and not inside
        home = self._homes.named_after(draft) if inside else None
        actors = self._sides(draft, home) if draft.key in self._words.side_nouns else []
        actors = actors or (self._states(draft) if states else [])
        yield from ((start, actor) for actor in actors)

    def _sides(self, draft: Draft, home: str | None) -> list[Actor]:
        """The two of one country that face each other in the last sentence that names two, else in the article.

        Args:
            draft: the pair.
            home: the country that the text names with it ("both sides in Syria").
        """
        away, states = self._homes.callers(draft), bool(self._homes.rivals) and home is None
        for sentence in range(draft.sentence, draft.sentence - self._distance - 1, -1):
            named = self._factions(sentence, away if sentence == draft.sentence else [])
            known = [sides for country, sides in named.items() if home in {None, country}]
            facing = [sides for sides in known if self._are_facing(sides)]
            if len(facing) == 1 and not (states and sentence < draft.sentence - 1):
                return facing[0]
            if len(named) == 2 and not facing and states:
                return []  # two states
        return [] if states else self._camps(away, home or self._homes.focus)

    def _are_facing(self, sides: Sequence[Actor]) -> bool:
        """Whether two of one country are a state and those who challenge it."""
        return len(sides) == 2 and len({self._is_state(actor) for actor in sides}) == 2

    def _is_state(self, actor: Actor) -> bool:
        return (self._book.split_code(actor.code)[1] or "")[:3] in {"", *self._book.rules.roles.state}

    def _factions(self, sentence: int, away: Sequence[Draft]) -> dict[str, list[Actor]]:
        """Who may be a side in a sentence, by country; the bare country only where no part of it is named."""
        found: dict[str, dict[str, Actor]] = {}
        for other in self._history:
            if other.sentence != sentence or other.actor is None or other.place or other.hidden or other in away:
                continue
            country, role = self._book.split_code(other.actor.code)
            if country is not None and (not role or role[:3] in self._words.side_roles):
                found.setdefault(country, {}).setdefault(other.actor.code, other.actor)
        for codes in found.values():
            for code in [code for code in codes if any(each != code and each.startswith(code) for each in codes)]:
                del codes[code]
        return {country: list(codes.values()) for country, codes in found.items()}

    def _camps(self, away: Sequence[Draft], home: str | None) -> list[Actor]:
        """A state and those who challenge it, as both were named last."""
        camps: dict[bool, Actor] = {}
        for other in reversed(self._history):
            if other.actor is None or other.place or self._homes.country(other) != home or other in away:
                continue
            role = self._book.split_code(other.actor.code)[1] or ""
            if role[:3] in self._words.side_roles:
                camps.setdefault(self._is_state(other.actor), other.actor)
            if len(camps) == 2:
                return [camps[True], camps[False]]
        return []

    def _states(self, draft: Draft) -> list[Actor]:
        """Two countries with the role of the phrase: those named just before, else those of the whole article."""
        away = self._homes.away(draft)
        named = self._last_countries(draft, away)
        rivals = [country for country in self._homes.rivals if country not in away]
        for distance in (0, 1):
            near = [country for country, other in named.items() if draft.sentence - other.sentence <= distance]
            if len(near) == 2:
                break
            if len(rivals) == 2:
                near = rivals
                break
        else:
            near = list(named)[:2]
        if len(near) < 2:
            return []
        return [self._state(country, draft, named.get(country)) for country in reversed(near)]

    def _group(self, draft: Draft, count: int) -> list[Actor]:
        """The countries of the last sentence that names just so many; nobody where none does."""
        away = self._homes.away(draft)
        for sentence in range(draft.sentence, draft.sentence - self._distance - 1, -1):
            named = {
                country: other
                for other in self._history
                if other.sentence == sentence and not other.place and (country := self._homes.country(other))
                and country not in away
            }  # fmt: skip
            if len(named) == count:
                return [self._state(country, draft, other) for country, other in named.items()]
        return []

    def _last_countries(self, draft: Draft, away: Collection[str]) -> dict[str, Draft]:
        """The countries named before a pair, the last one first, each with its last mention."""
        found: dict[str, Draft] = {}
        for other in reversed(self._history):
            country = self._homes.country(other)
            if draft.sentence - other.sentence > self._distance:
                break
            if country is not None and country not in away and not other.place:
                found.setdefault(country, other)
        return found

    @staticmethod
    def _state(country: str, draft: Draft, named: Draft | None) -> Actor:
        return make_state(country + (draft.role or ""), None if named is None else named.actor)
