"""Which sentences of an article are worth parsing: those that may name two actors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.actors.matcher import Hit, Matcher
from pipeline.actors.parts import PRONOUNS
from pipeline.actors.tokens import make_key, split_forms
from pipeline.codebook.actors import ActorBook


@dataclass(frozen=True, slots=True)
class Scan:
    """What the words of a sentence show.

    Attributes:
        keys: its words.
        hits: how many names and agents of the dictionary it holds.
        names: the unknown names in it, each by its words.
        titled: the words of those names that stand near an agent, and of the persons that the dictionary knows.
        pronouns: how many pronouns it holds.
    """

    keys: Sequence[str]
    hits: int
    names: Sequence[Sequence[str]]
    titled: frozenset[str]
    pronouns: int


class Sieve:
    """Sorts sentences; built once for a codebook.

    Args:
        book: the actor codebook.
        matcher: its compiled dictionary.
    """

    def __init__(self, book: ActorBook, matcher: Matcher) -> None:
        words = book.rules.words
        self._matcher = matcher
        self._words = words
        self._small = words.openers | words.months
        self._near = book.rules.limits.explained_distance
        self._named_again = words.deed_nouns | words.country_nouns | words.group_nouns
        self._towns = words.settlements | {f"{noun}s" for noun in words.settlements}
        self._all_strikes = _list_stems(words.striking | words.intruding | words.strikes)
        self._sieges = _list_stems(words.besieging)
        self._replies = words.reply_words
        self._cues = words.pair_cues | words.side_cues | book.rules.numbers.keys()
        self._pairs = words.pair_nouns | words.side_nouns

    def select(self, texts: Sequence[str]) -> list[bool]:
        """Whether each of the sentences of an article may name two actors; it errs on the side of yes.

        Counted are names and agents of the dictionary and names that the article explains: an unknown name that never
        stands near an agent is no actor. Beside one of them a pronoun is the second; a deed that is named again stands
        for who did it, an answer for whom it answers, "the country" for one that was named, a town that is struck for
        its country.
        """
        scans = [self._scan(text) for text in texts]
        explained = frozenset(word for scan in scans for word in scan.titled)
        return [self._may_hold(scan, explained) for scan in scans]

    def _may_hold(self, scan: Scan, explained: frozenset[str]) -> bool:
        named = scan.hits + sum(not explained.isdisjoint(name) for name in scan.names)
        if named > 1 or (named and scan.pronouns):
            return True
        if any(left in self._cues and right in self._pairs for left, right in pairwise(scan.keys)):
            return True
        if named != 1:
            return False
        return self._goes_back(scan.keys) or self._strikes(scan.keys) or not self._replies.isdisjoint(scan.keys)

    def _goes_back(self, keys: Sequence[str]) -> bool:
        """Whether "the" or the like stands at most three words before the noun of a deed, a country or a group."""
        cues = (number for number, key in enumerate(keys) if key in self._words.deed_cues)
        return any(key in self._named_again for number in cues for key in keys[number + 1 : number + 4])

    def _strikes(self, keys: Sequence[str]) -> bool:
        """Whether a town may be struck whose name no list knows, or that has none: "stormed a village"."""
        strikes = self._sieges if self._towns.isdisjoint(keys) else self._all_strikes
        return any(key.startswith(strikes) for key in keys)

    def _scan(self, text: str) -> Scan:
        forms = split_forms(text)
        keys = [make_key(form) for form in forms]
        hits = list(self._matcher.find(keys, forms))
        covered = {number for hit in hits for number in range(hit.first, hit.last + 1)}
        free = [number for number in range(len(keys)) if number not in covered]
        runs = list(self._find_runs(forms, keys, free))
        agents = [hit for hit in hits if any(form.kind == "agent" for form in hit.forms)]
        persons = [hit for hit in hits if any(form.row.kind == "person" for form in hit.forms if form.kind == "name")]
        titled = [number for run in runs if self._is_explained(run, agents) for number in run]
        known = [number for hit in persons for number in range(hit.first, hit.last + 1)]
        return Scan(
            keys=keys,
            hits=len(hits),
            names=[[keys[number] for number in run] for run in runs],
            titled=frozenset(keys[number] for number in (*titled, *known)),
            pronouns=sum(keys[number] in PRONOUNS for number in free),
        )

    def _find_runs(self, forms: Sequence[str], keys: Sequence[str], free: Sequence[int]) -> Iterator[list[int]]:
        """Capitalised words side by side that no dictionary entry covers."""
        run: list[int] = []
        for number in free:
            capital = forms[number][0].isupper() and keys[number] not in self._small
            if run and (not capital or number != run[-1] + 1):
                yield run
                run = []
            if capital:
                run.append(number)
        if run:
            yield run

    def _is_explained(self, run: Sequence[int], agents: Sequence[Hit]) -> bool:
        """Whether a title or an office stands near a name: "Inti, a former senator"."""
        return any(run[0] - hit.last <= self._near and hit.first - run[-1] <= self._near for hit in agents)


def _list_stems(lemmas: frozenset[str]) -> tuple[str, ...]:
    """What the forms of each verb or noun begin with: "besieg" of "besieged"."""
    return tuple(sorted(lemma.removesuffix("e") for lemma in lemmas))
