"""Where an event happened: the place that its clause names after a locative preposition, else that of the dateline.

Find first, choose after: names of cities and countries are found in the sentence, those that only name an actor are
left out, and of the rest the one nearest to the trigger is taken. Words are codebooks/en/places.toml, names are
cities.csv and countries.csv.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path

from pipeline.actions.action import Action
from pipeline.actors.matcher import fits_shape
from pipeline.actors.tokens import split_words
from pipeline.places.names import Entry, Place, PlaceWords, load_names, read_words
from pipeline.records import Article, Mention, Sentence
from pipeline.syntax import Tree

CLAUSE_ENDS = frozenset({"ccomp", "advcl", "acl", "acl:relcl", "parataxis", "root", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
# Labels under which a name stands beside the noun that carries its preposition.
BESIDE = frozenset({"compound", "flat", "appos", "conj", "nmod:poss", "nmod:unmarked", "list"})
MODIFIER = frozenset({"compound", "nmod:poss", "nmod:unmarked"})
NAMES = frozenset({"compound", "flat"})
# A name that hangs deeper than this is a broken tree.
DEEPEST = 8
KEPT_TEXTS = 64


@dataclass(frozen=True, slots=True)
class Spot:
    """A name of a place in a text: characters ``[start, end)`` and what it can mean."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """How a name hangs on what happens there: the word, and whether the name only modifies another one."""

    anchor: int
    modifier: bool


@dataclass(frozen=True)
class PlaceReader:
    """Finds where events happened; built once with :func:`load_places`.

    Args:
        words: the words that decide.
        entries: what each name can mean, by its words in lower case.
    """

    words: PlaceWords
    entries: Mapping[tuple[str, ...], Sequence[Entry]]

    @cached_property
    def _longest(self) -> dict[str, int]:
        """The number of words of the longest name by first word."""
        longest: dict[str, int] = {}
        for keys in self.entries:
            longest[keys[0]] = max(longest.get(keys[0], 0), len(keys))
        return longest

    @cached_property
    def find(self) -> Callable[[str], Sequence[Spot]]:
        """The names of places in a text, the longest from left to right; they do not overlap.

        The last texts are kept: every action of a sentence asks for the same.
        """
        return lru_cache(maxsize=KEPT_TEXTS)(self._find)

    def _find(self, text: str) -> Sequence[Spot]:
        words = split_words(text)
        found: list[Spot] = []
        number = 0
        while number < len(words.keys):
            most = min(self._longest.get(words.keys[number], 0), len(words.keys) - number)
            for last in range(number + most - 1, number - 1, -1):
                entries = self.entries.get(words.keys[number : last + 1], ())
                fitting = tuple(entry for entry in entries if fits_shape(entry.shape, words.forms, number, last))
                if fitting:
                    key = " ".join(words.keys[number : last + 1])
                    found.append(Spot(words.starts[number], words.ends[last], key, fitting))
                    number = last
                    break
            number += 1
        return tuple(found)

    def locate(
        self, action: Action, sentence: Sentence, tree: Tree, article: Article, countries: Sequence[str]
    ) -> Place | None:
        """Where an action happened; None where the text does not say so clearly.

        Args:
            action: the action with its date.
            sentence: its sentence.
            tree: the tree of the sentence.
            article: its article.
            countries: countries that the article names.
        """
        found: list[tuple[tuple[int, bool, bool, int], Place]] = []
        spots = self.find(sentence.text)
        known = _list_countries(action)
        others = {*countries, *self._name_countries(spots)}
        for spot in spots:
            place = self._settle(spot, known, others, article.publication_date)
            tokens = _cover(tree, spot)
            if place is None or not tokens or not self._is_whole(tree, tokens):
                continue
            if place.latitude is None and (_is_part(action.source, spot.start) or _is_part(action.target, spot.start)):
                continue
            link = self._link(tree, _find_head(tree, tokens), action, city=place.latitude is not None)
            rank = None if link is None else self._rank(tree, link.anchor, tokens[0], action)
            if link is not None and rank is not None:
                distance = abs(tokens[0] - action.trigger)
                found.append(((rank, place.latitude is None, link.modifier, distance), place))
        if not found:
            silent = self._tells_place(tree) or sentence.sentence_number > self.words.sentences
            return None if silent else self._read_dateline(action, article)
        return _refine(min(found, key=lambda pair: pair[0])[1], [place for _, place in sorted(found, key=_order)])

    def _settle(self, spot: Spot, known: Collection[str], others: Collection[str], day: date) -> Place | None:
        """What a name means: the only place, else the one in a country of the event or of the article, or a capital."""
        entries = [entry for entry in spot.entries if entry.holds_on(day)] or spot.entries
        if spot.key in self.words.doubtful:
            entries = [entry for entry in entries if entry.place.country in {*known, *others}]
        tests = (
            lambda entry: True,
            lambda entry: entry.place.country in known,
            lambda entry: entry.place.country in others,
            lambda entry: entry.capital,
        )
        for test in tests:
            places = {entry.place for entry in entries if test(entry)}
            if len(places) == 1:
                return places.pop()
        return None

    def _name_countries(self, spots: Sequence[Spot]) -> Iterator[str]:
        """The countries that a sentence names beyond doubt."""
        for spot in spots:
            meant = {entry.place.country for entry in spot.entries if entry.place.latitude is None}
            if len(meant) == 1 and spot.key not in self.words.doubtful:
                yield from meant

    def _is_whole(self, tree: Tree, tokens: Sequence[int]) -> bool:
        """Whether the name is no part of a longer one: "the Washington Institute", "New Homs"."""
        for neighbour in (tokens[0] - 1, tokens[-1] + 1):
            if not 0 <= neighbour < len(tree.words) or not _is_name(tree, neighbour):
                continue
            joined = tree.heads[neighbour] in tokens and tree.labels[neighbour] in NAMES
            joins = any(tree.heads[at] == neighbour and tree.labels[at] in NAMES for at in tokens)
            allowed = self.words.nouns if neighbour > tokens[-1] else self.words.qualifiers
            if (joined or joins) and tree.words[neighbour].lower() not in allowed | self.words.nouns:
                return False
        return True

    def _link(self, tree: Tree, token: int, action: Action, *, city: bool) -> Link | None:
        """The word that a name tells the place of; None where the name tells something else."""
        words, modifier, part = self.words, tree.labels[token] in MODIFIER, False
        for _ in range(DEEPEST):
            head = tree.heads[token]
            if head < 0:
                return None
            case, lemma = _preposition(tree, token), tree.lemmas[head]
            if self._is_locative(case, lemma, part=part):
                return Link(head, modifier)
            if case in {"of", "from"} and lemma in words.measures and tree.labels[head] != "nsubj":
                return Link(tree.heads[head], modifier) if tree.heads[head] >= 0 else None
            if city and case is None and tree.labels[token] in {"obj", "nsubj:pass"} and lemma in words.local:
                return Link(head, modifier)
            beside = tree.labels[token] in BESIDE and (case is None or tree.labels[token] == "nmod:poss")
            if city and tree.labels[token] == "compound" and head == action.trigger:
                return Link(head, modifier)
            noun = lemma in words.nouns
            if not (beside and (noun or tree.tags[head] == "PROPN")) and not (case == "of" and noun):
                return None
            token, part = head, part or noun
        return None

    def _is_locative(self, case: str | None, lemma: str, *, part: bool) -> bool:
        """Whether the preposition before a place, or a part of one, under a word says where."""
        words = self.words
        if case is None or lemma in words.governing:
            return False
        return (
            case in words.prepositions
            or (part and case in words.part_prepositions)
            or (case == "to" and lemma in words.motion)
        )

    def _rank(self, tree: Tree, anchor: int, name: int, action: Action) -> int | None:
        """How near a place is to the trigger: 0 on it, 1 in its clause, 2 in a clause that sets the scene."""
        clause, outer = _find_clause(tree, action.trigger), -1
        if tree.labels[clause] in {"advcl", "xcomp"} and tree.lemmas[tree.heads[clause]] in self.words.setting:
            outer = tree.heads[clause]
        spoken, guarded = action.cameo[:2] in self.words.roots, action.cameo[:2] in self.words.guarded
        at = anchor
        while at >= 0:
            if at in {action.trigger, clause}:
                if spoken and (at != anchor or _follows_noun(tree, action.trigger, name)):
                    return None
                return 0 if anchor == action.trigger else 1
            if at == outer:
                return 2
            if _ends_clause(tree, at):
                scene = tree.labels[at] == "advcl" and tree.lemmas[at] in self.words.setting
                return 2 if scene and tree.heads[at] in {action.trigger, clause} else None
            if guarded and not self._belongs(tree, at, action):
                return None
            at = tree.heads[at]
        return None

    def _belongs(self, tree: Tree, token: int, action: Action) -> bool:
        """Whether a word is of the action, of its actors, or itself says where: "a ceremony" in "at a ceremony"."""
        start = tree.starts[token]
        own = action.trigger_start <= start < action.trigger_end
        actor = _is_part(action.source, start) or _is_part(action.target, start)
        return own or actor or tree.tags[token] == "PROPN" or _preposition(tree, token) in self.words.prepositions

    def _tells_place(self, tree: Tree) -> bool:
        """Whether the sentence names some place, even one that no list knows: the dateline is not that place."""
        return any(
            label == "case" and tree.lemmas[at] in self.words.prepositions and tree.tags[tree.heads[at]] == "PROPN"
            for at, label in enumerate(tree.labels)
        )

    def _read_dateline(self, action: Action, article: Article) -> Place | None:
        """The place of the dateline, for a fresh event in a country of its actors."""
        words, day = self.words, action.date or article.publication_date
        recent = timedelta(0) <= article.publication_date - day <= timedelta(days=words.days)
        exact = (action.date_precision or "publication") in {"day", "publication"}
        if not (article.dateline and recent and exact and action.status == "actual"):
            return None
        known, spots = _list_countries(action), self.find(article.dateline)
        if not spots or spots[0].start:
            return None
        place = self._settle(spots[0], known, set(), article.publication_date)
        return place if place is not None and place.country in known else None


def _list_countries(action: Action) -> list[str]:
    """The countries of source and target."""
    mentions = (action.source, action.target)
    return [mention.country for mention in mentions if mention is not None and mention.country is not None]


def _is_part(mention: Mention | None, start: int) -> bool:
    """Whether a character lies in a mention."""
    return mention is not None and mention.start <= start < mention.end


def _order(pair: tuple[tuple[int, bool, bool, int], Place]) -> tuple[int, bool, bool, int]:
    return pair[0]


def _refine(place: Place, others: Sequence[Place]) -> Place:
    """The city of the clause that lies in the country."""
    if place.latitude is not None:
        return place
    return next((other for other in others if other.latitude is not None and other.country == place.country), place)


def _cover(tree: Tree, spot: Spot) -> list[int]:
    """The tokens of a name."""
    return [at for at in range(len(tree.words)) if tree.starts[at] < spot.end and spot.start < tree.ends[at]]


def _find_head(tree: Tree, tokens: Sequence[int]) -> int:
    """The token of a name on which the others hang."""
    return next((at for at in tokens if tree.heads[at] not in tokens), tokens[-1])


def _is_name(tree: Tree, token: int) -> bool:
    return tree.tags[token] == "PROPN" and tree.words[token][0].isupper()


def _preposition(tree: Tree, token: int) -> str | None:
    """The preposition of a noun, or its possessive "'s"."""
    case = next((at for at, head in enumerate(tree.heads) if head == token and tree.labels[at] == "case"), None)
    if case is None or "NOUN" in tree.tags[case + 1 : token]:
        return None
    return tree.lemmas[case]


def _ends_clause(tree: Tree, token: int) -> bool:
    """Whether a clause of its own begins above this word; a second verb with its own subject is one too."""
    if tree.labels[token] in CLAUSE_ENDS:
        return True
    return tree.labels[token] == "conj" and tree.tags[token] in {"VERB", "AUX"}


def _find_clause(tree: Tree, token: int) -> int:
    """The head of the clause of a word; a second verb without a subject belongs to the clause of the first."""
    while tree.heads[token] >= 0 and tree.labels[token] not in CLAUSE_ENDS:
        subject = any(head == token and tree.labels[at] in SUBJECTS for at, head in enumerate(tree.heads))
        if subject and _ends_clause(tree, token):
            return token
        token = tree.heads[token]
    return token


def _follows_noun(tree: Tree, trigger: int, name: int) -> bool:
    """Whether a common noun that is not the place's own stands between the trigger and a place after it."""
    return any(tree.tags[at] == "NOUN" for at in range(trigger + 1, name))


def load_places(folder: Path) -> PlaceReader:
    """Read ``places.toml`` and the names of cities and countries of a language folder such as ``codebooks/en``.

    Raises:
        DemarcheError: a file is missing, a word list has the wrong form, or a coordinate is none.
    """
    words = read_words(folder / "places.toml")
    return PlaceReader(words, load_names(folder, words))
