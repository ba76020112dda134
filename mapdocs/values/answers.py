"""What a text can turn out to be, read as what a field holds."""

from __future__ import annotations

from dataclasses import dataclass

ONE_THING = "Type it in the document so that it can mean one thing."
"""What to do about a text that may mean several."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value as a deal file has it, "" for none. `rest`: words beside it that are no part of it."""

    value: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that can't be read as such, or in several ways. `why`: a sentence; `choices`: values that it may mean.

    `todo`: what to do about it, in a sentence.
    """

    why: str
    choices: tuple[str, ...] = ()
    todo: str = ONE_THING


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is not a person of the deal. `near`: ids of people whose names are much like it."""

    name: str
    email: str = ""
    near: tuple[str, ...] = ()


Answer = Read | Unclear | Stranger
