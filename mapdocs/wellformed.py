"""Where the markup of a template breaks off: tags that don't close, attributes without quotes, names of characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"""<(/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>""")
_UNQUOTED = re.compile(r"=\s*(?![\"'\s])")
_OPEN_END = re.compile(r"<(?=[a-zA-Z/])")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)(\w*;?)")


class Break(NamedTuple):
    """A place in a text, counted from 1, and what is wrong there."""

    line: int
    column: int
    why: str


def blank(text: str) -> str:
    """The text with spaces instead of Jinja and comments; every other character stays in its place."""
    return _JINJA.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def first_break(text: str) -> Break | None:
    """The first thing in a template that no XML has, whichever way its conditions turn."""
    bare = blank(text)
    found = min((*_characters(bare), *_attributes(bare), *_tags(bare)), default=None)
    if found is None:
        return None
    at, why = found
    return Break(bare.count("\n", 0, at) + 1, at - bare.rfind("\n", 0, at), why)


def _characters(text: str) -> Iterator[tuple[int, str]]:
    for match in _ENTITY.finditer(text):
        named = match[1].endswith(";") and len(match[1]) > 1
        yield match.start(), f"{match[0]} is not known: write the character itself" if named else "& must be &amp;"


def _attributes(text: str) -> Iterator[tuple[int, str]]:
    for match in _TAG.finditer(text):
        values = re.sub(r"\"[^\"]*\"|'[^']*'", lambda value: '"' * len(value[0]), match[3])
        if odd := _UNQUOTED.search(values):
            yield match.start(3) + odd.start(), f"a value in <{match[2]}> has no quotes"
    rest = _TAG.sub(lambda match: " " * len(match[0]), text)
    for match in _OPEN_END.finditer(rest):
        yield match.start(), "a tag has no end"


def _tags(text: str) -> Iterator[tuple[int, str]]:
    """The first tag that isn't closed, or closes nothing."""
    opened: list[tuple[int, str]] = []
    for match in _TAG.finditer(text):
        at, closes, name = match.start(), match[1], match[2]
        if not closes and not match[3].rstrip().endswith("/"):
            opened.append((at, name))
        elif closes and opened and opened[-1][1] == name:
            opened.pop()
        elif closes and name not in [other for _, other in opened]:
            yield at, f"</{name}> closes nothing"
            return
        elif closes:
            break
    if opened:
        yield opened[-1][0], f"<{opened[-1][1]}> is not closed"
