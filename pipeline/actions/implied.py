"""Whom an action means that names nobody: people and places at home, the enemy, one's own government."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline.actions.deedbook import DeedNames
from pipeline.actions.deeds import Deed, Kind, stand_for
from pipeline.actions.graph import Graph
from pipeline.actions.reading import Reading
from pipeline.actions.slots import Cast
from pipeline.records import Mention


@dataclass(frozen=True, slots=True)
class ImpliedFinder:
    """Finds what stands for an actor whom nothing names.

    Attributes:
        names: the words and codes of the table ``deeds``.
        near: what the way to who acts may cost where an enemy is meant: not "his car hit a mine".
    """

    names: DeedNames
    near: float = 1.0

    def find_target(self, reading: Reading, graph: Graph, cast: Cast) -> Deed | None:
        """What stands for whom an action is done to.

        Args:
            reading: the action, which has a source and no target.
            graph: the sentence.
            cast: its actors.
        """
        code, verb = reading.code, reading.head
        doers = [filler.actor.mention for filler in reading.sources]
        near = doers if all(filler.cost <= self.near for filler in reading.sources) else []
        aims = [token for token in reading.closed if token != verb]
        return (
            self.find_toll(graph, code, verb, doers)
            or self.find_home(graph, code, reading.named, doers)
            or self.find_foe(graph, code, verb, aims, near)
            or self.find_rule(graph, code, verb, near)
            or (self.find_dissent(graph, code, verb, doers) if _is_one_country(cast) and not aims else None)
            or (self.find_strife(graph, code, verb) if not aims else None)
        )

    def find_source(self, reading: Reading, graph: Graph, cast: Cast) -> Deed | None:
        """What stands for who does an action.

        Args:
            reading: the action, which has a target and no source.
            graph: the sentence.
            cast: its actors.
        """
        blow = self.find_blow(graph, reading.code, reading.head)
        if blow or not _is_one_country(cast):  # not "in Peru against the Fijian cabinet"
            return blow
        aims = [filler.actor.mention for filler in reading.targets]
        return self.find_crowd(graph, reading.code, graph.passive_or_active(reading.head), aims)

    def find_home(self, graph: Graph, code: str, tokens: Iterable[int], doers: Sequence[Mention]) -> Deed | None:
        """A place without a name, where it is taken or attacked by an armed group: "rebels raided coastal towns".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            tokens: the words that may name the place.
            doers: who acts.
        """
        tree, armed = graph.tree, _have_roles(doers, self.names.home_roles)
        for token in tokens if armed and code.startswith(self.names.home_codes) else ():
            if tree.lemmas[token] in self.names.home_nouns and tree.tags[token] == "NOUN":
                return stand_for(tree, token, Kind.HOME, self.names.home_codes)
        return None

    def find_toll(self, graph: Graph, code: str, verb: int, doers: Sequence[Mention]) -> Deed | None:
        """People of whom nothing is said but how many they are: "ten were killed when soldiers stormed a market".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            verb: its trigger.
            doers: who acts.
        """
        domestic = _have_roles(doers, self.names.toll_roles) and all(doer.country for doer in doers)
        told = domestic and code.startswith(self.names.toll_codes)
        for token in graph.objects(verb) if told else ():
            if self._is_people(graph, token):
                return stand_for(graph.tree, token, Kind.TOLL, self.names.toll_codes)
        return None

    def _is_people(self, graph: Graph, token: int) -> bool:
        """Whether nothing is said of people but how many they are: "ten", "thousands of residents"; no "of troops"."""
        tree, nouns = graph.tree, self.names.toll_nouns
        bare = tree.tags[token] == "NUM" or tree.lemmas[token] in nouns
        return bare and all(tree.lemmas[noun] in nouns for noun in graph.labelled(token, "nmod"))

    def find_crowd(self, graph: Graph, code: str, subjects: Iterable[int], aims: Sequence[Mention]) -> Deed | None:
        """People of whom nothing is said, who protest against a government: "thousands marched against the cabinet".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            subjects: the words for who acts.
            aims: against whom it is done.
        """
        ruled = all(aim.country and (aim.role or "").startswith(self.names.rule_roles) for aim in aims)
        for token in subjects if ruled and code.startswith(self.names.crowd_codes) else ():
            if self._is_people(graph, token):
                return stand_for(graph.tree, token, Kind.TOLL, self.names.crowd_codes)
        return None

    def find_foe(
        self, graph: Graph, code: str, verb: int, tokens: Collection[int], doers: Sequence[Mention]
    ) -> Deed | None:
        """Violence of armed ones that names nobody: "the soldiers returned fire", "jets bombed the caves".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            verb: its trigger; who is "to bomb the caves" does not yet.
            tokens: the words that take the place of its target: none, or places of no name.
            doers: who acts.
        """
        tree, armed = graph.tree, _have_roles(doers, self.names.foe_roles, bare="MIL")
        places = self.names.home_nouns | self.names.foe_nouns
        bare = all(tree.lemmas[token] in places and not graph.labelled(token, "compound") for token in tokens)
        done = graph.is_verb(verb) and "to" not in graph.markers(verb)
        if code in self.names.foe_codes and armed and bare and done:
            return stand_for(tree, verb, Kind.FOE, self.names.toll_codes)
        return None

    def find_rule(self, graph: Graph, code: str, verb: int, doers: Sequence[Mention]) -> Deed | None:
        """What a state lays on its own country: "declared a state of emergency", "imposed a curfew".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            verb: its trigger.
            doers: who acts.
        """
        states = _have_roles(doers, self.names.rule_roles, bare="GOV")
        return stand_for(graph.tree, verb, Kind.HOME) if states and code in self.names.rule_codes else None

    def find_dissent(self, graph: Graph, code: str, verb: int, doers: Sequence[Mention]) -> Deed | None:
        """What a people does to its government, or the government to its people: "marched", "crushed the revolt".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            verb: its trigger.
            doers: who acts.
        """
        if not all(doer.country for doer in doers):
            return None
        if code.startswith(self.names.crowd_codes) and _have_roles(doers, self.names.crowd_roles):
            return stand_for(graph.tree, verb, Kind.HOME)
        states = bool(doers) and all((doer.role or "") in self.names.state_roles for doer in doers)
        return stand_for(graph.tree, verb, Kind.TOLL) if states and code in self.names.crush_codes else None

    def find_strife(self, graph: Graph, code: str, verb: int) -> Deed | None:
        """Whoever is violent, where an end of it is asked of nobody: "called for an end to the killing".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            verb: its trigger.
        """
        if code not in self.names.truce_codes:
            return None
        return stand_for(graph.tree, verb, Kind.STRIFE, self.names.strife_codes)

    def find_blow(self, graph: Graph, code: str, verb: int) -> Deed | None:
        """What somebody of whom the passive tells it fell in: "nine were killed in the barrage", "by heavy fire".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            verb: its trigger.
        """
        tree, tolled = graph.tree, self.names.toll_codes
        falls = code.startswith(tolled) and graph.is_passive(verb)
        verbs = (verb, *graph.labelled(verb, "conj", "xcomp"))  # "ten were killed and forty wounded in the raid"
        for noun in (each for word in verbs for each in graph.labelled(word, "obl", "obl:agent")) if falls else ():
            codes = tuple(
                each for each in self.names.codes.get(tree.lemmas[noun], ()) if each.startswith(self.names.fall_codes)
            )
            told = any(tree.lemmas[child] in self.names.definite for child in graph.children[noun])
            told = told or bool(graph.labelled(noun, "nmod:poss")) or "by" in graph.markers(noun)
            named = any(tree.words[child].istitle() for child in graph.labelled(noun, "amod", "compound"))
            apart = named or graph.labelled(noun, "nmod", "nummod")  # "the 1998 raid", "the Fijian raid" is another one
            if codes and told and not apart and graph.markers(noun) & self.names.fall_words:
                return stand_for(tree, noun, Kind.BLOW, codes)
        return None


def _is_one_country(cast: Cast) -> bool:
    """Whether all actors of a sentence that are of a country are of the same; bodies such as the UN are of none."""
    return len({actor.mention.country for actor in cast.actors} - {None}) == 1


def _have_roles(doers: Sequence[Mention], roles: tuple[str, ...], *, bare: str = "") -> bool:
    """Whether there are doers and each has one of ``roles``; a bare state counts as its ``bare``."""
    return bool(doers) and all((doer.role or bare).startswith(roles) for doer in doers)
