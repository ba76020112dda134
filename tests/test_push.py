"""push: what is written, how little, what is left alone, and who may open it; over HTTP, with Google's own client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from mapdocs.coedit import Coediting
from mapdocs.desk import Desk
from mapdocs.google.errors import Refused
from mapdocs.google.sharing import Change
from mapdocs.push import push
from mapdocs.sandbox.server import Server
from mapdocs.workspace import find_deal, open_workspace
from tests.coedits import Shared, remote_of, said, sharing
from tests.conftest import ROOT
from tests.desks import text_of
from tests.samples import SMALL, TODAY

ALONE = SMALL.replace(
    "risks:\n", "  audit: {phase: live, title: Audit, buyer: maria, due: 2027-07-15, off_path: true}\nrisks:\n"
)
"""With a task that nothing waits for."""
SHARE = "google:\n  share: {maria@marlow.example: writer, ruth@marlow.example: commenter}\n"


@pytest.fixture
def shared(running: Server, tmp_path: Path) -> Iterator[Shared]:
    """A deal that is in its document."""
    running.reset()
    with sharing(tmp_path, running, ALONE) as made:
        made.push()
        made.calls()
        yield made


def test_a_push_with_nothing_changed_writes_nothing(shared: Shared) -> None:
    """One read; no file changes either."""
    before = (shared.co.paths.state.read_bytes(), shared.text)
    found = shared.push()

    assert ["get"] == [name for name, _ in shared.calls()]
    assert (False, 0, 0, 0, ()) == (found.created, found.batches, found.requests, found.bytes, found.skipped)
    assert before == (shared.co.paths.state.read_bytes(), shared.text)


def test_one_moved_date_is_one_small_batch(shared: Shared) -> None:
    """Of a task that nothing waits for: one read, one batch of less than 8 kB, one read back."""
    shared.write("due: 2027-07-15", "due: 2027-07-22")
    found = shared.push()
    calls = shared.calls()

    assert ["get", "batch", "get"] == [name for name, _ in calls]
    assert 0 < calls[1][1] < 8000
    assert (1, found.bytes) == (found.batches, calls[1][1])
    assert "Thu 22 Jul 2027" == shared.says("tasks.M-05.due")


def test_a_plan_of_45_tasks_is_written_in_three_batches_at_most(running: Server, tmp_path: Path) -> None:
    """The sample deal of a bank; a second push then finds nothing to do."""
    running.reset()
    folder = tmp_path / "content/deals/marlow-bank"
    folder.mkdir(parents=True)
    sample = ROOT / "content/deals/marlow-bank"
    (folder / "deal.yaml").write_bytes((sample / "deal.yaml").read_bytes())
    (tmp_path / "content/workspace.yaml").write_bytes((ROOT / "content/workspace.yaml").read_bytes())
    for logo in (*sample.glob("*.svg"), ROOT / "content/fernhill.svg"):
        target = folder if logo.parent == sample else tmp_path / "content"
        (target / logo.name).write_bytes(logo.read_bytes())
    workspace = open_workspace(tmp_path, tmp_path)
    remote = remote_of(running)
    co = Coediting(Desk(workspace, find_deal(workspace, "marlow-bank", tmp_path), TODAY, tmp_path), remote, lambda: "n")
    first = push(co, lambda _: False)
    second = push(co, lambda _: False)
    remote.close()

    assert 1 <= first.batches <= 3
    assert (0, (), (), ()) == (second.batches, second.skipped, second.waiting.edits, second.waiting.proposals)
    assert "document: " in text_of(co.desk)


def test_what_the_buyer_wrote_stays(shared: Shared) -> None:
    """Paragraphs of theirs, and a value that nobody has settled, through a push that changes much around them."""
    at = shared.found().paras["plan/F-01/title"].start
    shared.edit({"insertText": {"location": {"index": at}, "text": "Please look at this.\n"}})
    shared.retype("tasks.M-02.title", "Proof on our data")
    shared.write("See it work", "You see it work")
    found = shared.push()
    there = shared.found()

    assert ["Please look at this."] == [foreign.text for foreign in there.foreign]
    assert any("You see it work on your data" == spot.text for spot in there.paras.values())
    assert ("Proof on our data", "Proof on Marlow's data" in shared.text) == (shared.says("tasks.M-02.title"), True)
    assert ["tasks.M-02.title"] == [str(edit.field) for edit in found.waiting.edits]


def test_a_table_that_was_taken_out_is_written_again(shared: Shared) -> None:
    """Or told; in no case is a row of the deal lost, or the push broken."""
    table = shared.found().tables["plan/F-01/rows"]
    shared.edit(
        {"deleteContentRange": {"range": {"startIndex": table.grid.start, "endIndex": table.grid.end}}},
    )
    pulled = shared.pull()
    shared.push()

    assert ["M-01", "M-02"] == [one.name for one in pulled.merged.proposals if one.kind == "cancel"]
    assert "kick-off:" in shared.text
    assert shared.pull({"M-01": "ours", "M-02": "ours"}).merged.proposals
    shared.push()
    assert {"M-01", "M-02"} <= set(shared.rows())


def test_keys_that_were_written_over_are_mended_where_the_row_is_known(shared: Shared) -> None:
    """By its named range; the row is neither doubled nor taken for one that is gone."""
    row = shared.found().rows["plan/F-02/M-03"]
    start = row.grid.rows[row.number].cells[0].start
    shared.edit(
        {"insertText": {"location": {"index": start + 3}, "text": "X-"}},
        {"deleteContentRange": {"range": {"startIndex": start + 1, "endIndex": start + 3}}},
    )
    pulled = shared.pull()
    shared.push()

    assert () == pulled.merged.proposals
    assert 1 == shared.rows().count("M-03")


# ---------------------------------------------------------------- who may open it


def agreeing(asked: list[list[str]], *, yes: bool) -> Callable[[Sequence[Change]], bool]:
    def agree(changes: Sequence[Change]) -> bool:
        asked.append(said(changes))
        return yes

    return agree


def test_nobody_is_given_access_without_a_yes(shared: Shared) -> None:
    """It is asked with what would be given; what waits is told, and given when somebody agrees."""
    shared.write("google:\n", SHARE)
    asked: list[list[str]] = []
    found = push(shared.co, agreeing(asked, yes=False))

    assert [["maria@marlow.example may edit", "ruth@marlow.example may comment"]] == asked
    assert ({}, 2) == (shared.access(), len(found.shared.left))
    push(shared.co, agreeing(asked, yes=True))
    assert {"maria@marlow.example": "writer", "ruth@marlow.example": "commenter"} == shared.access()
    assert ({"maria@marlow.example", "ruth@marlow.example"}, 2) == (set(shared.state.given), len(asked))
    push(shared.co, agreeing(asked, yes=True))
    assert 2 == len(asked)


def with_share(shared: Shared) -> None:
    shared.write("google:\n", SHARE)
    shared.push(yes=True)


def test_access_is_taken_back_when_the_name_goes(shared: Shared) -> None:
    """Without a question; whoever was let in by hand stays."""
    with_share(shared)
    shared.server.interfere(shared.state.document, "share", emailAddress="eve@marlow.example", role="reader")
    shared.write(", ruth@marlow.example: commenter", "")
    found = shared.push()

    assert {"maria@marlow.example": "writer", "eve@marlow.example": "reader"} == shared.access()
    assert ["take"] == [change.kind for change in found.shared.done]


@pytest.mark.parametrize("state", ["won", "lost"])
def test_access_is_taken_back_when_the_deal_closes(shared: Shared, state: str) -> None:
    """From everybody that a push let in."""
    with_share(shared)
    shared.write("phases:\n", f"state: {state}\nphases:\n")
    shared.push()

    assert ({}, {}) == (shared.access(), shared.state.given)


def test_an_address_that_is_refused_is_told_and_the_others_go_on(shared: Shared) -> None:
    """The document is written all the same."""
    shared.write("google:\n", SHARE)
    shared.server.faults({"action": "403", "method": "POST", "path": "/permissions$"})
    found = shared.push(yes=True)

    assert {"ruth@marlow.example": "commenter"} == shared.access()
    assert ["maria@marlow.example may edit"] == [p.message.split(":")[0] for p in found.shared.problems]


# ---------------------------------------------------------------- trouble


def test_a_push_that_is_refused_leaves_both_sides_as_they_were(shared: Shared) -> None:
    """And the next one goes well."""
    shared.write("due: 2027-07-15", "due: 2027-07-22")
    before = shared.co.paths.state.read_bytes()
    shared.server.faults({"action": "403", "method": "POST", "path": ":batchUpdate$"})
    with pytest.raises(Refused):
        shared.push()

    assert before == shared.co.paths.state.read_bytes()
    assert 1 == shared.push().batches
    assert "Thu 22 Jul 2027" == shared.says("tasks.M-05.due")
