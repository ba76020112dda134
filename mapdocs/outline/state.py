"""What a layout under construction has given out so far: its blocks, its ids, its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.columns import fitted

if TYPE_CHECKING:
    from mapdocs.assets import Theme
    from mapdocs.layout import Block
    from mapdocs.page import Page


class State:
    """One for each layout."""

    __slots__ = ("blocks", "fields", "head_fill", "ids", "page", "theme", "widths")

    def __init__(self, page: Page, theme: Theme) -> None:
        """Nothing yet."""
        self.page = page
        self.theme = theme
        self.widths = fitted(page, theme)
        self.head_fill = "accent" if theme.word.get("table") == "banded" else "band"
        self.blocks: list[Block] = []
        self.ids: set[str] = set()
        self.fields: set[str] = set()

    def take(self, wanted: str) -> str:
        """An id that nothing else has: as wanted, else with the next number behind it."""
        found, number = wanted, 1
        while found in self.ids:
            number += 1
            found = f"{wanted}/{number}"
        self.ids.add(found)
        return found

    def number(self, base: str) -> str:
        """The next of the numbered ids below one."""
        return self.take(f"{base}/1") if f"{base}/1" not in self.ids else self._further(base)

    def _further(self, base: str) -> str:
        number = 2
        while f"{base}/{number}" in self.ids:
            number += 1
        return self.take(f"{base}/{number}")

    def claim(self, field: str) -> str:
        """The field, where it stands in the page for the first time, else nothing: a value has one place."""
        if not field or field in self.fields:
            return ""
        self.fields.add(field)
        return field
