"""What ``demarche codebook check`` reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend in a codebook.

    Attributes:
        file: path inside the codebooks folder.
        line: 1-based line.
        message: one line: what is wrong and how to mend it.
        severity: error or warning.
    """

    file: str
    line: int
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"
