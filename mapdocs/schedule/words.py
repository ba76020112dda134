"""The few phrases that problems of a schedule share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdocs.schedule.calendars import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mapdocs.schedule.calendars import Parts

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def said(day: date) -> str:
    """`Fri 18 Dec 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def days(count: int) -> str:
    """`1 business day`, `3 business days`."""
    return f"{count} business day{'' if count == 1 else 's'}"


def days_in(parts: Parts, count: int) -> str:
    """The same in a calendar's own days; those of a list of days, as of a committee, may lie months apart.

    `2 days of "committee"`.
    """
    part = listed(parts)
    return f'{count} day{"" if count == 1 else "s"} of "{part.name}"' if part else days(count)


def listing(names: Sequence[str], most: int = 8) -> str:
    """`a, b, c`; of a long list the first ones and the last."""
    shown = [*names] if len(names) <= most else [*names[: most - 2], f"({len(names) - most + 1} more)", names[-1]]
    return ", ".join(shown)


def days_text(parts: Parts) -> str:
    """The names of what makes a calendar: `buyer and seller`."""
    return " and ".join(dict.fromkeys(part.name for part in parts)) or "every day"
