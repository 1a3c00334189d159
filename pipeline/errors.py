"""The one error that a user can cause: its message says where and what to do."""

from pathlib import Path


class DemarcheError(ValueError):
    """A mistake in an input, a codebook or a command.

    Args:
        message: one line that says what is wrong and how to mend it.
        file: the file at fault, shown before the message.
        line: 1-based line of that file.
    """

    def __init__(self, message: str, *, file: Path | str | None = None, line: int | None = None) -> None:
        self.file = str(file) if file is not None else None
        self.line = line
        self.message = message
        place = "" if file is None else f"{file}:{line}: " if line is not None else f"{file}: "
        super().__init__(place + message)
