"""What an article has told: who did what to whom, and whom an action means that names them no more."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.actions.asides import Asides
from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Deed, Kind, take_nation
from pipeline.actions.slots import are_kin, name_nation
from pipeline.records import Mention


@dataclass(frozen=True, slots=True)
class Told:
    """An action that was told: its sentence, the end of its trigger, its CAMEO code, who did it, and to whom."""

    sentence: int
    end: int
    code: str
    doers: tuple[Mention, ...]
    victims: tuple[Mention, ...]


@dataclass(slots=True)
class Memory:
    """What an article has told so far: its actions, the asides of its sentences, and the words by which it recalls."""

    told: list[Told] = field(default_factory=list)
    asides: list[Asides] = field(default_factory=list)
    names: DeedNames = field(default_factory=DeedNames)

    def recall(self, oldest: int, lead: int) -> "Memory":
        """What is not forgotten: what stands in sentence ``oldest`` or after it, or in the first ``lead``."""
        return Memory(
            [last for last in self.told if last.sentence >= oldest or last.sentence <= lead],
            [last for last in self.asides if last.sentence >= oldest or last.sentence <= lead],
            self.names,
        )


def find_meant(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Those whom the words of an action mean and do not name.

    Args:
        deed: the words.
        answerer: the actor of the action that is named.
        memory: what was told and is not forgotten.
    """
    return FINDERS[deed.kind](deed, answerer, memory)


