"""What to do where the program itself breaks on one sentence or article: a row of the rejects, and no end of the batch.

A fault is ours to mend, never the user's; the row holds what is needed to find it.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from pipeline.errors import DemarcheError

FAULT = "fault of the program"

Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Fault:
    """Where and how the program broke.

    Attributes:
        detail: the error and the line that raised it, for the report to us.
    """

    detail: str


def contain(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result | Fault:
    """The result of the work, or the fault that ended it.

    Raises:
        DemarcheError: a mistake of the user, which is no fault.
        MemoryError: the machine's, which would come again with the next sentence.
    """
    try:
        return work(*args, **kwargs)
    except (DemarcheError, MemoryError):
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return Fault(f"{what} ({Path(place.filename).name}, line {place.lineno}); please report it with the text")
