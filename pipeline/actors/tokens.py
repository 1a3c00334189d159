"""Words of a sentence as the actor matcher sees them: hyphens and apostrophes separate, U.S. and US are one."""

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?|\w+")
QUOTES = str.maketrans("’‘ʼ´`“”„«»‐‑‒–−", "'''''\"\"\"\"\"-----")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    Attributes:
        text: the text with straight quotes and plain hyphens, character for character as long as the original.
        forms: the words as they stand.
        keys: the words in lower case without accents and full stops, as the matcher compares them.
        starts: offset of the first character of each word.
        ends: offset after the last character of each word.
    """

    text: str
    forms: tuple[str, ...]
    keys: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def gap(self, number: int) -> str:
        """The characters between word `number` and the next one."""
        return self.text[self.ends[number] : self.starts[number + 1]] if number + 1 < len(self.forms) else ""


def split_words(text: str) -> Words:
    """Split a text into words with their offsets."""
    plain = text.translate(QUOTES)
    matches = list(WORD.finditer(plain))
    forms = tuple(match.group() for match in matches)
    return Words(
        text=plain,
        forms=forms,
        keys=tuple(map(make_key, forms)),
        starts=tuple(match.start() for match in matches),
        ends=tuple(match.end() for match in matches),
    )


def split_forms(text: str) -> list[str]:
    """The words alone, without offsets: the fast form for dictionaries and for the prefilter."""
    return WORD.findall(text if text.isascii() and "`" not in text else text.translate(QUOTES))


def make_key(form: str) -> str:
    """A word in lower case, without accents and full stops."""
    key = form.lower()
    if not key.isascii():
        key = strip_accents(key)
    return key.replace(".", "") if "." in key else key


def strip_accents(text: str) -> str:
    """Letters without their accents: é is e, ı is i, ø is o."""
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign))
