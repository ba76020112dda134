"""The serial that each batch leaves in the document, and who is told by it that they came with an older google.json."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mapdocs.google import pushing
from mapdocs.google.serials import Serial, applied, behind, numbered, read_serial, refuse_behind, serial_in
from mapdocs.google.state import State, write_state
from mapdocs.layout import Layout
from mapdocs.problems import DealError
from mapdocs.readers.gdocs.model import Doc, Grid, GridRow, Tab
from tests.drafts import delete
from tests.pushes import SHORT, having
from tests.shared import Shared

DUE = "plan/F-01/M-02/due"
LATER = having(SHORT, DUE, "Fri 11 Dec 2026")
LATEST = having(SHORT, DUE, "Mon 14 Dec 2026")


def doc_with(*names: str, ranges: tuple[tuple[str, int], ...] = (), body: tuple[Any, ...] = ()) -> Doc:
    """A document whose named ranges are these, each a letter long."""
    at = [*((name, 1) for name in names), *ranges]
    held = {
        name: {"namedRanges": [{"namedRangeId": f"id-{name}", "ranges": [{"startIndex": n, "endIndex": n + 1}]}]}
        for name, n in at
    }
    return Doc("doc", "Plan", "7", (Tab("", "", body, {"namedRanges": held}),))


def state_with(serial: str) -> State:
    """One that knows of that batch."""
    return State("doc", "mark", Layout("Plan", ()), serial=serial)


@pytest.mark.parametrize("text", ["", "7", "7-xyz", "-1-1f2e3d4c", "7-1f2e3d4c!"])
def test_what_is_no_serial_counts_as_none(text: str) -> None:
    """As in a file that an older mapdocs wrote."""
    assert not str(read_serial(text))


def test_a_serial_is_read_as_it_is_written() -> None:
    """Number and token."""
    assert Serial(7, "1f2e3d4c") == read_serial(str(Serial(7, "1f2e3d4c")))


def test_the_highest_of_several_is_the_documents() -> None:
    """By number, not by letters."""
    assert "10-00000000" == str(serial_in(doc_with("s:9-aaaaaaaa", "s:10-00000000", "p:x", "s:nonsense")))


@pytest.mark.parametrize(
    ("there", "known", "expected"),
    [
        ("", "", False),
        ("", "3-aaaaaaaa", False),
        ("3-aaaaaaaa", "3-aaaaaaaa", False),
        ("3-aaaaaaaa", "4-bbbbbbbb", False),
        ("4-bbbbbbbb", "3-aaaaaaaa", True),
        ("3-bbbbbbbb", "3-aaaaaaaa", True),
        ("1-aaaaaaaa", "", True),
    ],
    ids=["none", "lost", "same", "restored", "newer", "another", "older-mapdocs"],
)
def test_behind_is_who_does_not_know_the_last_batch(there: str, known: str, expected: bool) -> None:  # noqa: FBT001
    """A document without a serial, or one restored from its history, is nobody's fault."""
    doc = doc_with(f"s:{there}") if there else doc_with()

    assert expected == behind(doc, state_with(known))


def test_the_refusal_says_what_to_do() -> None:
    """A git pull, and what is left where that does not help."""
    with pytest.raises(DealError) as error:
        refuse_behind(doc_with("s:4-bbbbbbbb"), state_with("3-aaaaaaaa"), "d/google.json")

    problem = error.value.problems[0]
    assert "behind" == problem.code
    assert "git pull" in problem.hint
    assert "delete d/google.json" in problem.hint


@pytest.mark.parametrize(
    ("there", "after", "before", "expected"),
    [
        ("4-b0000000", "4-b0000000", "3-a0000000", True),
        ("3-a0000000", "4-b0000000", "3-a0000000", False),
        ("4-b0000000", "4-b0000000", "4-b0000000", False),
        ("5-c0000000", "4-b0000000", "3-a0000000", False),
        ("", "4-b0000000", "3-a0000000", None),
        ("3-a0000000", "", "3-a0000000", None),
    ],
)
def test_a_document_tells_whether_a_batch_was_applied(
    there: str,
    after: str,
    before: str,
    expected: bool | None,  # noqa: FBT001 - a case
) -> None:
    """Exactly, where it carries a serial and the batch had one."""
    doc = doc_with(f"s:{there}") if there else doc_with()

    assert expected is applied(doc, state_with(after), state_with(before))


