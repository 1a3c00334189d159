"""The country of an agent that the article names without one: "police", "the government", "students"."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from pipeline.actors.discourse import Discourse
from pipeline.actors.drafts import Draft
from pipeline.actors.pronouns import SINGLE
from pipeline.actors.strikes import is_struck
from pipeline.actors.view import View
from pipeline.codebook.actors import ActorBook
from pipeline.records import PLACE

# The headline and the first sentence.
LEAD = 2
NEAR = 4
"""Words before and after a town in which a border is one beside which it lies: "villages south of the border"."""


class HomeFinder:
    """Finds the countries of the agents of one article.

    Args:
        book: the actor codebook.
        discourse: the article.
        scene: the countries that the dateline names.

    Attributes:
        focus: the country that the article is about: the one whose own agents it names most; None where it is about
            several.
        unrest: the country inside which things happen: in an article on what Norway says of Peru, Peru.
        rivals: the two countries that the article is about, the first one named more; empty where a third comes near.
    """

    def __init__(
        self,
        book: ActorBook,
        discourse: Discourse,
        scene: Collection[str],
    ) -> None:
        self._book = book
        self._words = book.rules.words
        self._roles = book.rules.roles
        self._limits = book.rules.limits
        self._views = discourse.views
        self._drafts = discourse.drafts
        self._history = discourse.history
        self._counts = self._count_countries(scene)
        self._ranked = _rank(self._counts)
        self.focus = self._find_first(self._ranked, self._limits.focus_least)
        told = _rank(self._count_countries((), telling=self._is_domestic_scene))
        self.unrest = self._find_first(told, self._limits.unrest_least)
        self.rivals = self._find_rivals()
        self._desk = next(iter(scene)) if len(scene) == 1 else None

    def is_domestic(self, key: str, role: str | None) -> bool:
        """Whether an agent acts inside one country, as far as its phrase and its role tell."""
        return role in self._roles.domestic or key in self._words.domestic or key.split()[-1] in self._words.domestic

    def country(self, draft: Draft) -> str | None:
        """The country of the actor of a draft, None where it has none."""
        return None if draft.actor is None else self._book.split_code(draft.actor.code)[0]

    def named_after(self, draft: Draft) -> str | None:
        """The country right after a phrase and a preposition: "both sides in Syria"."""
        near = (other for other in self._drafts[draft.sentence] if draft.last + 1 < other.first <= draft.last + 3)
        return next((country for other in near if (country := self.country(other)) is not None), None)

    def locate(self, draft: Draft) -> str | None:
        """The country of a town that is struck and that no list knows.

        What its phrase or its sentence names, else where the last such thing was done, else that of the article. Who
        strikes a town at the border strikes that of the neighbour.
        """
        same = self._drafts[draft.sentence]
        view = self._views[draft.sentence]
        before = (other for other in same if view.tree is not None and other.last < draft.first)
        own = [other for other in before if view.tree is not None and view.tree.heads[other.token] == draft.token]
        spots = [other for other in same if other.place and not self._is_route(view, other)]
        for near in (own, spots):
            countries = {country for other in near if (country := self.country(other)) is not None}
            if len(countries) == 1:
                return countries.pop()
        around = view.keys[max(draft.first - NEAR, 0) : draft.last + NEAR + 1]
        beside = not self._words.borders.isdisjoint(around)
        last = next((country for other in reversed(self._history) if (country := self._scene_of(other))), None)
        country = last or self.focus or self._last_scene(draft)
        doers = {self.country(other) for clause in self._clauses(draft) for other in self._subjects(draft, clause)}
        if country not in doers:
            return country
        if beside:
            return next((rival for rival in self.rivals if rival != country), None) if country in self.rivals else None
        return country if last or self._is_home(country) else None

    def _is_home(self, country: str | None) -> bool:
        """Whether an article tells of a country itself and not only of its soldiers, who may be anywhere."""
        named = (other for drafts in self._drafts for other in drafts if self.country(other) == country)
        return any(
            other.spot or (other.role not in self._roles.sent and self.is_domestic(other.key, other.role))
            for other in named
        )

    def _scene_of(self, draft: Draft) -> str | None:
        """The country of a town or a country to which something is done: "shelled Arequipa", "attacked Peru"."""
        struck = draft.kind == "country" and draft.how == "dictionary" and not draft.place
        view = self._views[draft.sentence]
        hit = draft.how == PLACE or (struck and is_struck(view, draft.first, draft.last, self._words))
        return self.country(draft) if hit else None

    def _last_scene(self, draft: Draft) -> str | None:
        """The one country whose places the last sentence tells of that names any."""
        for sentence in range(draft.sentence - 1, draft.sentence - self._limits.scene_distance - 1, -1):
            spots = [other for other in self._drafts[sentence] if other.spot] if sentence >= 0 else []
            if spots:
                countries = {self.country(other) for other in spots}
                return countries.pop() if len(countries) == 1 else None
        return None

    def away(self, draft: Draft) -> frozenset[str]:
        """The countries of those who call on a mention, which it does not mean."""
        return frozenset(country for other in self.callers(draft) if (country := self.country(other)) is not None)

    def callers(self, draft: Draft) -> list[Draft]:
        """The subjects of the clause in which a mention is an object: they call on somebody else."""
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

    def _count_countries(
        self, scene: Collection[str], telling: Callable[[Draft], bool] = lambda draft: True
    ) -> dict[str, float]:
        """How much of the article is about each country.

        Args:
            scene: the countries that the dateline names.
            telling: whether a mention counts.
        """
        counts: dict[str, float] = defaultdict(float, dict.fromkeys(scene, self._limits.focus_dateline))
        for number, drafts in enumerate(self._drafts):
            lead = self._limits.focus_lead if number < LEAD else 1.0
            for draft in drafts:
                country = self.country(draft)
                if country is None or draft.hidden or not telling(draft):
                    continue
                counts[country] += self._weight(draft) * lead
        return counts

    def _is_domestic_scene(self, draft: Draft) -> bool:
        """Whether a mention tells where something happens: a place, or people who act inside one country."""
        return draft.spot or (draft.kind == "agent" and self.is_domestic(draft.key, draft.role))

    def _find_first(self, ranked: Sequence[tuple[str, float]], least: float) -> str | None:
        """The country that was counted most, if at least so often, and clearly more often than the next one."""
        if not ranked or ranked[0][1] < least:
            return None
        if len(ranked) > 1 and ranked[0][1] < self._limits.focus_ratio * ranked[1][1]:
            return None
        return ranked[0][0]

    def _find_rivals(self) -> tuple[str, ...]:
        """The two countries that the article is about: both named clearly more than any other."""
        if len(self._ranked) < 2 or self._ranked[1][1] < self._limits.focus_least:
            return ()
        (first, most), (second, less), *rest = self._ranked
        if less < self._limits.rivals_share * most or (rest and less < self._limits.focus_ratio * rest[0][1]):
            return ()
        return first, second

    def _weight(self, draft: Draft) -> float:
        """How much a mention says that the article is about its country; soldiers and ministers also act abroad."""
        limits = self._limits
        if draft.kind == "agent" and self.is_domestic(draft.key, draft.role):
            return limits.focus_soldier if draft.role == "MIL" else limits.focus_agent
        if draft.spot:
            return limits.focus_place if draft.kind == "country" else limits.focus_city
        if draft.how == "composed" or draft.kind == "group":
            return limits.focus_composed
        return limits.focus_name if draft.kind == "country" else 0.0

    def struck(self, draft: Draft) -> str | None:
        """The country of those whom a deed befell: "Norway shelled Fijian posts, killing two civilians"."""
        view = self._views[draft.sentence]
        if view.tree is None or draft.token < 0:
            return None
        if view.lemma(draft.token) in self._words.settlements:  # "jets bombed the neighbourhood"
            return self.locate(draft) if is_struck(view, draft.first, draft.last, self._words) else None
        verb = view.tree.heads[draft.token]
        if draft.definite or verb < 0 or view.tree.labels[verb] != "advcl" or view.tree.xpos[verb] != "VBG":
            return None
        doers: set[str | None] = set()
        struck: set[str | None] = set()
        for other in self._history:
            if other.sentence == draft.sentence and other.actor is not None and not other.place:
                country = self.country(other)
                (struck if view.tokens[other.first] > view.tree.heads[verb] else doers).add(country)
        struck -= {*doers, None}
        return struck.pop() if len(struck) == 1 and doers else None

    def kin(self, draft: Draft) -> str | None:
        """The country of the domestic actor in whose clause an agent stands: "miners urged the government".

        Who acts inside one country deals with the agents of that country; ministers and soldiers deal with others too.
        """
        view = self._views[draft.sentence]
        if view.tree is None or draft.role in self._roles.foreign or self._is_destined(draft):
            return None
        for clause in self._clauses(draft):
            countries = {self.country(other) for other in self._subjects(draft, clause) if self._is_inward(other)}
            if len(countries) == 1:
                return countries.pop()
        return None

    def _clauses(self, draft: Draft) -> Iterator[int]:
        """The clause of a mention and those above it, each by its verb; nothing without a tree."""
        view, token = self._views[draft.sentence], draft.token
        while view.tree is not None and token >= 0 and (clause := view.clause(token)) != token:
            yield clause
            token = clause

    def _led(self, draft: Draft) -> str | None:
        """The country of the one leader whom a sentence on its opposition or parliament names.

        In "activists said that shells fell before Haas arrived" Haas may be a guest, unless the article is on his
        country.
        """
        if self._words.opposed.isdisjoint(draft.key.split()):
            return None
        view, above = self._views[draft.sentence], set(self._clauses(draft))
        leaders = [other for other in self._drafts[draft.sentence] if other.kind == "person" and other.actor]
        known = [
            (country, not above or view.clause(other.token) in above)
            for other in leaders
            if other.actor is not None and (country := self.country(other)) is not None
            and self._book.split_code(other.actor.code)[1] == self._roles.capital
        ]  # fmt: skip
        own = {country for country, near in known if near or self.focus in {None, country}}
        return own.pop() if len({country for country, _ in known}) == 1 and own else None

    def _subjects(self, draft: Draft, clause: int) -> Iterator[Draft]:
        """The subjects of a clause that stand before a mention in its sentence."""
        view = self._views[draft.sentence]
        for other in reversed(self._history):
            if other.sentence != draft.sentence:
                return
            if other.subject and other.actor is not None and view.clause(other.token) == clause:
                yield other

    def _is_inward(self, draft: Draft) -> bool:
        """Whether an actor has one of the roles that deal with agents of their own country."""
        if draft.actor is None:
            return False
        country, role = self._book.split_code(draft.actor.code)
        return country is not None and role is not None and role[:3] in self._roles.inward

    def guess(self, draft: Draft, *, domestic: bool) -> str | None:
        """The country of an agent that the article names for the first time and without one."""
        if self._is_destined(draft):
            return None  # an envoy or an observer may be sent by anybody
        person, soldiers = draft.kind == "person", draft.role == "MIL"
        country = self._led(draft) if draft.fallback is None else None
        if domestic and draft.fallback is None:
            country = country or self._role_country(draft.role or "")
        if draft.subject:
            country = country or self._launched_from(draft)
        if person or soldiers:
            country = country or self._neighbours(draft) or self._only_country(draft, places=False)
        if domestic and not person and not soldiers:
            country = country or self._only_country(draft, places=True)
        if (domestic or person or draft.definite) and draft.fallback is None:
            country = country or self._neighbours(draft) or self._about(draft)
        if domestic or person:
            country = country or self._only_country(draft, places=True)
        if domestic or draft.definite:
            country = country or self._only_country(draft, places=False)
        if domestic:
            country = country or self._scene(draft)
        return country

    def _about(self, draft: Draft) -> str | None:
        """The country of the article: of protesters, rebels and soldiers the one in which things happen.

        Where it is about two, its ministers are of that of the two from which it is told.
        """
        restive = draft.kind == "agent" and draft.role in self._roles.restive
        told = self._desk if draft.kind == "person" and self._desk in self.rivals else None
        return (self.unrest if restive else None) or self.focus or told

    def _neighbours(self, draft: Draft) -> str | None:
        """The one country in which the sentence of an agent plays: of its places, and of other agents that have one."""
        if draft.kind != "agent" or draft.role not in self._roles.restive:
            return None
        view = self._views[draft.sentence]
        told = (other for other in self._drafts[draft.sentence] if not other.hidden and self._is_domestic_scene(other))
        abroad = {"MIL", *self._roles.roaming}
        near = (
            other
            for other in told
            if other.role not in abroad and not self._is_route(view, other) and not self._is_dispatched(other)
        )
        countries = {country for other in near if self._matters(country := self.country(other))}
        return countries.pop() if len(countries) == 1 else None

    def _launched_from(self, draft: Draft) -> str | None:
        """From where those fire who fire at somebody: "militants fired rockets from Peru at a Chilean town"."""
        view = self._views[draft.sentence]
        if view.tree is None or draft.role not in self._roles.restive:
            return None
        verb = view.clause(draft.token)
        if view.lemma(verb) not in self._words.firing:
            return None
        same = (other for other in self._drafts[draft.sentence] if view.clause(other.token) == verb)
        sites = (other for other in same if view.case(other.head_first, other.head_last) == "from")
        return next((country for other in sites if (country := self.country(other)) is not None), None)

    def _scene(self, draft: Draft) -> str | None:
        """The country whose own agents the sentences just before tell of, where the article is about it."""
        first = draft.sentence - self._limits.scene_distance
        near = [other for other in self._history if other.sentence >= first and self._is_own(other)]
        subjects = [other for other in near if other.subject]
        country = self.country((subjects or near)[-1]) if near else None
        return country if self._matters(country) else None

    def _matters(self, country: str | None) -> bool:
        """Whether an article tells of a country as often as of a rival of the country that it is about."""
        most = self._ranked[0][1] if self._ranked else 0.0
        return country is not None and self._counts[country] >= self._limits.rivals_share * most

    def _is_own(self, draft: Draft) -> bool:
        """Whether a mention is one of an agent that acts inside the country that it has."""
        own = draft.kind == "agent" and self.is_domestic(draft.key, draft.role) and not draft.hidden
        return own and self.country(draft) is not None

    def _is_route(self, view: View, draft: Draft) -> bool:
        """Whether somebody only goes to a place or comes from it."""
        return view.preposition(draft.first, self._words.determiners) in self._words.routes

    def _role_country(self, role: str) -> str | None:
        """The one country whose agents of that role the article has named before; none where it is of another one."""
        same = (other for other in self._history if other.kind in SINGLE and not self._is_destined(other))
        split = {self._book.split_code(other.actor.code) for other in same if other.actor is not None}
        countries = {country for country, other in split if other == role and country is not None}
        if len(countries) != 1:
            return None
        country = countries.pop()
        focus = self.focus
        if focus in {None, country}:
            return country
        assert focus is not None
        return None if self._counts[focus] > self._limits.focus_strong * self._counts[country] else country

    def _is_destined(self, draft: Draft) -> bool:
        """Whether an agent is one that states send to each other: an envoy, an observer."""
        return draft.kind == "agent" and draft.key.split()[-1] in self._words.destined

    def _is_dispatched(self, draft: Draft) -> bool:
        """Whether an agent is one of those whom a state sends abroad: a diplomat, a minister."""
        return draft.kind == "agent" and draft.key.split()[-1].removesuffix("s") in self._words.dispatched

    def _only_country(self, draft: Draft, *, places: bool) -> str | None:
        """The country of the places in a sentence, or of the actors before a mention in it, where it is one."""
        view = self._views[draft.sentence]
        if places:
            above = set(self._clauses(draft))
            spots = [other for other in self._drafts[draft.sentence] if other.spot and not self._is_route(view, other)]
            near = [other for other in spots if view.clause(other.token) in above] if above else spots
        else:
            here = (other for other in self._history if other.sentence == draft.sentence)
            # "U.S.-backed rebels" are of another country.
            near = [other for other in here if not view.after(other.last).startswith("-")]
        countries = {self.country(other) for other in near}
        countries.discard(None)  # "the IMF lent Fiji millions but urged the government"
        return countries.pop() if len(countries) == 1 else None


def _rank(counts: Mapping[str, float]) -> list[tuple[str, float]]:
    """Countries with their counts, the highest first."""
    return sorted(counts.items(), key=lambda pair: -pair[1])
