"""Who speaks where a whole sentence is quoted and does not say so: "The talks failed," she said. "Peru must go." """

from collections.abc import Collection, Sequence

from pipeline.actors.drafts import Draft
from pipeline.actors.quotes import Quoted, find_speaker
from pipeline.actors.roles import Actor
from pipeline.actors.view import View


def find_voices(
    views: Sequence[View], quotes: Sequence[Quoted], drafts: Sequence[Sequence[Draft]], speech: Collection[str]
) -> list[Actor | None]:
    """The speaker of each wholly quoted sentence that does not name its speaker.

    Args:
        views: the sentences.
        quotes: what of them is quoted.
        drafts: their mentions, each with its actor.
        speech: verbs of speech.
    """

    def find(number: int) -> Actor | None:
        if views[number].tree is None or not quotes[number].fills(views[number].words.text):
            return None
        speaker = find_speaker(views, quotes, drafts, number, speech)
        return speaker.actor if speaker is not None else None

    return [find(number) for number in range(len(views))]