def test_the_serial_stands_where_the_batch_takes_nothing_out() -> None:
    """Not in the table that loses a row, nor in words that go."""
    grids = [Grid(at, at + 20, (GridRow(at + 1, at + 19, (), ""),), 1, merged=False, pending="") for at in (20, 44)]
    doc = doc_with(ranges=(("p:a", 5), ("r:b", 25), ("r:c", 50), ("p:d", 52), ("p:e", 68)), body=tuple(grids))
    row = {"deleteTableRow": {"tableCellLocation": {"tableStartLocation": {"index": 20}, "rowIndex": 0}}}
    _, sent = numbered(doc, doc.tabs[0], state_with(""), (delete(66, 70), row), "7")

    assert [5, 50] == [one["createNamedRange"]["range"]["startIndex"] for one in sent if "createNamedRange" in one]
    assert (delete(66, 70), row) == sent[-2:]


def test_where_all_goes_the_serial_stands_beside_what_the_batch_names() -> None:
    """Right behind the request that names it, so that it is over the same words."""
    doc = doc_with(ranges=(("r:a", 5),))
    name = {"createNamedRange": {"name": "r:new", "range": {"startIndex": 3, "endIndex": 4}}}
    after, sent = numbered(doc, doc.tabs[0], state_with(""), (delete(1, 9), name), "7")

    twin = {"createNamedRange": {"name": f"s:{after.serial}", "range": {"startIndex": 3, "endIndex": 4}}}
    assert (delete(1, 9), name, twin) == sent


def test_where_there_is_no_place_for_a_serial_the_old_one_stays() -> None:
    """The batch is sent as it is."""
    doc = doc_with("s:3-aaaaaaaa")

    assert (delete(1, 9),) == numbered(doc, doc.tabs[0], state_with(""), (delete(1, 9),), "7")[1]


def test_two_batches_for_one_revision_have_serials_of_their_own() -> None:
    """Whoever was not the one that was applied is told."""
    doc = doc_with()
    one, _ = numbered(doc, doc.tabs[0], state_with(""), (), "7")
    other, _ = numbered(doc, doc.tabs[0], replace(state_with(""), kept=("M-01",)), (), "7")

    assert (1, 1) == (read_serial(one.serial).number, read_serial(other.serial).number)
    assert one.serial != other.serial


# ---------------------------------------------------------------- over the real loop


def test_each_batch_leaves_one_serial(shared: Shared) -> None:
    """That of the last one, which is remembered too."""
    shared.push(SHORT)
    first = shared.state.serial
    shared.push(LATER)

    assert read_serial(first).number < read_serial(shared.state.serial).number
    assert shared.state.serial == str(serial_in(shared.read().doc))


def test_an_older_memory_is_refused_and_changes_nothing(shared: Shared) -> None:
    """Neither a read nor a push gets through with it, and nothing is sent or remembered."""
    shared.push(SHORT)
    old = shared.state
    shared.push(LATER)
    write_state(shared.paths.state, old)
    before = shared.paths.state.read_bytes(), shared.says()
    shared.calls()
    with pytest.raises(DealError, match="pushed to since"):
        shared.push(LATEST)

    assert [("get", 200)] == shared.calls()
    assert before == (shared.paths.state.read_bytes(), shared.says())


def test_a_table_that_people_took_out_takes_no_serial_with_it(shared: Shared) -> None:
    """It stands at several places."""
    shared.push(SHORT)
    known = shared.state
    grid = next(iter(shared.read().found.tables.values())).grid
    shared.server.edit(shared.id, delete(grid.start, grid.end))

    assert known.serial == str(serial_in(shared.read().doc))


@pytest.mark.parametrize("memory", ["as-before", "forgotten"])
def test_after_a_run_that_was_killed_behind_its_batch_nobody_is_behind(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, memory: str
) -> None:
    """The journal knows the serial; where people then took every one out, it is told by the words, as ever."""
    shared.push(SHORT)

    class KilledError(Exception):
        """The process is gone."""

    def deadly(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(pushing, "write_state", deadly)
        with pytest.raises(KilledError):
            shared.push(LATER)
    if memory == "forgotten":
        names = shared.remote.get(shared.id)["tabs"][0]["documentTab"]["namedRanges"]
        shared.server.edit(shared.id, *({"deleteNamedRange": {"name": name}} for name in names if name[:2] == "s:"))
    shared.calls()
    shared.push(LATER)

    assert [("get", 200)] == shared.calls()
    assert "Fri 11 Dec 2026" == shared.read().found.paras[DUE].text
