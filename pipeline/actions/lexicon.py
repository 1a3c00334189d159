"""The word sets of words.toml that the reading of a tree itself needs, beside those that patterns name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from pipeline.codebook.words import Phrase

NOUNS = frozenset({"stating", "transparent", "texts", "intentions", "others", "recipients", "volleys", "fighting"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas by what they do to the grammar of a sentence; words.toml says what each set is for.

    Of a noun phrase the last word stands here, of a verb with a particle or an object all words, joined by ``_``.

    Attributes:
        light: verbs whose object names the action: "launch an attack".
        happening: verbs whose subject is what happens: "clashes broke out".
        recipients: nouns for those who get something: "sold the army rifles".
        bidding: verbs that have something done: "ordered two mayors jailed".
        naming: verbs that give their object a name: "called the plan a joke".
        aiming: participles that only pass on where a noun is aimed: "measures directed at Fiji".
        barriers: prepositions behind which stands no actor of what is before them: "a bigger threat than Fiji".
        say: verbs of speech: "Fiji must pay, Norway insisted".
        announcing: verbs of what one has done oneself, or another: "confirmed that it struck", "that Fiji struck".
        informing: verbs of speech with somebody who is told: "told reporters that Fiji must pay".
        contesting: verbs whose subject is no author of the text that is their object: "vetoed a resolution".
        insisting: verbs that demand what shall be and assert what is: "insisted that Fiji pay", "that Fiji had paid".
        granting: words for what is beyond doubt: "said it was clear that Fiji had lied" is said of Fiji.
        headline_verbs: verbs that look like nouns after a plural: "police fire on protesters".
        wanting: verbs of what somebody will or shall do: "agreed to free the men".
        infinitives: verbs that the parser takes for adjectives or nouns after "to": "to free", "to halt".
        freedoms: nouns that are free themselves: "agreed to free elections".
        intransitive: verbs without a passive: "miners clashed with police" is a sentence.
        disposed: adjectives for who will or can do something: of "said it was ready to sign" it is the speaker.
        giving: verbs by which somebody gets something: "gave Fiji six boats".
        harming: verbs of what came of violence: "fired on a crowd, killing two".
        striking: verbs of violence: "shot at men who had blocked a road, hurting two".
        advancing: verbs of who comes by force: "shot as troops charged into the town".
        volleys: what flies where somebody shoots: "killed by gunfire".
        fighting: nouns of what two sides do to each other: "nine rebels and two soldiers were killed in clashes".
        holding: verbs of keeping somebody: "took the governor hostage".
        captives: what somebody is kept as: "took the governor hostage".
        beside: words for who is near: "accused neighbouring Fiji".
        origins: participles that say where a thing comes from: "steel imported from Fiji".
        authoring: participles that name the author of a noun: "a plan drafted by Fiji".
        judging: verbs that say what their object is: "found the men guilty".
        times: words that say when: "called the premier on Saturday" calls on nobody.
        transparent: nouns that only measure the noun after "of": "a series of attacks".
        texts: nouns that speak for their author: of "a letter asking", who asks is who wrote it.
        intentions: nouns of what somebody will do: "the decision by Fiji to send troops".
        shared: nouns that two have between them: "massed troops along their border".
        reciprocals: words by which two act on each other: "accused each other".
        reflexives: pronouns for the subject itself: "called himself president".
        stating: nouns with a clause that says what they are: "the claim that Fiji attacked".
        others: nouns for somebody else: "Norway's rivals" are not Norway.
    """

    light: frozenset[str] = frozenset()
    happening: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    bidding: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    aiming: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    say: frozenset[str] = frozenset()
    announcing: frozenset[str] = frozenset()
    informing: frozenset[str] = frozenset()
    contesting: frozenset[str] = frozenset()
    insisting: frozenset[str] = frozenset()
    granting: frozenset[str] = frozenset()
    headline_verbs: frozenset[str] = frozenset()
    wanting: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    freedoms: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    disposed: frozenset[str] = frozenset()
    giving: frozenset[str] = frozenset()
    harming: frozenset[str] = frozenset()
    striking: frozenset[str] = frozenset()
    advancing: frozenset[str] = frozenset()
    volleys: frozenset[str] = frozenset()
    fighting: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    captives: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    authoring: frozenset[str] = frozenset()
    judging: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    intentions: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    reciprocals: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()
    stating: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sets: Mapping[str, Sequence[Phrase]]) -> "Lexicon":
        """Take the sets of these names from all word sets; one that is missing is empty."""
        names = [field.name for field in fields(cls)]
        return cls(**{name: frozenset(_key(phrase, name) for phrase in sets.get(name, ())) for name in names})


def _key(phrase: Phrase, name: str) -> str:
    return phrase[-1] if name in NOUNS else "_".join(phrase)
