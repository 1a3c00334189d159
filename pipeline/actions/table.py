"""Actions as rows of a table: the mentions they hold are kept by their place in the sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.actions.action import Action
from pipeline.actions.deeds import DEED, refer_deed, take_nation
from pipeline.actions.slots import name_nation
from pipeline.records import Mention, column


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One coded action of a sentence, before dates, places and scores: grain is (sentence, source, action, target)."""

    article_id: str = column("the article")
    sentence_number: int = column("the sentence")
    source_start: int | None = column("first character of the source in the sentence", default=None)
    source_end: int | None = column("one after the last character of the source", default=None)
    source_code: str | None = column("full actor code of the source", default=None)
    target_start: int | None = column("first character of the target in the sentence", default=None)
    target_end: int | None = column("one after the last character of the target", default=None)
    target_code: str | None = column("full actor code of the target", default=None)
    cameo: str = column("CAMEO code")
    trigger_start: int = column("first character of the trigger in the sentence")
    trigger_end: int = column("one after the last character of the trigger")
    trigger: int = column("number of the trigger's word in the tree, from 0")
    status: str = column("actual, negated, hypothetical or future")
    attribution: str | None = column("who is cited for it", default=None)
    confidence: float = column("0 to 1: how sure the coder is of this row")
    referent_sentence: int | None = column(
        "where an actor is a deed named again: the sentence of the mention of who did it", default=None
    )
    referent_start: int | None = column("where that mention begins in its sentence", default=None)
    rule: str = column("codebook file, line and pattern")
    announced: bool = column("the deed is announced or refused with will: its dates are not those of the event")


def make_row(article_id: str, sentence_number: int, action: Action) -> ActionRow:
    """The row of an action."""
    source, target = action.source, action.target
    doer = next((mention for mention in (source, target) if mention is not None and mention.how == DEED), None)
    return ActionRow(
        article_id=article_id,
        sentence_number=sentence_number,
        source_start=source.start if source else None,
        source_end=source.end if source else None,
        source_code=source.code if source else None,
        target_start=target.start if target else None,
        target_end=target.end if target else None,
        target_code=target.code if target else None,
        cameo=action.cameo,
        trigger_start=action.trigger_start,
        trigger_end=action.trigger_end,
        trigger=action.trigger,
        status=action.status,
        attribution=action.attribution,
        confidence=action.confidence,
        referent_sentence=doer.referent_sentence if doer else None,
        referent_start=doer.referent_start if doer else None,
        rule=action.rule,
        announced=action.announced,
    )


def make_actions(
    rows: Iterable[ActionRow], mentions: Iterable[Mention], texts: Mapping[int, str]
) -> Iterator[tuple[int, Action]]:
    """The actions of rows, each with the number of its sentence.

    Args:
        rows: rows of one article.
        mentions: the mentions of the article.
        texts: its sentences by number.
    """
    places = {(each.sentence_number, each.start, each.end, each.code): each for each in mentions}
    doers: dict[tuple[int, int], list[Mention]] = {}
    for each in places.values():
        doers.setdefault((each.sentence_number, each.start), []).append(each)

    def find(row: ActionRow, start: int | None, end: int | None, code: str | None) -> Mention | None:
        if start is None or end is None or code is None:
            return None
        known = places.get((row.sentence_number, start, end, code))
        if known is not None or row.referent_sentence is None or row.referent_start is None:
            return known
        doer = _find_doer(doers.get((row.referent_sentence, row.referent_start), ()), code)
        text = texts[row.sentence_number][start:end]
        return refer_deed(doer, row.sentence_number, start, end, text) if doer is not None else None

    for row in rows:
        action = Action(
            source=find(row, row.source_start, row.source_end, row.source_code),
            target=find(row, row.target_start, row.target_end, row.target_code),
            cameo=row.cameo,
            trigger_start=row.trigger_start,
            trigger_end=row.trigger_end,
            trigger=row.trigger,
            status=row.status,
            attribution=row.attribution,
            confidence=row.confidence,
            rule=row.rule,
            announced=row.announced,
        )
        yield row.sentence_number, action


def _find_doer(mentions: Sequence[Mention], code: str) -> Mention | None:
    """Of the mentions that begin in one place that of a code, else those of a role in their country."""
    own = (each for each in mentions if each.code == code)
    kin = (each for each in mentions if code.startswith(name_nation(each)))
    nation = (take_nation(each, code.removeprefix(name_nation(each))) for each in kin)
    return next(chain(own, nation), None)
