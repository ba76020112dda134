"""Content controls: every value that people may edit, tagged with its field id."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mapdocs.markup import Element
from mapdocs.redline import change_of
from mapdocs.writers.word.tracking import tracked
from mapdocs.writers.word.xml import attribute

if TYPE_CHECKING:
    from mapdocs.writers.word.state import State

TAG_LENGTH = 64
EMPTY = "\u2013"
"""What stands where there is no value yet: a click selects it, typing replaces it."""
PLACEHOLDER = f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{EMPTY}</w:t></w:r>'

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def inline_control(state: State, element: Element, content: str) -> str:
    """A control around runs; without any, the placeholder stands in it."""
    if not content:
        return _control(state, element, tracked(state, PLACEHOLDER), empty=True)
    # What was or becomes empty shows the placeholder on that side of the change.
    changes = {change_of(child) if isinstance(child, Element) else "" for child in element.children}
    if changes == {"ins"}:
        content = tracked(state, PLACEHOLDER, "del") + content if not state.change else content
    elif changes == {"del"}:
        content += tracked(state, PLACEHOLDER, "ins")
    return _control(state, element, content, empty=False)


def block_control(state: State, element: Element, content: str) -> str:
    """A control around whole paragraphs."""
    return _control(state, element, content, empty=False)


def _control(state: State, element: Element, content: str, *, empty: bool) -> str:
    tag = element.get("data-field")[:TAG_LENGTH]
    key = tag.split(".", 1)[-1].rsplit(".", 1)[0]
    alias = " \u00b7 ".join(word for word in (state.label, key) if word)[:TAG_LENGTH]
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(alias)}"/><w:tag w:val="{attribute(tag)}"/>'
        f'<w:id w:val="{state.control_id(tag)}"/>{"<w:showingPlcHdr/>" if empty else ""}'
        f"{_kind(state, element)}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _kind(state: State, element: Element) -> str:
    kind = element.get("data-kind")
    if kind == "date":
        return _date(state, element.get("data-value"))
    if kind in state.page.choices:
        return _choices(state, kind, element.get("data-value"))
    return "<w:richText/>"


def _date(state: State, value: str) -> str:
    full = f' w:fullDate="{value}T00:00:00Z"' if _ISO.fullmatch(value) else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="{attribute(word_date_format(state.page.locale))}"/>'
        f'<w:lid w:val="{attribute(state.page.language)}"/><w:storeMappedDataAs w:val="dateTime"/>'
        '<w:calendar w:val="gregorian"/></w:date>'
    )


def _choices(state: State, kind: str, value: str) -> str:
    items = "".join(
        f'<w:listItem w:displayText="{attribute(word)}" w:value="{attribute(name)}"/>'
        for name, word in state.page.choices[kind]
    )
    last = f' w:lastValue="{attribute(value)}"' if value else ""
    return f"<w:dropDownList{last}>{items}</w:dropDownList>"


@lru_cache(maxsize=32)
def word_date_format(locale: str) -> str:
    """The locale's short date with its weekday, in Word's letters: what the date picker writes."""
    from babel import Locale  # only a Word file needs it here

    pattern = str(Locale.parse(locale).datetime_skeletons["yMMMEd"].pattern)
    if locale.startswith("en"):
        pattern = pattern.replace("E, d", "E d")  # as mapdocs.words writes it
    for letters, word in (("[Ec]+", "ddd"), ("L", "M"), ("y+", "yyyy")):
        pattern = re.sub(letters, word, pattern)
    return pattern
