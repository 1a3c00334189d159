"""What an article has told: who did what to whom, and whom an action means that names them no more."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.actions.deeds import Deed, Kind
from pipeline.actions.slots import are_kin
from pipeline.records import Mention


@dataclass(frozen=True, slots=True)
class Told:
    """An action that was told: its sentence, the end of its trigger, its CAMEO code, who did it, and to whom.

    ``owned`` are the nouns of its sentence that have an owner, each with him: "the Chinese move".
    """

    sentence: int
    end: int
    code: str
    doers: tuple[Mention, ...]
    victims: tuple[Mention, ...]
    owned: tuple[tuple[str, Mention], ...] = ()


def find_meant(deed: Deed, answerer: Mention, told: Sequence[Told]) -> tuple[Mention, ...]:
    """Those whom the words of an action mean and do not name.

    Args:
        deed: the words.
        answerer: the actor of the action that is named.
        told: what was told, as far back as it is remembered.
    """
    return FINDERS[deed.kind](deed, answerer, told)


def _find_doers(deed: Deed, answerer: Mention, told: Sequence[Told]) -> tuple[Mention, ...]:
    """Who did the deed: the last to whom the noun belonged, else the sources of the last action that it may name.

    Where something was done to the answerer, what was done to others does not count.
    """
    before = (last for last in told if last.sentence < answerer.sentence_number)
    owners = [owner for last in before for noun, owner in last.owned if noun == deed.noun]
    owners = [owner for owner in owners if not are_kin(owner, answerer)]
    if owners:
        return (owners[-1],)
    meant = [last for last in told if _is_named(last, deed, answerer)]
    if not deed.endorsed:  # nobody condemns his own deed
        meant = [last for last in meant if not _is_own(last, answerer)]
    suffered = [any(are_kin(victim, answerer) for victim in last.victims) for last in meant]
    if any(suffered):
        meant = [last for last, own in zip(meant, suffered, strict=True) if own or not last.victims]
    return () if not meant or _is_own(meant[-1], answerer) else meant[-1].doers


def _is_named(last: Told, deed: Deed, answerer: Mention) -> bool:
    earlier = last.sentence < answerer.sentence_number or last.end <= deed.start
    return earlier and last.code.startswith(deed.codes) and _fits(last.doers, deed.roles)


def _is_own(last: Told, answerer: Mention) -> bool:
    return any(are_kin(doer, answerer) for doer in last.doers)


def _fits(doers: Sequence[Mention], roles: tuple[str, ...]) -> bool:
    return not roles or any(doer.role is not None and doer.role.startswith(roles) for doer in doers)


def _find_opponents(deed: Deed, answerer: Mention, told: Sequence[Told]) -> tuple[Mention, ...]:
    """Who last did something to the answerer's country, if no third country did: "Chile demanded an apology".

    Where nobody did, the last to whom another country did something, if to no third country: after "Norway recalled
    its envoy from Fiji", "Peru froze aid" is aimed at Fiji too.
    """
    nation = _nation(answerer)
    suffered = [last for last in _abroad(told, deed.codes) if nation in _nations(last.victims)]
    if suffered:
        return suffered[-1].doers if len(_nations(each for last in suffered for each in last.doers)) == 1 else ()
    others = _abroad(told, deed.joined) if deed.joined else []
    targets = _nations(each for last in others for each in last.victims)
    return others[-1].victims if len(targets) == 1 and nation not in targets else ()


def _abroad(told: Sequence[Told], codes: tuple[str, ...]) -> list[Told]:
    """What one country did to another."""
    return [last for last in told if last.code.startswith(codes) and not _nations(last.doers) & _nations(last.victims)]


def _find_sides(deed: Deed, answerer: Mention, told: Sequence[Told]) -> tuple[Mention, ...]:
    """The two who were at odds most often, and who are not the answerer: "Kenya offered to mediate"."""
    nation = _nation(answerer)
    quarrels = [last for last in told if last.code.startswith(deed.codes) and last.victims]
    pairs = [
        (last.doers[-1], last.victims[-1]) for last in quarrels if nation not in _nations(last.doers + last.victims)
    ]
    if not pairs:
        return ()
    counts = Counter(map(_name_pair, pairs))
    return max(reversed(pairs), key=lambda pair: counts[_name_pair(pair)])


def _name_pair(pair: tuple[Mention, Mention]) -> frozenset[str]:
    """Two countries, or two of one country: "Chad and its rebels"."""
    nations = frozenset(_nations(pair))
    return nations if len(nations) > 1 else frozenset(each.code for each in pair)


FINDERS: Mapping[Kind, Callable[[Deed, Mention, Sequence[Told]], tuple[Mention, ...]]] = {
    Kind.NAMED: _find_doers, Kind.CAPTIVITY: _find_doers, Kind.REPLY: _find_opponents, Kind.MEDIATION: _find_sides,
}  # fmt: skip


def _nation(mention: Mention) -> str:
    return mention.country or mention.code


def _nations(mentions: Iterable[Mention]) -> set[str]:
    return {_nation(mention) for mention in mentions}
