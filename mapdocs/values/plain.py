"""Texts as people type them, brought into one form: digits, spaces, signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata

_FORMAT = ("Cf", "Cc", "Co", "Cs")
_LINES = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\uff0d]")
_GAPS = re.compile(r"\n{3,}")
_EDGES = " \t\n,;:.()[]-\u2013\u2014/|\u00b7\u2022"


def plain(text: str) -> str:
    """On one line, with ASCII digits and dashes, single spaces, and no mark that nobody sees."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    shown = "".join(_plain(char) for char in unicodedata.normalize("NFKC", text))
    return " ".join(_DASHES.sub("-", shown).split())


def _plain(char: str) -> str:
    if char.isspace():
        return " "
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "" if unicodedata.category(char) in _FORMAT else char


def folded(text: str) -> str:
    """For comparing words: plain, without case, accents and signs; only letters, digits, `@`, `.`, `-` and spaces."""
    kept = "".join(char if char.isalnum() or char in "@.-_+:" else " " for char in level(plain(text).casefold()))
    return " ".join(kept.split()).strip(".-: ")


def level(text: str) -> str:
    """Without case and accents; as long as it was."""
    return text.lower() if text.isascii() else "".join(map(_bare, text))


def _bare(char: str) -> str:
    apart = unicodedata.normalize("NFD", char)
    lower = apart[0].lower() if all(map(unicodedata.combining, apart[1:])) else char
    return lower if len(lower) == 1 else char


def trimmed(text: str) -> str:
    """What is left beside a value, without the punctuation that set it apart."""
    return text.strip(_EDGES)


def typed(text: str, *, lines: bool) -> str:
    """A text as a deal file keeps it: no control characters, no space at the ends of its lines; on one line or more."""
    if text.isascii() and text.isprintable():
        return text.strip()
    whole = _LINES.sub("\n", text)
    shown = "".join(char for char in whole if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    if not lines:
        return " ".join(shown.split())
    return "\n".join(line.rstrip() for line in shown.split("\n")).strip()


def alike(text: str, *, lines: bool = False) -> str:
    """For telling whether two texts say the same: white space folded, characters composed; `lines`: line by line."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if not lines:
        return " ".join(composed.split())
    return _GAPS.sub("\n\n", "\n".join(" ".join(line.split()) for line in composed.splitlines())).strip()
