"""What a text can turn out to be, read as what a field holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """A value as a deal file has it, "" for none. `rest`: words beside it that are no part of it."""

    value: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that can't be read as such, or in several ways. `why`: a sentence; `choices`: values that it may mean."""

    why: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is not a person of the deal. `near`: ids of people whose names are much like it."""

    name: str
    email: str = ""
    near: tuple[str, ...] = ()


Answer = Read | Unclear | Stranger
