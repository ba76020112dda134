"""done, move, assign, rename: from a command to an edited, logged deal file, or to a clear problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mapdocs.daily import Edited, assign, done, move, rename_row
from mapdocs.deals import keys_of, open_deal
from mapdocs.desk import Desk
from mapdocs.problems import MapdocsError
from tests.desks import WINDOWS, apart, desk_of, text_of
from tests.samples import SMALL, TINY, TODAY


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A deal outside any workspace, its keys allotted; comments, and line ends of Windows."""
    return desk_of(tmp_path, WINDOWS)


def changed(desk: Desk) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    return apart(WINDOWS, text_of(desk))


def test_done_is_written_with_its_day_and_logged(desk: Desk) -> None:
    """Status and day behind what was there; every other line is as it was, line ends too."""
    edited = done(desk, "M-02", "2026-11-20")

    assert (
        [],
        [
            "    status: done",
            "    finished: 2026-11-20",
            "log:",
            '  - {on: 2026-11-23, what: "Proof on Marlow\'s data: done on 2026-11-20", task: proof}',
        ],
    ) == changed(desk)
    assert text_of(desk).count("\n") == desk.place.file.read_bytes().count(b"\r\n")
    assert ("M-02", "proof", "Proof on Marlow's data") == (edited.key, edited.row.name, edited.title)
    assert [desk.place.file] == list(edited.written)


def test_done_without_a_day_is_done_today(desk: Desk) -> None:
    """By key in small letters, or by id."""
    done(desk, "m-02")

    assert "finished: 2026-11-23" in text_of(desk)


def test_an_action_is_done_by_its_key(desk: Desk) -> None:
    """It has a status only; the day is in the log."""
    done(desk, "M-02.1", "2026-11-20")
    went, came = changed(desk)

    assert ["status: in-progress"] == [line.rpartition(", ")[2].rstrip("}") for line in went]
    assert "status: done}" in came[0]
    assert '"Draft report: done on 2026-11-20", task: proof}' in came[2]


def test_a_moved_date_is_proposed_again(desk: Desk) -> None:
    """What was agreed is no longer; the reason is logged, and by whom."""
    edited = move(replace(desk, because="Half of the team is ill", by="P-01"), "proof", "2027-02-26")
    what = "Proof on Marlow's data: due 2027-02-26 instead of 2027-01-29; agreed on 2026-11-12 before"
    entry = f'  - {{on: 2026-11-23, by: maria, what: "{what}", reason: Half of the team is ill, task: proof}}'

    assert (
        ["    due: 2027-01-29", "    agreed: {on: 2026-11-12, by: [maria, tom]}"],
        [
            "    due: 2027-02-26",
            "log:",
            entry,
        ],
    ) == changed(desk)
    assert "proposed again" in edited.remarks[0]
    assert (date(2027, 1, 29), date(2027, 2, 26)) == (edited.before.schedule.forecast, edited.after.schedule.forecast)


def test_a_told_reason_is_for_all(desk: Desk) -> None:
    """Else the entry is internal; a second entry goes behind the first."""
    told = replace(desk, because="Half of the team is ill", tell=True)
    move(told, "proof", "2027-02-26")
    move(told, "M-02.2", "2026-12-18")
    lines = text_of(desk).splitlines()

    assert ["audience: all}"] * 2 == [line.rpartition(", ")[2] for line in lines[-2:]]
    assert "Read report: due 2026-12-18 instead of 2026-12-17" in lines[-1]


def test_owners_are_given_by_key_or_id(desk: Desk) -> None:
    """A role as it is; only what changes is written."""
    edited = assign(desk, "proof", "P-02", "tom")

    assert (["    buyer: maria"], ["    buyer: cfo"]) == (changed(desk)[0], changed(desk)[1][:1])
    assert [("buyer", "maria", "cfo")] == [(value.field, value.was, value.now) for value in edited.values]
    assert "buyer Ruth Adeyemi instead of Maria Keller" in text_of(desk)
    assign(desk, "sign", seller="role:legal")
    assert "seller: role:legal" in text_of(desk)


def test_a_task_of_the_playbook_gets_what_differs(tmp_path: Path) -> None:
    """An entry under tasks:, which is made where there is none."""
    desk = desk_of(tmp_path, TINY.replace("2027-03-31", "2027-09-30"))
    move(replace(desk, because="So"), "kick-off", "2026-12-01")

    assert "tasks:\n  kick-off: {due: 2026-12-01}\nlog:\n" in text_of(desk)


def test_a_renamed_row_keeps_its_key(desk: Desk) -> None:
    """Everything that names it follows, the log as well."""
    before = keys_of(desk.place, desk.current)
    rename_row(desk, "M-02", "trial")
    after = keys_of(desk.place, desk.current)

    assert "after: [trial]" in text_of(desk)
    assert "Task renamed from proof to trial" in text_of(desk)
    assert (before.tasks["proof"], before.actions["proof/read"]) == (after.tasks["trial"], after.actions["trial/read"])
    opened = open_deal(desk.workspace, desk.place, TODAY, current=desk.current)
    assert after == opened.keys