def _find_doers(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Who did what the noun may name, else the last to whom it belonged, else who spoke of the answerer."""
    memory = memory.recall(answerer.sentence_number, 0) if deed.apposed else memory
    known = [last for last in memory.told if deed.codes and _is_named(last, deed, answerer)]
    named = [last for last in known if _fits(last.doers, deed.roles)]
    named = named or [last for last in known if all(doer.role is None for doer in last.doers)]  # a state for its courts
    if named:
        return _choose(named, deed, answerer)
    owners = _list_owners(deed, answerer, memory)
    if owners:
        return (owners[-1],)
    if deed.noun in memory.names.vote_nouns:  # "hostile to the resolution"
        return _list_bodies(memory, memory.names.vote_bodies)[-1:] if answerer.country else ()
    said = memory.names.said_codes  # where nobody did what else the noun names
    return _find_speaker(answerer, memory.asides) if not said.isdisjoint(deed.codes) else ()


def _list_owners(deed: Deed, answerer: Mention, memory: Memory) -> list[Mention]:
    """To whom else than the answerer the noun belonged: "the Chinese plan"."""
    owners = (owner for last in memory.asides for noun, owner in last.owned if noun == deed.noun)
    return [owner for owner in owners if not are_kin(owner, answerer)]


def _find_body(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Whose text a country votes against, else the body that was named last: "vetoed the resolution"."""
    owners = tuple(_list_owners(deed, answerer, memory))
    return (owners or _list_bodies(memory, deed.bodies))[-1:] if answerer.country else ()


def _list_bodies(memory: Memory, codes: tuple[str, ...]) -> tuple[Mention, ...]:
    """The bodies that were named, of those with such codes."""
    return tuple(each for last in memory.asides for each in last.bodies if each.code.startswith(codes))


def _find_last(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Who did such a thing to the answerer in the sentence before or earlier in this one, else who spoke of him."""
    just = memory.recall(answerer.sentence_number - 1, 0)
    suffered = [last for last in just.told if _is_named(last, deed, answerer) and _has_suffered(last, answerer)]
    return _choose(suffered, deed, answerer) or _find_speaker(answerer, just.asides)


def _find_country(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """The country that was told of most often, but for the answerer's: "froze aid to the impoverished nation".

    To whom something is done is told of twice.
    """
    actors = [each for last in memory.told for each in (*last.doers, *last.victims, *last.victims)]
    foreign = [each for each in actors if each.country and each.country != answerer.country]
    counts = Counter(each.country for each in foreign).most_common()
    if not counts or counts[0][1] in {count for _, count in counts[1:]}:
        return ()
    own = [each for each in foreign if each.country == counts[0][0]]
    return (([each for each in own if each.code == each.country] or own)[-1],)


def _find_home(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """The country of who acts, unless they fight against another one: "Palestinian militants fired at a town"."""
    return () if _fights_abroad(deed, answerer, memory) else (take_nation(answerer),)


def _find_people(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """The people of the country of who acts, unless they fight against another one: "ten were killed in the raid"."""
    return () if _fights_abroad(deed, answerer, memory) else (take_nation(answerer, memory.names.people_role),)


def _find_strikers(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Who did the last such thing to the country of those who fell in it: "nine Fijians were killed in the raid"."""
    nation = name_nation(answerer)
    told = (last for last in memory.told if not last.code.startswith(memory.names.siege_codes))
    named = [last for last in told if _is_named(last, deed, answerer)]
    near = [last for last in named if nation in _nations((*last.doers, *last.victims))]
    near = [last for last in near if not {*last.doers} & {*last.victims}]  # of a fight nobody knows who killed
    return near[-1].doers if near and not _is_own(near[-1], answerer) else ()


def _find_foes(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Whom the side of who acts was last told to fight, where it fights one camp only: "the soldiers returned fire"."""
    names = memory.names
    own = _name_camp(answerer, names)
    sides = [side for last in memory.told if last.code.startswith(deed.codes) for side in _find_other(last, own, names)]
    foes = [each for side in sides for each in side]
    camps = {_name_camp(foe, names) if name_nation(foe) == own[0] else name_nation(foe) for foe in foes}
    return sides[-1] if len(camps) == 1 else ()


def _find_warring(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """The country whose state was last told to be violent, else the last who was: "called for a halt to killing"."""
    strife = [last for last in memory.told if last.code.startswith(deed.codes) and not _is_own(last, answerer)]
    violent = [each for last in strife for each in last.doers if name_nation(each) != name_nation(answerer)]
    states = [each for each in violent if each.country and (each.role or "") in memory.names.state_roles]
    return (take_nation(states[-1]),) if states else tuple(violent[-1:])


def _find_other(last: Told, own: tuple[str, str], names: DeedNames) -> Iterator[tuple[Mention, ...]]:
    """The other side of what one side did or suffered; of a fight, in which both do both, all others in it."""
    did, suffered = (any(_name_camp(each, names) == own for each in side) for side in (last.doers, last.victims))
    meant = (*(last.doers if suffered else ()), *(last.victims if did else ()))
    other = tuple(dict.fromkeys(each for each in meant if _name_camp(each, names) != own))
    fighting = names.state_roles | names.armed_roles
    if other and {each.role or "" for each in other} <= fighting:  # who shot smugglers fights nobody
        yield other


def _name_camp(mention: Mention, names: DeedNames) -> tuple[str, str]:
    """The side on which an actor fights: a country with its soldiers, or those inside it who fight or live apart."""
    role = mention.role or ""
    return name_nation(mention), "" if role in names.state_roles else "REB" if role in names.armed_roles else role


def _fights_abroad(deed: Deed, answerer: Mention, memory: Memory) -> bool:
    own = [last for last in memory.told if last.code.startswith(deed.codes) and _is_own(last, answerer)]
    return not answerer.country or bool(_nations(each for last in own for each in last.victims) - {answerer.country})


def _choose(named: Sequence[Told], deed: Deed, answerer: Mention) -> tuple[Mention, ...]:
    """Who did the last of the deeds; where the answerer suffered one, what was done to others does not count."""
    meant = [last for last in named if deed.endorsed or not _is_own(last, answerer)]  # nobody condemns his own deed
    suffered = [_has_suffered(last, answerer) for last in meant]
    if any(suffered):
        meant = [last for last, own in zip(meant, suffered, strict=True) if own or not last.victims]
    return meant[-1].doers if meant and not _is_own(meant[-1], answerer) else ()


def _find_speaker(answerer: Mention, asides: Sequence[Asides]) -> tuple[Mention, ...]:
    """Who last said something of the answerer's country: "denied the report"."""
    spoken = [each for last in asides for each in last.spoken]
    nation = name_nation(answerer)
    speakers = [speaker for speaker, others in spoken if nation in _nations(others) and nation != name_nation(speaker)]
    return tuple(speakers[-1:])


def _is_named(last: Told, deed: Deed, answerer: Mention) -> bool:
    earlier = last.sentence < answerer.sentence_number or last.end <= deed.start
    return earlier and last.code.startswith(deed.codes)


def _is_own(last: Told, answerer: Mention) -> bool:
    return any(are_kin(doer, answerer) for doer in last.doers)


def _has_suffered(last: Told, answerer: Mention) -> bool:
    return any(are_kin(victim, answerer) for victim in last.victims)


def _fits(doers: Sequence[Mention], roles: tuple[str, ...]) -> bool:
    return not roles or any(doer.role is not None and doer.role.startswith(roles) for doer in doers)


def _find_opponents(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """Who last did something to the answerer's country, if no third country did: "Chile demanded an apology".

    Where nobody did, the one whom others act against at least twice as often as against any other: after "Norway
    recalled its envoy from Fiji", "Peru froze aid" is aimed at Fiji too.
    """
    nation = name_nation(answerer)
    suffered = [last for last in _abroad(memory.told, deed.codes) if nation in _nations(last.victims)]
    if suffered:
        return suffered[-1].doers if len(_nations(each for last in suffered for each in last.doers)) == 1 else ()
    others = _abroad(memory.told, deed.joined) if deed.joined else []
    ranked = Counter(each for last in others for each in _nations(last.victims)).most_common()
    if not ranked or ranked[0][0] == nation or any(ranked[0][1] < 2 * count for _, count in ranked[1:]):
        return ()
    return [last for last in others if ranked[0][0] in _nations(last.victims)][-1].victims


def _abroad(told: Sequence[Told], codes: tuple[str, ...]) -> list[Told]:
    """What one country did to another."""
    return [last for last in told if last.code.startswith(codes) and not _nations(last.doers) & _nations(last.victims)]


def _find_sides(deed: Deed, answerer: Mention, memory: Memory) -> tuple[Mention, ...]:
    """The two who were at odds most often, and who are not the answerer: "Kenya offered to mediate"."""
    nation = name_nation(answerer)
    quarrels = [last for last in memory.told if last.code.startswith(deed.codes) and last.victims]
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


FINDERS: Mapping[Kind, Callable[[Deed, Mention, Memory], tuple[Mention, ...]]] = {
    Kind.NAMED: _find_doers, Kind.CAPTIVITY: _find_doers,
    Kind.PRONOUN: _find_last, Kind.COUNTRY: _find_country, Kind.HOME: _find_home,
    Kind.TOLL: _find_people, Kind.FOE: _find_foes, Kind.STRIFE: _find_warring, Kind.BLOW: _find_strikers,
    Kind.VOTE: _find_body, Kind.REPLY: _find_opponents, Kind.MEDIATION: _find_sides,
}  # fmt: skip


def _nations(mentions: Iterable[Mention]) -> set[str]:
    return {name_nation(mention) for mention in mentions}
