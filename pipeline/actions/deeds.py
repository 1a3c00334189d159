"""Deeds that an article names again: "Peru condemned the arrests" is aimed at who made them, a sentence before."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from pipeline.actions.deedbook import DeedNames, look_up
from pipeline.actions.graph import Graph
from pipeline.actions.slots import name_nation
from pipeline.records import Mention
from pipeline.syntax import Tree

DEED = "deed"
"""How such a phrase is a mention."""
APPOSED = frozenset({"parataxis", "appos"})
"""Labels of a noun that is put behind what it names: "expelled two envoys, a move condemned by Peru"."""
CLAUSES = frozenset({"acl", "acl:relcl"})
BESIDE = frozenset({"cc", "conj", "punct"})
"""Labels of what hangs on a noun and says nothing of it."""


class Kind(Enum):
    """How words stand for an actor whom they do not name.

    NAMED is a noun of what he did: "the arrests". CAPTIVITY is what is asked of who holds somebody: "the release of
    the hostages". PRONOUN is one for what was just told: "denied it". COUNTRY is a noun that only says what he is:
    "the impoverished nation". HOME is a place of the country of who acts: "rebels seized an airport". TOLL are
    people of it: "ten were killed when soldiers stormed a market", "thousands marched against the cabinet". FOE is whom
    he fights: "the soldiers returned fire". BLOW is a noun of what these fell in: "nine were killed in the barrage".
    REPLY is an action that answers what he did: "demanded an apology". MEDIATION is an action between two: "offered to
    mediate". VOTE is one against a text of a body: "vetoed the resolution".
    """

    NAMED = "named"
    CAPTIVITY = "captivity"
    PRONOUN = "pronoun"
    COUNTRY = "country"
    HOME = "home"
    TOLL = "toll"
    FOE = "foe"
    BLOW = "blow"
    REPLY = "reply"
    MEDIATION = "mediation"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Deed:
    """Words that go back to what was told before, and so to an actor.

    Attributes:
        codes: CAMEO codes, roots or prefixes of codes of what they may go back to.
        roles: roles of which who did it must have one; none for all.
        start: first character in the sentence.
        end: one after the last character.
        text: the words.
        kind: how they stand for the actor.
        joined: of a reply, codes of what others may do to the same target.
        noun: of what names a deed, the lemma.
        apposed: the noun is put behind what it names, in the same sentence: "expelled two envoys, a move Peru hates".
        endorsed: the action is one that who did it may do too: "Norway defended the raid".
        bodies: of a vote, codes of those who may have put it.
    """

    codes: tuple[str, ...]
    roles: tuple[str, ...]
    start: int
    end: int
    text: str
    kind: Kind = Kind.NAMED
    joined: tuple[str, ...] = ()
    noun: str = ""
    apposed: bool = False
    endorsed: bool = False
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeedFinder:
    """Finds the words of a sentence that go back to what was told.

    Attributes:
        names: the table of such words.
    """

    names: DeedNames

    def find_answered(
        self, graph: Graph, code: str, head: int, tokens: Iterable[int], targets: Collection[int] = ()
    ) -> Deed | None:
        """The deed that stands where the target of an action should: "condemned the arrests", "sought their release".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            head: its trigger.
            tokens: the words that may name the deed.
            targets: the heads of its targets.
        """
        if code in self.names.freeing_codes:
            return self.find_captivity(graph, tokens, targets)
        if targets or not code.startswith(self.names.answers):
            return None
        above = (graph.tree.heads[head],) if graph.label(head) in CLAUSES else ()  # "a ruling that Peru condemned"
        nouns = [deed for token in (*tokens, *above) if (deed := self.find(graph, [token], head))]
        pronoun = self._find_pronoun(graph, code, (*tokens, *graph.labelled(head, "obj")))
        named = next((deed for deed in nouns if deed.codes), None)
        if pronoun and (named is None or named.apposed):  # "a charge that Peru denied"
            return replace(named or pronoun, codes=pronoun.codes, kind=Kind.PRONOUN)
        deed = named or next(iter(nouns), None)
        return deed and replace(deed, endorsed=code.startswith(self.names.endorsing))

    def find_reply(self, graph: Graph, code: str, tokens: Sequence[int]) -> Deed | None:
        """An action that names nobody and answers what was done: "demanded an apology", "offered to mediate".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            tokens: its words; an object that is none of them is somebody.
        """
        between, answered = look_up(self.names.mediations, code), look_up(self.names.replies, code)
        objects = {each for token in tokens for each in graph.objects(token)}
        if not (between or answered) or objects - {*tokens}:
            return None
        tree, first, last = graph.tree, min(tokens), max(tokens)
        start, end, text = tree.starts[first], tree.ends[last], " ".join(tree.words[first : last + 1])
        if between:
            return Deed(between, (), start, end, text, Kind.MEDIATION)
        return Deed(answered, (), start, end, text, Kind.REPLY, look_up(self.names.joins, code))

    def find(self, graph: Graph, tokens: Iterable[int], verb: int | None = None) -> Deed | None:
        """The first of ``tokens`` that is a definite noun of a deed, or one put behind it: "a move Peru hates".

        Args:
            graph: the sentence.
            tokens: the words to look at.
            verb: what is done about the deed; where it hangs below the noun, the noun is put behind the deed.
        """
        tree = graph.tree
        for token in tokens:
            noun, tag = tree.lemmas[token], tree.tags[token]
            if tag != "NOUN" and (noun not in self.names.codes or tag not in {"PROPN", "VERB"}):
                continue
            below = graph.children[token]
            apposed = graph.label(token) in APPOSED or (verb in below and graph.label(verb) in CLAUSES)
            articles = self.names.definite | self.names.indefinite if apposed else self.names.definite
            opening = [child for child in below if tree.lemmas[child] in articles]
            own = (child for child in below if child != verb and graph.label(child) not in BESIDE)
            named = any(tree.tags[word] == "PROPN" for child in own for word in graph.subtree(child))
            plural = apposed and tree.xpos[token] == "NNS"  # "sentenced them in trials criticised by Fiji"
            if (opening or plural) and not named:  # "the raid in Fiji" may be another one
                first = min(opening, default=token)
                text = " ".join(tree.words[first : token + 1])
                codes, roles = self.names.codes.get(noun, ()), self.names.roles.get(noun, ())
                return Deed(codes, roles, tree.starts[first], tree.ends[token], text, noun=noun, apposed=apposed)
        return None

    def _find_pronoun(self, graph: Graph, code: str, tokens: Iterable[int]) -> Deed | None:
        """A pronoun for what was just said: "denied it", "which Peru rejected"."""
        tree, codes = graph.tree, look_up(self.names.denials, code)
        for token in tokens if codes else ():
            if tree.lemmas[token] in self.names.pronouns and not graph.children[token]:
                start, end, text = tree.starts[token], tree.ends[token], tree.words[token]
                return Deed(codes, (), start, end, text, Kind.PRONOUN)
        return None

    def find_country(self, graph: Graph, code: str, tokens: Iterable[int]) -> Deed | None:
        """A noun that only says that somebody is a country: "aid to the impoverished nation", "its former colony".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            tokens: the words that take the place of its target.
        """
        tree = graph.tree
        for token in tokens if code.startswith(self.names.country_codes) else ():
            owned = bool(graph.labelled(token, "nmod:poss"))
            definite = owned or any(tree.lemmas[child] in self.names.definite for child in graph.children[token])
            if tree.lemmas[token] in self.names.country_nouns and tree.xpos[token] == "NN" and definite:
                return _stand_for(tree, token, Kind.COUNTRY)
        return None

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
                return _stand_for(tree, token, Kind.HOME, self.names.home_codes)
        return None

    def find_vote(self, graph: Graph, code: str, head: int, tokens: Iterable[int]) -> Deed | None:
        """A text against which somebody votes, or his veto: "vetoed two drafts", "used its veto".

        Args:
            graph: the sentence.
            code: CAMEO code of the action.
            head: its trigger.
            tokens: its words.
        """
        tree, words = graph.tree, [*tokens]
        if not code.startswith(self.names.vote_codes) or self.names.vote_words.isdisjoint(
            tree.lemmas[t] for t in words
        ):
            return None
        for token in words:
            noun = tree.lemmas[token]
            if token != head and noun in self.names.vote_nouns and tree.tags[token] == "NOUN":
                text = "" if noun in self.names.vote_words else noun  # whose the veto is says nothing of the text
                return replace(_stand_for(tree, token, Kind.VOTE), noun=text, bodies=self.names.vote_bodies)
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
                return _stand_for(graph.tree, token, Kind.TOLL, self.names.toll_codes)
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
                return _stand_for(graph.tree, token, Kind.TOLL, self.names.crowd_codes)
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
            return _stand_for(tree, verb, Kind.FOE, self.names.toll_codes)
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
        return _stand_for(graph.tree, verb, Kind.HOME) if states and code in self.names.rule_codes else None

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
                return _stand_for(tree, noun, Kind.BLOW, codes)
        return None

    def find_captivity(self, graph: Graph, tokens: Iterable[int], targets: Iterable[int]) -> Deed | None:
        """What is asked of who holds somebody, where nobody else is asked: "demanded the release of the men".

        Args:
            graph: the sentence.
            tokens: the words of the action.
            targets: the heads of its targets.
        """
        tree = graph.tree
        for token in tokens:
            if tree.lemmas[token] in self.names.freeing_nouns and tree.tags[token] == "NOUN":
                inside = set(graph.subtree(token))
                if inside.issuperset(targets):
                    return _stand_for(tree, token, Kind.CAPTIVITY, self.names.holding_codes)
        return None


def _have_roles(doers: Sequence[Mention], roles: tuple[str, ...], *, bare: str = "") -> bool:
    """Whether there are doers and each has one of ``roles``; a bare state counts as its ``bare``."""
    return bool(doers) and all((doer.role or bare).startswith(roles) for doer in doers)


def _stand_for(tree: Tree, token: int, kind: Kind, codes: tuple[str, ...] = ()) -> Deed:
    """A single word as what stands for an actor."""
    return Deed(codes, (), tree.starts[token], tree.ends[token], tree.words[token], kind)


def refer_deed(doer: Mention, sentence: int, start: int, end: int, text: str) -> Mention:
    """The noun phrase of a deed as a mention of who did it.

    Args:
        doer: who did it, where the deed was told.
        sentence: the sentence that names it again.
        start: first character of the noun phrase in that sentence.
        end: one after its last character.
        text: its words.
    """
    return replace(
        doer, sentence_number=sentence, start=start, end=end, text=text, how=DEED,
        referent_sentence=doer.sentence_number, referent_start=doer.start,
    )  # fmt: skip


def take_nation(mention: Mention, role: str = "") -> Mention:
    """The country of a mention, or those of a role in it: of "Chadian rebels", Chad, or with CVL its people."""
    return replace(mention, code=f"{name_nation(mention)}{role}", role=role or None, name=None, entry=None)
