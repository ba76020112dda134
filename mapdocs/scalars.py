"""The kinds of value a deal file's scalars can be: text in, typed value out, or an error people understand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from mapdocs.dates import Duration, Span, parse_span
from mapdocs.problems import brief

MAX_NUMBER = Decimal("1e13")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_EFFORT = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)\s*(h|hours?|d|days?)", re.ASCII)
_RAMP = re.compile(r"(\d{1,3})\s*(weeks?|months?|years?|w|m|y)", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", re.ASCII)
_ID_MADE = 40
_EMAIL = re.compile(r"[^@\s<>(),;:\"]{1,64}@[^@\s<>(),;:\"]{1,190}\.[^@\s<>(),;:\".]{2,63}")
_HOURS_A_DAY = 8


def wrong(code: str, message: str) -> PydanticCustomError:
    """An error with a stable code; the message ends with the next step."""
    return PydanticCustomError(code, "{text}", {"text": message})


def _words(value: object, expected: str) -> str:
    if isinstance(value, str):
        return value
    found = "A map" if isinstance(value, dict) else "A list" if isinstance(value, list) else "Nothing"
    raise wrong("wrong-kind", f"{found} stands where {expected} is expected. Write {expected}.")


def read_day(value: object) -> date:
    """`2026-12-18`; anything else, or a day that does not exist, is `bad-date`."""
    if type(value) is date:
        return value
    text = _words(value, "a date").strip()
    if not _DAY.fullmatch(text):
        raise wrong("bad-date", f'"{brief(text)}" is not a date. Write it as year-month-day, such as 2026-12-18.')
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise wrong("bad-date", f'"{text}" is a day that does not exist. Check month and day.') from None
    if not 1990 <= day.year <= 2200:  # noqa: PLR2004 - calendars and holidays are known for these years
        raise wrong("bad-date", f'"{text}" lies outside the years 1990 to 2200. Check the year.')
    return day


def read_flag(value: object) -> bool:
    """`true` or `false`: YAML 1.2 words only."""
    if isinstance(value, bool):
        return value
    text = _words(value, "true or false")
    if text not in ("true", "false"):
        raise wrong("bad-flag", f'"{brief(text)}" is neither true nor false. Write true or false.')
    return text == "true"


def read_number(value: object) -> Decimal:
    """A finite decimal number; grouping and currency signs are refused rather than guessed."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    text = _words(value, "a number").strip()
    try:
        number = Decimal(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?", text, re.ASCII) else None
    except InvalidOperation:
        number = None
    if number is not None and abs(number) > MAX_NUMBER:
        raise wrong("bad-number", f'"{brief(text)}" is larger than {MAX_NUMBER:,.0f}. Check the number.')
    if number is None:
        fact = f'"{brief(text)}" is not a number.'
        raise wrong("bad-number", f"{fact} Write digits and a point only, such as 240000 or 21.50.")
    return number


def read_amount(value: object) -> Decimal:
    """A number that is not below zero."""
    number = read_number(value)
    if number < 0:
        raise wrong("negative-amount", f'"{number}" is below zero. Write what it is worth or costs, without a sign.')
    return number


def read_whole(value: object) -> int:
    """A whole number from 0 to 999999."""
    text = _words(value, "a whole number").strip() if not isinstance(value, int) else str(int(value))
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII):
        raise wrong("bad-number", f'"{brief(text)}" is not a whole number. Write digits only, such as 2.')
    return int(text)


def read_text(value: object) -> str:
    """Text as typed, without white space around it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return _words(value, "text").strip()


def read_id(value: object) -> str:
    """An id: letters, digits, - and _."""
    text = _words(value, "an id").strip()
    if not _ID.fullmatch(text):
        raise wrong("bad-id", f'"{brief(text)}" is not an id. Use up to 64 letters, digits, - and _.')
    return text


def make_id(text: str, taken: Collection[str], otherwise: str = "row") -> str:
    """An id made from what something is called, unlike those that are taken; `otherwise`: where nothing can be made."""
    words = slug(text) or otherwise
    short = words[:_ID_MADE].rpartition("-")[0] or words[:_ID_MADE] if len(words) > _ID_MADE else words
    names = (short, *(f"{short}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def slug(text: str) -> str:
    """Small ASCII letters and digits, joined by -; accents are dropped."""
    plain = unicodedata.normalize("NFKD", text.replace("\u00df", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def read_role(value: object) -> str:
    """A role's id: `Economic Buyer` and `economic_buyer` are economic-buyer."""
    return re.sub(r"[\s_]+", "-", read_text(value)).lower()


def read_email(value: object) -> str:
    """An e-mail address, as Google takes it; whether anybody reads mail there nobody knows."""
    text = read_text(value).strip()
    if not _EMAIL.fullmatch(text):
        raise wrong("bad-email", f'"{brief(text)}" is not an e-mail address. Write it as maria@example.com.')
    return text


def read_list(value: object) -> object:
    """A single value where a list may stand is a list of one."""
    return value if isinstance(value, (list, tuple)) else [value]


def read_span(value: object) -> Span:
    """A signed number of days."""
    if isinstance(value, Span):
        return value
    text = _words(value, "a number of days")
    try:
        return parse_span(text)
    except ValueError as error:
        raise wrong("bad-duration", " ".join(str(error).split())) from None


