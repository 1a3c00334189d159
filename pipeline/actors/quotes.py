"""Which words stand in quotation marks, also where a quotation runs over several sentences, and who speaks there."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.actors.drafts import Draft
from pipeline.actors.view import View

MARK = re.compile(r"\"|''")
LONGEST = 4
"""Sentences after which a quotation that nothing closes is a stray mark."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of a sentence is quoted.

    Attributes:
        stretches: start and end of each quoted stretch.
        carried: the quotation was opened in a sentence before.
        lasting: it is closed in a sentence after.
    """

    stretches: tuple[tuple[int, int], ...] = ()
    carried: bool = False
    lasting: bool = False

    def holds(self, start: int) -> bool:
        """Whether a word that starts there is quoted."""
        return any(left <= start < right for left, right in self.stretches)

    def opens(self, start: int) -> bool:
        """Whether a word that starts there is quoted from the beginning of its sentence."""
        return any(left == 0 and start < right for left, right in self.stretches)

    def fills(self, text: str) -> bool:
        """Whether the sentence is quoted from its first to its last character."""
        return any(left == 0 and right >= len(text.rstrip()) for left, right in self.stretches)


def find_quotes(texts: Sequence[str]) -> list[Quoted]:
    """What is quoted of each sentence of an article, the texts with straight marks.

    Example:
        >>> find_quotes(['"They must go.', 'They must go now," she said.'])[1]
        Quoted(stretches=((0, 18),), carried=True, lasting=False)
    """
    found: list[Quoted] = []
    carried = False
    for number, text in enumerate(texts):
        stretches, unclosed = _find_stretches(text, carried)
        lasting = unclosed and _is_continued(texts[number + 1 : number + 1 + LONGEST])
        found.append(Quoted(stretches, carried, lasting))
        carried = lasting
    return found


def find_speaker(
    views: Sequence[View], quotes: Sequence[Quoted], drafts: Sequence[Sequence[Draft]], number: int,
    speech: Collection[str],
) -> Draft | None:  # fmt: skip
    """Who speaks in the quotation of sentence ``number``: named in it, after it while it lasts, else before it.

    A sentence that is not wholly quoted tells by itself who speaks.

    Args:
        views: the sentences.
        quotes: what of them is quoted.
        drafts: their mentions.
        number: the sentence.
        speech: verbs of speech.
    """
    for place in _list_places(views, quotes, number):
        view = views[place]
        for draft in drafts[place] if place >= number else reversed(drafts[place]):
            if not quotes[place].holds(view.words.starts[draft.first]) and speaks(view, draft, speech):
                return draft
    return None


def speaks(view: View, draft: Draft, speech: Collection[str]) -> bool:
    """Whether a mention is the subject of a verb of speech."""
    if view.tree is None or draft.token < 0 or not draft.subject:
        return False
    return view.lemma(view.tree.heads[view.climb(draft.token)[-1]]) in speech


def _list_places(views: Sequence[View], quotes: Sequence[Quoted], number: int) -> Iterator[int]:
    """The sentence, those after it into which its quotation runs, and those before it up to one not wholly quoted."""
    yield number
    last = number
    while quotes[last].lasting:
        last += 1
        yield last
    if not (quotes[number].carried or quotes[number].fills(views[number].words.text)):
        return
    for before in range(number - 1, max(number - 1 - LONGEST, -1), -1):
        yield before
        if not quotes[before].fills(views[before].words.text):
            return


def _find_stretches(text: str, carried: bool) -> tuple[tuple[tuple[int, int], ...], bool]:
    """The quoted stretches of a sentence, and whether the last one is not closed in it."""
    found: list[tuple[int, int]] = []
    start = 0 if carried else -1
    for mark in MARK.finditer(text):
        opens = _opens(text, mark.start(), mark.end())
        if start < 0 and (opens or _stands_alone(text, mark.start(), mark.end())):
            start = mark.start()
        elif start >= 0 and not opens:
            found.append((start, mark.end()))
            start = -1
    return (*found, *([(start, len(text))] if start >= 0 else ())), start >= 0


def _is_continued(texts: Sequence[str]) -> bool:
    """Whether the next mark closes, or opens a paragraph again."""
    marks = ((text, mark) for text in texts if (mark := MARK.search(text)))
    text, mark = next(marks, ("", None))
    return mark is not None and (mark.start() == 0 or not _opens(text, mark.start(), mark.end()))


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a mark opens: nothing or a blank stands before it, and a word after it."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not before or (before in " (['-" and bool(after) and not after.isspace())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether blanks part a mark from the words on both sides, so that only the marks before it tell what it does."""
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()
