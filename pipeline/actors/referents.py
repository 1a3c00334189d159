"""From which mention a reference has its actor: the last before it that names the actor or lends its country."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.records import VOICE, Mention

REFERRING = frozenset({"reference", VOICE})


def link_referents(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions of an article in their order; each reference with the place of the mention it goes back to.

    The last mention before it with the same code and name is taken, else with the same code, else with the same
    country; a reference to nothing that was named ("the opposition" of the country of the article) keeps none.
    """
    last: dict[tuple[str | None, ...], Mention] = {}
    for mention in mentions:
        keys = [("name", mention.code, mention.name), ("code", mention.code), ("country", mention.country)]
        if mention.country is None:
            keys.pop()
        found = next((last[key] for key in keys if key in last), None) if mention.how in REFERRING else None
        if found is not None:
            mention = replace(mention, referent_sentence=found.sentence_number, referent_start=found.start)
        yield mention
        last.update(dict.fromkeys(keys, mention))