def test_a_rename_that_was_killed_between_its_files_can_be_given_again(desk: Desk) -> None:
    """The keys are written first."""
    before = desk.place.file.read_bytes()
    rename_row(desk, "proof", "trial")
    desk.place.file.write_bytes(before)
    rename_row(desk, "proof", "trial")

    assert "M-02" == keys_of(desk.place, desk.current).tasks["trial"]


def test_nothing_is_allotted_where_nothing_is_kept(tmp_path: Path) -> None:
    """A command that fails leaves no keys behind."""
    desk = desk_of(tmp_path, SMALL)
    desk.place.keys.unlink()
    with pytest.raises(MapdocsError):
        done(desk, "nobody")

    assert not desk.place.keys.exists()


def internal(text: str) -> str:
    return text.replace("title: Live,", "title: Live, audience: internal,")


def unset(text: str) -> str:
    return text.replace("  sign: {", "  sign: {when: amount >= 5, ").replace("buyer:  {", "amount: 1\nbuyer:  {", 1)


Do = Callable[[Desk], Edited]
WRONG: list[tuple[str, Do, str]] = [
    ("a task that is not there", lambda d: done(d, "M-99"), "unknown-task"),
    ("a person as a task", lambda d: done(d, "maria"), "unknown-task"),
    ("what is done", lambda d: done(d, "kick-off"), "closed-task"),
    ("moving what is done", lambda d: move(d, "M-01", "2026-12-18"), "closed-task"),
    ("a day to come", lambda d: done(d, "proof", "2026-11-24"), "actual-in-future"),
    ("a day to come, of an action", lambda d: done(d, "M-02.1", "2026-11-24"), "actual-in-future"),
    ("no day", lambda d: done(d, "proof", "soon"), "bad-date"),
    ("an empty day", lambda d: move(d, "proof", ""), "bad-date"),
    ("a day in the past", lambda d: move(d, "proof", "2026-11-20"), "date-past"),
    ("a Sunday", lambda d: move(d, "proof", "2027-02-28"), "pin-nonworking"),
    ("the same day", lambda d: move(d, "proof", "2027-01-29"), "no-change"),
    ("the same owner", lambda d: assign(d, "proof", "maria"), "no-change"),
    ("no owner", lambda d: assign(d, "proof"), "no-owner"),
    ("an unknown owner", lambda d: assign(d, "proof", "bob"), "unknown-person"),
    ("an owner of the other side", lambda d: assign(d, "M-02.1", "tom"), "wrong-side"),
    ("a role that is none", lambda d: assign(d, "proof", "role:A B"), "bad-role"),
    ("an unknown author", lambda d: done(replace(d, by="bob"), "proof"), "unknown-person"),
    ("telling no reason", lambda d: done(replace(d, tell=True), "proof"), "no-reason"),
    ("telling of what is internal", lambda d: done(replace(d, tell=True, because="x"), "go"), "internal-row"),
    ("what is left out", lambda d: done(d, "sign"), "left-out"),
    ("a name that is taken", lambda d: rename_row(d, "proof", "go"), "name-taken"),
    ("a control character", lambda d: done(replace(d, because="a\x00b"), "proof"), "not-editable"),
]


@pytest.mark.parametrize(("do", "code"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_can_not_be_done_is_a_problem_and_nothing_is_written(tmp_path: Path, do: Do, code: str) -> None:
    """Every file is as it was."""
    desk = desk_of(tmp_path, unset(internal(SMALL)))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(MapdocsError) as caught:
        do(desk)

    assert code in [problem.code for problem in caught.value.problems]
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_a_task_of_the_playbook_keeps_its_id(tmp_path: Path) -> None:
    """Also where the deal says something of it."""
    desk = desk_of(tmp_path, TINY.replace("2027-03-31", "2027-09-30") + "tasks: {kick-off: {due: 2026-12-01}}\n")
    with pytest.raises(MapdocsError) as caught:
        rename_row(desk, "kick-off", "start")

    assert ["not-own"] == [problem.code for problem in caught.value.problems]


def test_a_deal_with_errors_tells_them_at_their_places(tmp_path: Path) -> None:
    """They are the file's own, not the edit's."""
    desk = desk_of(tmp_path, SMALL)
    desk.place.file.write_text(f"{SMALL}colour: red\n", "utf-8")
    with pytest.raises(MapdocsError) as caught:
        done(desk, "proof")

    assert ["unknown-key"] == [problem.code for problem in caught.value.problems]
    assert caught.value.problems[0].where
