"""UTF-16 code units: the Docs API counts all its indices in them, and a character like 😀 is two.

Where many places in a text are asked for it is kept wide, with such a character as its two surrogates, so that lengths
and slices are the API's own.
"""

from __future__ import annotations

import re

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOW = re.compile("[\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")


def units(text: str) -> int:
    """How many code units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def widen(text: str) -> str:
    """A text as code units."""
    if text.isascii():
        return text
    return _ASTRAL.sub(_pair, text)


def narrow(text: str) -> str:
    """Code units as the text that they stand for."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def splits_pair(text: str, at: int) -> bool:
    """Whether a place between two code units lies inside a surrogate pair."""
    return 0 < at < len(text) and bool(_LOW.match(text[at])) and "\ud800" <= text[at - 1] <= "\udbff"


def is_broken(text: str) -> bool:
    """Whether half a surrogate pair stands alone somewhere."""
    return not text.isascii() and bool(_LONE.search(text))


def _pair(found: re.Match[str]) -> str:
    beyond = ord(found.group()) - 0x10000
    return chr(0xD800 + (beyond >> 10)) + chr(0xDC00 + (beyond & 0x3FF))
