"""One coded action of a sentence."""

import datetime
from dataclasses import dataclass

from pipeline.actions.deeds import Deed
from pipeline.records import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One coded action of a sentence, before dates, places and scores are added.

    Offsets are ``[start, end)`` in the sentence. ``deed`` are words that stand for an actor told before.
    What is ``supposed`` is told and may be named again, but is no event: "accused Chad of bombing".
    """

    source: Mention | None
    target: Mention | None
    cameo: str
    trigger_start: int
    trigger_end: int
    trigger: int
    status: str
    attribution: str | None
    confidence: float
    rule: str
    announced: bool = False
    deed: Deed | None = None
    supposed: bool = False
    date: datetime.date | None = None
    date_precision: str | None = None
