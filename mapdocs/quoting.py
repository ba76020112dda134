"""Text -> YAML that any reader takes as this text: plain where that is safe, else in quotes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

Value = str | None | Mapping[str, "Value"] | Sequence["Value"]
_PLAIN = re.compile(r"\w[\w .,/()+&%'\u2019\u2013;:@?!=*$\u20ac\u00a3-]*")
# What YAML takes, in one of its versions, for nothing or for true and false, though it may be meant as text.
_WORDS = frozenset(("null", "yes", "no", "on", "off"))
# Line ends to some readers, and what no file may hold: they stand as escapes.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def scalar(text: str, *, flow: bool = False) -> str:
    """A scalar that reads as this text; `flow`: it stands inside brackets."""
    if _is_plain(text) and not (flow and re.search(r"[,'?]|:\W", text)):
        return text
    return quoted(text)


def quoted(text: str, mark: str = '"') -> str:
    """In quotes: in single ones where asked for, and where they can hold it."""
    if mark == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def key(name: str, *, flow: bool = False) -> str:
    """A key that reads as this name; `on` stands as it is, since YAML 1.2 takes it for a word."""
    return name if name.lower() in _WORDS - {"null"} else scalar(name, flow=flow)


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text.lower() in _WORDS or text[-1] in " :" or ": " in text:
        return False
    return not (text[0].isdecimal() and ":" in text)  # 12:30 is a number to old readers


def flow(value: Value) -> str:
    """Any value on one line: `{due: 2026-12-18, by: [maria, tom]}`."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key(name, flow=True)}: {flow(child)}' for name, child in value.items())}}}"
    return f"[{', '.join(map(flow, value))}]"


def literal(text: str, indent: int, newline: str) -> str | None:
    """Text of several lines as a block, each line as it is; None where a block can't say it."""
    lines = text.removesuffix("\n").split("\n")
    odd = any(line != line.strip() and (not line.strip() or line is lines[0]) for line in lines)
    if (
        len(lines) == 1
        or odd
        or not lines[0]
        or not lines[-1]
        or re.search("[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe]", text)
    ):
        return None
    inside = newline.join(" " * indent + line if line else "" for line in lines)
    return f"|{'' if text.endswith(chr(10)) else '-'}{newline}{inside}"
