"""history: a deal's published versions as a table and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mapdocs.history import History, Version

_HEAD = ("version", "date", "go-live", "expected", "agreed by", "note")
_WIDEST = 60


def as_text(history: History, deal: str) -> str:
    """One line a version, oldest first; two of one number are told apart by their hash."""
    if not history.versions:
        return f"Nothing of this deal is published. Next: mapdocs publish {deal}"
    numbers = [version.number for version in history.versions]
    rows = [_HEAD, *(_row(version, alone=numbers.count(version.number) == 1) for version in history.versions)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def _row(version: Version, *, alone: bool) -> tuple[str, ...]:
    schedule = version.snapshot.schedule
    return (
        str(version.number) if alone else version.called,
        str(version.on),
        str(schedule.target or "to be agreed"),
        str(schedule.forecast),
        ", ".join(_clean(name) for name in names(version)) or "nobody yet",
        _clean(version.note),
    )


def names(version: Version) -> list[str]:
    """Who agreed, by the names they had."""
    people = version.snapshot.deal.people
    return [people[name].name if name in people else name for name in version.agreed_by]


def _clean(text: str) -> str:
    """On one line, cut, and nothing in it that a terminal would obey."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def as_json(history: History, deal: str) -> dict[str, object]:
    """Every version, and what is wrong with the history."""
    return {
        "deal": deal,
        "versions": [_version(version) for version in history.versions],
        "problems": [problem.as_json() for problem in history.problems],
    }


def _version(version: Version) -> dict[str, object]:
    schedule = version.snapshot.schedule
    return {
        "version": version.number,
        "name": version.called,
        "hash": version.hash,
        "parent": version.parent or None,
        "date": version.on.isoformat(),
        "today": version.snapshot.today.isoformat(),
        "go_live": schedule.target.isoformat() if schedule.target else None,
        "forecast": schedule.forecast.isoformat(),
        "by": version.by or None,
        "agreed": version.agreed,
        "agreed_by": list(version.agreed_by),
        "note": version.note,
        "files": dict(version.files),
    }