def read_duration(value: object) -> Duration:
    """`5bd`, or `{likely, best, worst}`; best <= likely <= worst, one unit."""
    if isinstance(value, Duration):
        return value
    if not isinstance(value, dict):
        return Duration(_forward(read_span(value)))
    unknown = set(value) - {"likely", "best", "worst"}
    if unknown or "likely" not in value:
        raise wrong(
            "bad-duration",
            "This is not a duration in three points. Write likely: and, where estimated, best: and worst:.",
        )
    likely, best, worst = (_forward(read_span(value[k])) if k in value else None for k in ("likely", "best", "worst"))
    assert likely is not None  # noqa: S101 - tested above
    given = [span for span in (best, likely, worst) if span]
    if [s.days for s in given] != sorted(s.days for s in given):
        raise wrong(
            "bad-duration",
            "The durations are not in order. Write best at most as long as likely, and worst at least as long.",
        )
    if len({s.unit for s in given if s.days}) > 1:
        raise wrong("bad-duration", "Best, likely and worst have different units. Use bd or cd for all three.")
    return Duration(likely, best, worst)


def _forward(span: Span) -> Span:
    if span.days < 0:
        raise wrong("negative-duration", f'"{span}" is a negative duration. A task takes 0 days (a milestone) or more.')
    return span


def read_effort(value: object) -> Decimal:
    """`4h`, `2d`, `45 days` in hours (8 a day)."""
    if isinstance(value, Decimal):
        return value
    text = _words(value, "an effort").strip()
    match = _EFFORT.fullmatch(text)
    if not match:
        raise wrong("bad-effort", f'"{brief(text)}" is not an effort. Write 4h or 2d.')
    return Decimal(match[1]) * (_HOURS_A_DAY if match[2].startswith("d") else 1)


def read_ramp(value: object) -> Decimal:
    """`6 months`, `8 weeks`, `1 year` in months."""
    if isinstance(value, Decimal):
        return value
    text = _words(value, "a ramp").strip()
    match = _RAMP.fullmatch(text)
    if not match:
        raise wrong("bad-ramp", f'"{brief(text)}" is not a ramp. Write 6 months or 8 weeks.')
    months = {"w": Decimal(12) / 52, "m": Decimal(1), "y": Decimal(12)}[match[2][0]]
    return Decimal(match[1]) * months


def _schema(kind: str, **more: Any) -> WithJsonSchema:  # noqa: ANN401 - JSON Schema keywords
    return WithJsonSchema({"type": kind, **more})


_TEXTUAL = PlainSerializer(str, return_type=str)
DAY_SCHEMA = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema(DAY_SCHEMA)]
Flag = Annotated[bool, BeforeValidator(read_flag), _schema("boolean")]
_NUMBER = {"type": ["number", "string"], "pattern": r"^[+-]?\d+(\.\d+)?$"}
Number = Annotated[Decimal, BeforeValidator(read_number), WithJsonSchema(_NUMBER), _TEXTUAL]
_AMOUNT = {"type": ["number", "string"], "minimum": 0, "pattern": r"^(\+?\d+(\.\d+)?|-0+(\.0+)?)$"}
Amount = Annotated[Decimal, BeforeValidator(read_amount), WithJsonSchema(_AMOUNT), _TEXTUAL]
_WHOLE = {"type": ["integer", "string"], "pattern": r"^\d{1,6}$", "minimum": 0}
Whole = Annotated[int, BeforeValidator(read_whole), WithJsonSchema(_WHOLE)]
Text = Annotated[str, BeforeValidator(read_text), WithJsonSchema({"type": ["string", "number", "boolean"]})]
Role = Annotated[str, BeforeValidator(read_role), _schema("string")]
Id = Annotated[str, BeforeValidator(read_id), _schema("string", pattern="^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
Email = Annotated[str, BeforeValidator(read_email), _schema("string", pattern=f"^{_EMAIL.pattern}$")]
Hours = Annotated[
    Decimal, BeforeValidator(read_effort), _schema("string", pattern=r"^\d+(\.\d+)?\s*(h|hours?|d|days?)$"), _TEXTUAL
]
Months = Annotated[
    Decimal, BeforeValidator(read_ramp), _schema("string", pattern=r"^\d+\s*(weeks?|months?|years?|w|m|y)$"), _TEXTUAL
]
_EXAMPLES = ["10bd", "2w", "10cd", 0]
# The one number without a unit is 0.
_ZERO: dict[str, Any] = {"type": ["string", "integer"], "minimum": 0, "maximum": 0, "examples": _EXAMPLES}
SPAN_SCHEMA = _ZERO | {"pattern": r"^[+-]?(\d+(bd|cd|w)|0+d?)$"}
_LENGTH = _ZERO | {"pattern": r"^\+?(\d+(bd|cd|w)|0+d?)$"}
_LENGTH_OR_NULL = {"anyOf": [_LENGTH, {"type": "null"}]}
_THREE = {
    "type": "object",
    "properties": {"likely": _LENGTH, "best": _LENGTH_OR_NULL, "worst": _LENGTH_OR_NULL},
    "required": ["likely"],
    "additionalProperties": False,
}
SpanValue = Annotated[Span, BeforeValidator(read_span), WithJsonSchema(SPAN_SCHEMA), _TEXTUAL]
DurationValue = Annotated[Duration, BeforeValidator(read_duration), WithJsonSchema({"anyOf": [_LENGTH, _THREE]})]
