"""Threads beside the text: Drive's list of comments, each with the field that its quoted words stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from mapdocs.layout import Layout
from mapdocs.observed import Comment
from mapdocs.readers.gdocs.elements import mapping, words
from mapdocs.readers.gdocs.found import Found
from mapdocs.readers.gdocs.values import folded


def observe_comments(comments: Sequence[Mapping[str, Any]], layout: Layout, found: Found) -> tuple[Comment, ...]:
    """The threads of `comments.list`, in its order, deleted ones left out.

    `field` is set where the quoted words stand in one field only: Drive does not say where a comment is.
    """
    fields = list(_fields(layout, found))
    return tuple(_comment(raw, fields) for raw in map(mapping, comments) if not raw.get("deleted"))


def _fields(layout: Layout, found: Found) -> Iterator[tuple[str, str]]:
    """Field and words of each paragraph that was found; the field is empty for words that hold none."""
    for para in layout.paras():
        spot = found.paras.get(para.id)
        if spot and spot.text.strip():
            yield para.field, folded([spot.text])


def _comment(raw: Mapping[str, Any], fields: Sequence[tuple[str, str]]) -> Comment:
    quoted = folded([unescape(words(mapping(raw.get("quotedFileContent")).get("value")))])
    replies = raw.get("replies")
    told = [mapping(reply) for reply in replies] if isinstance(replies, list) else []
    return Comment(
        id=words(raw.get("id")),
        author=words(mapping(raw.get("author")).get("displayName")),
        text=_text(raw),
        quoted=quoted,
        at=words(raw.get("createdTime")),
        resolved=raw.get("resolved") is True,
        replies=tuple(_text(reply) for reply in told if not reply.get("deleted") and _text(reply)),
        field=_field(quoted, fields),
    )


def _text(raw: Mapping[str, Any]) -> str:
    return words(raw.get("content")).strip()


def _field(quoted: str, fields: Sequence[tuple[str, str]]) -> str:
    """The only field that says the quoted words; of several, the only one that says nothing else."""
    if not quoted:
        return ""
    holding = [(field, text) for field, text in fields if quoted in text]
    whole = [field for field, text in holding if text == quoted]
    places = whole or [field for field, _ in holding]
    return places[0] if len(places) == 1 else ""
