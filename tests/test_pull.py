"""pull: what differs is shown, and written only where asked for, whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mapdocs.accept import Applied
from mapdocs.deals import OpenDeal, open_deal
from mapdocs.desk import Desk
from mapdocs.fields import FieldId, parse_field
from mapdocs.merge import Change, Merged, Proposal
from mapdocs.observed import Known, NewRow, Observed, Seen
from mapdocs.problems import DealError
from mapdocs.pull import Came, merged_with, settle
from mapdocs.values import deal_values
from tests.desks import WINDOWS, desk_of, text_of
from tests.samples import TODAY
from tests.samples import opened as small

CAME = Came("https://docs.example/d/1", "Google document", "mapdocs pull sample", "mapdocs push sample")
DUE = Change(parse_field("tasks.M-02.due"), "2027-01-29", "2027-01-29", "2027-02-26", "26 Feb 2027", "Maria Keller")
TITLE = Change(parse_field("tasks.M-03.title"), "Contract signed", "Signed by all", "Signature", "Signature")
ROW = NewRow("new-1", "tasks", "plan/F-02", "M-03", {"title": "Data region checked", "due": "2027-03-05"})
MERGED = Merged((DUE,), (TITLE,), proposals=(Proposal("new-1", "add", "A row was added.", row=ROW),))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, WINDOWS)


def found(merged: Merged) -> Callable[[OpenDeal], Merged]:
    return lambda _opened: merged


def test_nothing_is_written_unless_asked(desk: Desk) -> None:
    """No file changes; what the edits would do is told all the same."""
    before = {path: path.read_bytes() for path in desk.place.folder.iterdir()}
    pulled = settle(desk, CAME, found(MERGED), {})

    assert before == {path: path.read_bytes() for path in desk.place.folder.iterdir()}
    assert (28, ()) == (pulled.diff and pulled.diff.go_live.days, pulled.written)
    assert ((TITLE,), 1) == (pulled.left, pulled.exit_code)


def test_what_is_written_is_remembered_then(desk: Desk) -> None:
    """After the write: the deal on disk is the one that is told."""
    told: list[tuple[Applied, OpenDeal, str]] = []
    pulled = settle(
        desk, CAME, found(MERGED), {"tasks.M-03.title": "theirs"}, lambda a, o: told.append((a, o, text_of(desk)))
    )
    (applied, after, text) = told[0]

    assert ({DUE.field, TITLE.field}, 0) == ({*applied.taken}, pulled.exit_code)
    assert (text, "Signature") == (applied.text.replace("\r\n", "\n"), after.composed.deal.tasks["sign"].title)
    assert [desk.place.file] == list(pulled.written)


def test_what_was_decided_for_the_deal_is_remembered_too(desk: Desk) -> None:
    """Though nothing is written."""
    told: list[Applied] = []
    merged = Merged(conflicts=(TITLE,))
    pulled = settle(desk, CAME, found(merged), {"tasks.M-03.title": "ours"}, lambda a, _o: told.append(a))

    assert [[TITLE.field]] == [[*applied.ours] for applied in told]
    assert ((), 0, WINDOWS.encode()) == (pulled.written, pulled.exit_code, desk.place.file.read_bytes())


def test_a_new_row_has_its_key_at_once(desk: Desk) -> None:
    """It is kept with the deal file, so that the document's row can be named."""
    keys: list[str] = []
    settle(
        desk, CAME, found(MERGED), {"new-1": "theirs"}, lambda a, o: keys.append(o.keys.tasks[a.added["new-1"].name])
    )
    opened = open_deal(desk.workspace, desk.place, TODAY, keep=False, current=desk.current)

    assert (["M-05"], "M-05") == (keys, opened.keys.tasks["data-region-checked"])
    assert "data-region-checked: M-05" in desk.place.keys.read_text("utf-8")


