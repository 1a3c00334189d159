"""Actions as rows of a table: the mentions they hold are kept by their place in the sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.actions.coder import Action
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
    rule: str = column("codebook file, line and pattern")
    announced: bool = column("the deed is announced or refused with will: its dates are not those of the event")


def make_row(article_id: str, sentence_number: int, action: Action) -> ActionRow:
    """The row of an action."""
    source, target = action.source, action.target
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
        rule=action.rule,
        announced=action.announced,
    )


def make_action(row: ActionRow, mentions: Iterable[Mention]) -> Action:
    """The action of a row; `mentions` are those of its sentence."""
    places: Mapping[tuple[int | None, int | None, str | None], Mention] = {
        (mention.start, mention.end, mention.code): mention for mention in mentions
    }
    return Action(
        source=places.get((row.source_start, row.source_end, row.source_code)),
        target=places.get((row.target_start, row.target_end, row.target_code)),
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
