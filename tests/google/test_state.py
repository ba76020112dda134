"""What is remembered of a document: kept whole, read back exactly, and a clear problem where it is damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.google.journal import Creating, Writing, begin, end, one_at_a_time, read_journal
from mapdocs.google.state import State, read_state, write_state
from mapdocs.layout import Layout, Para, Run
from mapdocs.observed import Known
from mapdocs.problems import DealError, MapdocsError

STATE = State(
    "doc-1",
    "mark",
    Layout("Plan", (Para("front/title", (Run("Plan"),), "title"),)),
    "rev-7",
    {"tasks.M-01.due": Known("Fri 18 Dec 2026", "2026-12-18")},
    {"plan/title": "The plan"},
    ("M-02",),
    {"maria@marlow.example": "writer"},
)


def code_of(path: Path) -> str:
    with pytest.raises(MapdocsError) as caught:
        read_state(path, "content/deals/a/google.json")
    problem = caught.value.problems[0]
    assert problem.where
    assert problem.hint
    return problem.code


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    """Every value of it; and nothing where there is no file."""
    path = tmp_path / "google.json"

    assert read_state(path, "google.json") is None

    write_state(path, STATE)

    assert STATE == read_state(path, "google.json")


def test_nothing_new_leaves_the_file_alone(tmp_path: Path) -> None:
    """A push that changed nothing makes no change in git."""
    path = tmp_path / "google.json"
    write_state(path, STATE)
    was = path.stat()
    write_state(path, STATE)

    assert (was.st_ino, was.st_mtime_ns) == (path.stat().st_ino, path.stat().st_mtime_ns)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "<<<<<<< HEAD\n{}\n", '{"format": 1}', '{"format": 1, "document": 3}']
)
def test_a_damaged_file_is_told_with_a_way_out(tmp_path: Path, damage: str) -> None:
    """A merge that was left half done, a hand that slipped."""
    path = tmp_path / "google.json"
    path.write_text(damage)

    assert "unreadable-state" == code_of(path)


@pytest.mark.parametrize(
    ("damage", "place", "why"),
    [
        ('{"format": 1,\n"document": "d"', ":2:16: ", "it ends before it is complete."),
        ('{"format": 1,\n"document" "d"}', ":2:12: ", "from here on it is not JSON."),
        ('{\n"a": 1,\n<<<<<<< HEAD\n"b": 1\n=======\n"b": 2\n>>>>>>> x\n}', ":3:1: ", "both sides of a merge"),
        ('{"format": 1}', ": ", "This is not what mapdocs remembers of a document."),
        ("\udcff", ": ", "The file is not UTF-8 text."),
    ],
)
def test_damage_is_told_with_its_place_and_what_it_costs(tmp_path: Path, damage: str, place: str, why: str) -> None:
    """In a person's words, and none of Python's."""
    path = tmp_path / "google.json"
    path.write_bytes(damage.encode("utf-8", "surrogateescape"))
    with pytest.raises(DealError) as told:
        read_state(path, "google.json")

    text = str(told.value)
    assert text.startswith(f"google.json{place}unreadable-state: ")
    assert all(word in text for word in (why, "git checkout --", "Deal and document are whole."))
    assert not any(word in text for word in ("Expecting", "delimiter", "char ", "codec", "Error"))


def test_a_file_of_a_newer_mapdocs_is_not_guessed_at(tmp_path: Path) -> None:
    """It may mean something else."""
    path = tmp_path / "google.json"
    path.write_text(json.dumps({"format": 99, "new": True}))

    assert "newer-state" == code_of(path)


@pytest.mark.parametrize("what", [Creating("nonce-1"), Writing("rev-6", STATE)])
def test_a_journal_says_what_was_begun_until_it_has_ended(tmp_path: Path, what: Creating | Writing) -> None:
    """A document that was being made, a batch that was being sent."""
    begin(tmp_path, what)

    assert what == read_journal(tmp_path)

    end(tmp_path)
    end(tmp_path)

    assert read_journal(tmp_path) is None


def test_a_journal_that_is_no_journal_tells_nothing(tmp_path: Path) -> None:
    """It is written whole before the call, so what it would have told of was not begun."""
    (tmp_path / "journal.json").write_text("{")

    assert read_journal(tmp_path) is None


def test_the_machine_s_own_folder_is_never_committed(tmp_path: Path) -> None:
    """Its journal is of no use to a colleague."""
    with one_at_a_time(tmp_path / ".google"):
        assert "*\n" == (tmp_path / ".google" / ".gitignore").read_text()
