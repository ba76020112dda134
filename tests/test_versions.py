"""A deal's published versions as a table and as JSON."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from mapdocs.history import History, Version, seal
from mapdocs.problems import Problem
from mapdocs.versions import as_json, as_text
from tests.samples import SMALL, opened

ON = date(2026, 11, 30)


def version(number: int, note: str = "", *agreed_by: str) -> Version:
    return seal(Version(number, "", "", ON, note, "tom", agreed_by, opened(SMALL).snapshot, {}, {"a.pdf": "00"}))


def test_the_table_has_a_line_a_version() -> None:
    """Version, date, go-live, who agreed by name, note."""
    lines = as_text(History((version(1, "Kick-off"), version(2, "", "maria", "gone"))), "small").splitlines()

    assert re.split(" {2,}", lines[0]) == ["version", "date", "go-live", "expected", "agreed by", "note"]
    assert lines[1].split()[:3] == ["1", "2026-11-30", "2027-06-30"]
    assert re.split(" {2,}", lines[1])[4:] == ["nobody yet", "Kick-off"]
    assert lines[2].endswith("Maria Keller, gone")


def test_two_of_one_number_are_told_apart() -> None:
    """By the names that --from takes."""
    one, other = version(4, "ours"), version(4, "theirs")
    text = as_text(History((one, other)), "small")

    assert one.called in text
    assert other.called in text


def test_notes_do_not_command_the_terminal() -> None:
    """Long ones are cut, and no escape goes through."""
    text = as_text(History((version(1, f"\x1b[2J{'x' * 200}"),)), "small")

    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) < 160


def test_without_versions_the_next_step_is_told() -> None:
    """An empty table helps nobody."""
    assert "Next: mapdocs publish small" in as_text(History(), "small")


def test_json_has_everything_but_the_content() -> None:
    """Hashes, days, people by id, files, problems."""
    first = version(1, "Kick-off", "maria")
    second = seal(replace(version(2), parent=first.hash))
    found = as_json(History((first, second), (Problem("missing-version", "x"),)), "marlow")

    assert {"deal", "versions", "problems"} == set(found)
    assert {
        "version": 1,
        "name": first.called,
        "hash": first.hash,
        "parent": None,
        "date": "2026-11-30",
        "today": "2026-11-23",
        "go_live": "2027-06-30",
        "forecast": first.snapshot.schedule.forecast.isoformat(),
        "by": "tom",
        "agreed": True,
        "agreed_by": ["maria"],
        "note": "Kick-off",
        "files": {"a.pdf": "00"},
    } == found["versions"][0]  # type: ignore[index]
    assert first.hash == found["versions"][1]["parent"]  # type: ignore[index]