def test_a_save_by_somebody_else_is_never_written_over(desk: Desk) -> None:
    """Saved while the document was read: nothing is written or remembered."""
    told: list[Applied] = []

    def slow(_opened: OpenDeal) -> Merged:
        desk.place.file.write_bytes(WINDOWS.encode() + b"# saved meanwhile\r\n")
        return MERGED

    with pytest.raises(DealError) as caught:
        settle(desk, CAME, slow, {}, lambda a, _o: told.append(a))

    assert ["changed-meanwhile"] == [problem.code for problem in caught.value.problems]
    assert (True, []) == (desk.place.file.read_bytes().endswith(b"# saved meanwhile\r\n"), told)


def test_edits_that_the_deal_can_not_hold_are_shown_and_not_written(desk: Desk) -> None:
    """All that differs is still told, with what is at fault."""
    sunday = Change(DUE.field, "2027-01-29", "2027-01-29", "2027-02-28", "28 Feb 2027")
    told: list[Applied] = []
    pulled = settle(desk, CAME, found(Merged((sunday,))), {}, lambda a, _o: told.append(a))

    assert (1, ["pin-nonworking"]) == (pulled.exit_code, [problem.code for problem in pulled.faults])
    assert (None, [], WINDOWS.encode()) == (pulled.applied, told, desk.place.file.read_bytes())


def test_pulling_again_after_a_kill_before_it_was_remembered_changes_nothing(desk: Desk) -> None:
    """The deal is whole, and says what the document says: that is settled, and not applied twice."""
    process = multiprocessing.get_context("fork").Process(target=_killed, args=(desk,))
    process.start()
    process.join(60)
    once = desk.place.file.read_bytes()
    told: list[Applied] = []
    pulled = settle(desk, CAME, document({DUE.field: "26 Feb 2027"}), {}, lambda a, _o: told.append(a))

    assert -signal.SIGKILL == process.exitcode
    assert (once, b"due: 2027-02-26" in once, once.count(b"instead of")) == (desk.place.file.read_bytes(), True, 1)
    assert [{DUE.field}] == [{*applied.same} for applied in told]
    assert ((), 0) == (pulled.merged.edits, pulled.exit_code)


def _killed(desk: Desk) -> None:
    typed = {DUE.field: "26 Feb 2027"}
    settle(desk, CAME, document(typed), {}, lambda _a, _o: os.kill(os.getpid(), signal.SIGKILL))


def document(
    typed: Mapping[FieldId, str], gone: str = "", new: tuple[NewRow, ...] = ()
) -> Callable[[OpenDeal], Merged]:
    """What differs in a document that says what the small deal said at the last push, but for what people typed."""
    said = deal_values(small(WINDOWS))
    base = {str(field): Known(value, value) for field, value in said.items()}
    base["tasks.M-02.colour"] = Known("red", "red")
    now = {**said, **typed}
    fields = {field: Seen(value) for field, value in now.items() if not gone or field.key != gone}
    return lambda opened: merged_with(opened, base, Observed(fields, {}, new))


def test_a_document_is_merged_with_the_deal_as_it_is(desk: Desk) -> None:
    """Edits, rows that came and went; a base of fields that are not known any more is passed over."""
    pulled = settle(desk, CAME, document({DUE.field: "26 Feb 2027"}, "Q-01", (ROW,)), {})

    assert [(DUE.field, "2027-01-29", "2027-02-26")] == [(e.field, e.ours, e.theirs) for e in pulled.merged.edits]
    assert [("Q-01", "cancel"), ("new-1", "add")] == [(p.name, p.kind) for p in pulled.merged.proposals]
    assert WINDOWS.encode() == desk.place.file.read_bytes()


def test_a_change_on_both_sides_is_a_conflict(desk: Desk) -> None:
    """By the deal on disk, not by that of the last push."""
    desk.place.file.write_bytes(WINDOWS.replace("title: Contract signed", "title: Signed by all").encode())
    pulled = settle(desk, CAME, document({TITLE.field: "Signature"}), {}, lambda _a, _o: None)

    assert ([TITLE.field], 1, ()) == ([change.field for change in pulled.left], pulled.exit_code, pulled.written)


def test_a_document_that_says_the_same_changes_nothing(desk: Desk) -> None:
    """Nothing to tell, nothing to write."""
    pulled = settle(desk, CAME, document({}), {}, lambda _a, _o: None)

    assert (0, (), ()) == (pulled.exit_code, pulled.merged.edits, pulled.written)
