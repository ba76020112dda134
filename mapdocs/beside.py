"""Words that people wrote beside a value, as "Fri 18 Dec 2026 - ask Tom": they stay when the value is written again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.fields import parse_field
from mapdocs.google.written import written_in
from mapdocs.values import Read, read_field, reading_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from mapdocs.deals import OpenDeal
    from mapdocs.google.session import Session
    from mapdocs.layout import Layout

_MARKS = (("(", ")"), ("[", "]"), ("- ", ""), ("\u2013 ", ""), ("\u2014 ", ""), (": ", ""))
_TYPED = ("date", "person", "status")


def beside(opened: OpenDeal, read: Session, held: Container[str], wanted: Layout) -> Mapping[str, str]:
    """Field -> what should stand there: the value as the plan has it, with people's words; only where there are any."""
    found: dict[str, str] = {}
    reading = None
    for name, text in written_in(wanted).items():
        field = parse_field(name)
        seen = read.observed.fields.get(field)
        if seen is None or seen.text == text or name in held or field.kind not in _TYPED:
            continue
        reading = reading or reading_of(opened, read.state.locales)
        answer = read_field(field, seen.text, reading)
        if isinstance(answer, Read) and answer.rest:
            found[name] = (
                seen.text if text and text in seen.text else f"{text} {_as_typed(answer.rest, seen.text)}".strip()
            )
    return found


def _as_typed(rest: str, text: str) -> str:
    """Words with the brackets or the dash that they were typed with."""
    typed = (f"{before}{rest}{after}" for before, after in _MARKS)
    return next((one for one in typed if one in text), rest)
