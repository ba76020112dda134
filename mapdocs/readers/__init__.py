"""Readers: one function a format, from what came back and the Layout that was sent to what people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdocs.layout import Layout
    from mapdocs.observed import Observed


def read(kind: str, content: bytes, layout: Layout) -> Observed:
    """What a document of that kind says, beside what was sent; MapdocsError where it can't be read as such."""
    return READERS[kind](content, layout)


def _gdocs(content: bytes, layout: Layout) -> Observed:
    from mapdocs.readers.gdocs import read_gdocs

    return read_gdocs(content, layout)


READERS: dict[str, Callable[[bytes, Layout], Observed]] = {"gdocs": _gdocs}
