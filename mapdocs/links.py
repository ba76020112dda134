"""Links between tasks: `"kick-off"`, `"kick-off SS+2bd"`, `{task, type, lag, lag_calendar}`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, WithJsonSchema

from mapdocs.dates import Span
from mapdocs.problems import brief
from mapdocs.scalars import SPAN_SCHEMA, read_id, read_span, read_text, wrong

LinkType = Literal["FS", "SS", "FF", "SF"]
_TYPES = get_args(LinkType)
_LINK = re.compile(
    r"(?P<task>[A-Za-z0-9][\w-]*)(?:\s+(?P<type>[A-Z]{2}))?\s*(?P<lag>[+-]\s*\d+(?:bd|cd|w)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Link:
    """To the other task (its id or key): type and lag; the lag counts on `lag_calendar` where one is named."""

    task: str
    type: LinkType = "FS"
    lag: Span = Span(0)
    lag_calendar: str = ""

    def __str__(self) -> str:
        """As it is written in a deal file."""
        lag = f"{self.lag.days:+d}{self.lag.unit}" if self.lag.days else ""
        kind = f" {self.type}" if self.type != "FS" or lag else ""
        return f"{self.task}{kind}{lag}"


def read_link(value: object) -> Link:
    """A link from its short or long form; `bad-link` says what is wrong."""
    if isinstance(value, Link):
        return value
    if isinstance(value, dict):
        return _long(value)
    text = read_text(value)
    match = _LINK.fullmatch(text)
    if not match or (match["type"] or "FS") not in _TYPES:
        raise wrong(
            "bad-link", f'"{brief(text)}" is not a link. Write a task id, then FS, SS, FF or SF and a lag: "x SS+2bd".'
        )
    lag = read_span((match["lag"] or "0").replace(" ", ""))
    return Link(match["task"], match["type"] or "FS", lag)  # type: ignore[arg-type]  # tested above


def _long(value: dict[str, object]) -> Link:
    unknown = set(value) - {"task", "type", "lag", "lag_calendar"}
    if unknown or "task" not in value:
        raise wrong("bad-link", "A link has task, type, lag and lag_calendar. Remove what is not one of these.")
    kind = value.get("type", "FS")
    if kind not in _TYPES:
        raise wrong("bad-link", f'"{brief(kind)}" is not a type of link. Use FS, SS, FF or SF.')
    lag_calendar = read_text(value.get("lag_calendar", ""))
    return Link(read_id(value["task"]), kind, read_span(value.get("lag", "0")), lag_calendar)  # type: ignore[arg-type]


_SHORT = {
    "type": "string",
    "pattern": r"^\s*[A-Za-z0-9][A-Za-z0-9_-]*(\s+(FS|SS|FF|SF))?\s*([+-]\s*(\d+(bd|cd|w)|0+))?\s*$",
    "examples": ["kick-off", "kick-off SS+2bd"],
}
_LONG = {
    "type": "object",
    "required": ["task"],
    "additionalProperties": False,
    "properties": {
        "task": {"type": "string"},
        "type": {"enum": list(_TYPES)},
        "lag": {"anyOf": [SPAN_SCHEMA, {"type": "null"}]},
        "lag_calendar": {"type": ["string", "null"]},
    },
}
LinkValue = Annotated[Link, BeforeValidator(read_link), WithJsonSchema({"anyOf": [_SHORT, _LONG]})]
