"""A push over HTTP, whoever types in the document meanwhile, and whatever becomes of the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mapdocs.google.accounts import Account
from mapdocs.google.draft import Keep, Skipped
from mapdocs.google.errors import Doubt, Refused
from mapdocs.google.flow import OPEN
from mapdocs.google.journal import read_journal
from mapdocs.google.pushing import MOST_TRIES
from mapdocs.google.wire import Wire
from tests.drafts import insert
from tests.gdocs_plans import PROVE, task
from tests.pushes import SHORT, fresh, having, with_rows
from tests.shared import BATCH, Shared, changed, remote_of

DUE = "plan/F-01/M-02/due"
FIELD = "tasks.M-02.due"
LATER = having(SHORT, DUE, "Fri 11 Dec 2026")


def test_a_first_push_takes_two_batches(shared: Shared) -> None:
    """The body, then header and footer; each is read back, and the document says what it should."""
    done = shared.push(SHORT)

    assert ["get", "batch", "get", "batch", "get"] == [name for name, _ in shared.calls()]
    assert fresh(SHORT) == shared.says()
    assert [["Marlow Bank and Fernhill"], ["As of Mon 23 Nov 2026", "Confidential"]] == shared.edges()
    assert ((), SHORT) == (done.skipped, shared.state.layout)
    assert {} == changed(shared.read())
    assert None is read_journal(shared.paths.journal)


def test_a_push_with_nothing_changed_sends_no_write(shared: Shared) -> None:
    """It reads once, and what is remembered stays the same."""
    shared.push(SHORT)
    shared.calls()
    before = shared.paths.state.read_bytes()
    shared.push(SHORT)

    assert [("get", 200)] == shared.calls()
    assert before == shared.paths.state.read_bytes()


def test_one_date_takes_one_small_batch(shared: Shared) -> None:
    """One read, one write of less than 8 kB, one read back: the date, and the batch's serial in the old one's place."""
    shared.push(SHORT)
    shared.calls()
    meter = shared.remote.meter
    before = replace(meter)
    shared.push(LATER)

    assert ["get", "batch", "get"] == [name for name, _ in shared.calls()]
    assert (1, 7) == (meter.batches - before.batches, meter.requests - before.requests)
    assert 0 < meter.size - before.size < 8000
    assert fresh(LATER) == shared.says()
    assert ("Fri 11 Dec 2026", "Fri 11 Dec 2026") == (
        shared.state.fields[FIELD].seen,
        shared.state.fields[FIELD].deal,
    )


def test_what_somebody_types_between_write_and_read_back_is_theirs(shared: Shared) -> None:
    """Into the very value that was just written: it stays, it is told, and the next pull sees it as an edit."""
    shared.push(SHORT)
    edit = shared.typing(DUE, " at noon")
    shared.meanwhile("edit", path="/documents/[^:]*$", method="GET", skip=1, requests=edit)
    done = shared.push(LATER)

    assert "Fri 11 Dec 2026 at noon" == shared.read().found.paras[DUE].text
    assert {FIELD: ("Fri 11 Dec 2026", "Fri 11 Dec 2026 at noon")} == changed(shared.read())
    assert (Skipped(FIELD, OPEN),) == done.skipped


def test_what_somebody_types_after_the_first_push_is_theirs(shared: Shared) -> None:
    """Before header and footer are filled, too: words in a value, and a paragraph of their own."""
    at = 1 + len("Mutual Success Plan\n")
    edit = [insert(at, "Dear Tom,\n")]
    shared.meanwhile("edit", path="/documents/[^:]*$", method="GET", skip=1, requests=edit)
    shared.push(SHORT)

    assert ["Mutual Success Plan", "Dear Tom,"] == shared.says()[:2]
    assert {} == changed(shared.read())
    shared.push(LATER)
    assert "Dear Tom," == shared.says()[1]


@pytest.mark.parametrize("typed", ["Agenda", "Agenda\nfor Tuesday", "\n"])
def test_a_first_push_goes_above_what_stands_there_already(shared: Shared, typed: str) -> None:
    """Words of people are theirs, also in a header that they made."""
    name = shared.server.edit(shared.id, insert(1, typed), {"createHeader": {"type": "DEFAULT"}})["replies"][1]
    shared.server.edit(shared.id, insert(0, "Draft", segmentId=name["createHeader"]["headerId"]))
    shared.push(SHORT)

    assert [*fresh(SHORT), *typed.split("\n")] == shared.says()
    assert [["Draft", "Marlow Bank and Fernhill"], ["As of Mon 23 Nov 2026", "Confidential"]] == shared.edges()
    assert {} == changed(shared.read())
    shared.calls()
    shared.push(SHORT)
    assert [("get", 200)] == shared.calls()


def test_a_batch_for_a_document_that_was_edited_meanwhile_is_planned_again(shared: Shared) -> None:
    """Nothing of it is applied; what was typed is there afterwards, and is not written over."""
    shared.push(SHORT)
    shared.calls()
    edit = shared.typing("plan/F-01/M-02/title", " by Marlow")
    shared.calls()
    shared.meanwhile("edit", requests=edit)
    shared.push(LATER)

    assert [("get", 200), ("batch", 400), ("get", 200), ("batch", 200), ("get", 200)] == without_looks(shared)
    assert "Proof accepted by Marlow" == shared.read().found.paras["plan/F-01/M-02/title"].text
    assert "Fri 11 Dec 2026" == shared.read().found.paras[DUE].text
    assert {"tasks.M-02.title": ("Proof accepted", "Proof accepted by Marlow")} == changed(shared.read())


def without_looks(shared: Shared) -> list[tuple[str, int]]:
    """The calls, without the small ones that only ask for the revision."""
    shown = [one for one in shared.server.log() if "fields=revisionId" not in one["query"]]
    return [("get" if one["method"] == "GET" else "batch", one["status"]) for one in shown]


def test_an_edit_at_the_place_of_ours_is_seen_in_time(shared: Shared) -> None:
    """Somebody changes the very value that was about to be written: it is held, theirs and told."""
    shared.push(SHORT)
    edit = shared.typing(DUE, " at noon")
    shared.meanwhile("edit", requests=edit)
    done = shared.push(LATER)

    assert "Fri 18 Dec 2026 at noon" == shared.read().found.paras[DUE].text
    assert (Skipped(FIELD, OPEN),) == done.skipped
    assert {FIELD: ("Fri 18 Dec 2026", "Fri 18 Dec 2026 at noon")} == changed(shared.read())


def test_somebody_who_types_all_the_time_is_waited_for_not_for_ever(shared: Shared) -> None:
    """A clear message; nothing was written, and the next push goes well."""
    shared.push(SHORT)
    edit = [insert(1, "!")]
    shared.meanwhile("edit", requests=edit, times=MOST_TRIES)
    with pytest.raises(Refused, match="edited again and again"):
        shared.push(LATER)

    assert "Fri 18 Dec 2026" == shared.read().found.paras[DUE].text
    shared.push(LATER)
    assert "Fri 11 Dec 2026" == shared.read().found.paras[DUE].text
    assert "!!!!!!Mutual Success Plan" == shared.says()[0]


@pytest.mark.parametrize("fault", ["reset-before", "reset-after", "drop-before", "drop-after", "truncate", "502"])
@pytest.mark.parametrize("batch", [0, 1])
def test_a_lost_answer_is_settled_by_looking(shared: Shared, fault: str, batch: int) -> None:
    """At the first and at the second batch of a first push: all is written once, and what is remembered is right."""
    shared.meanwhile(fault, skip=batch)
    shared.push(SHORT)

    assert fresh(SHORT) == shared.says()
    assert [["Marlow Bank and Fernhill"], ["As of Mon 23 Nov 2026", "Confidential"]] == shared.edges()
    assert ({}, SHORT) == (changed(shared.read()), shared.state.layout)
    assert None is read_journal(shared.paths.journal)
    shared.calls()
    shared.push(SHORT)
    assert [("get", 200)] == shared.calls()


@pytest.mark.parametrize("fault", ["reset-before", "reset-after", "truncate"])
def test_a_lost_answer_to_an_edit_is_settled_by_looking(shared: Shared, fault: str) -> None:
    """Also where somebody types before anybody looks: nothing is written twice, nothing of theirs lost."""
    shared.push(SHORT)
    new = with_rows(LATER, "plan/F-01/rows", [*PROVE[1:3], task("F-01", "M-09", "Added", due="Mon 1 Feb 2027")])
    new = having(new, DUE, "Fri 11 Dec 2026")
    shared.meanwhile(fault)
    shared.meanwhile("edit", path="/documents/[^:]*$", method="GET", skip=1, requests=[insert(1, "Hello. ")])
    shared.push(new)

    assert "Hello. Mutual Success Plan" == shared.says()[0]
    assert fresh(new)[1:] == shared.says()[1:]
    assert {} == changed(shared.read())
    assert "Mon 1 Feb 2027" == shared.state.fields["tasks.M-09.due"].seen


def test_a_batch_that_is_answered_too_late_is_not_sent_again(shared: Shared) -> None:
    """The wire gives up waiting; the server does it all the same."""
    shared.push(SHORT)
    shared.meanwhile("delay", seconds=1.5)
    hasty = remote_of(Hasty("endpoint", "nobody", endpoint=shared.server.base_url))
    shared.push(LATER, remote=hasty)
    hasty.close()

    assert fresh(LATER) == shared.says()
    assert {} == changed(shared.read())


class Hasty(Account):
    """Nobody who waits long."""

    def wire(self, clock: Callable[[], float]) -> Wire:
        """A wire of little patience."""
        return Wire(None, clock, read=0.4)


@pytest.mark.parametrize("fault", ["429", "503", "403-rate", "403-user-rate"])
def test_a_busy_server_is_asked_again(shared: Shared, fault: str) -> None:
    """For the write and for what is read back."""
    shared.push(SHORT)
    shared.meanwhile(fault, times=2)
    shared.meanwhile(fault, path="/documents/[^:]*$", method="GET", skip=1)
    shared.push(LATER)

    assert fresh(LATER) == shared.says()
    assert {} == changed(shared.read())


def test_a_server_that_never_says_whether_it_was_done_ends_the_push_in_doubt(shared: Shared) -> None:
    """As one that answers 500 for good on some request: the push ends, nothing is lost, and a later one goes well."""
    shared.push(SHORT)
    shared.meanwhile("500", times=MOST_TRIES)
    with pytest.raises(Doubt):
        shared.push(LATER)

    assert fresh(SHORT) == shared.says()
    shared.push(LATER)
    assert fresh(LATER) == shared.says()
    assert {} == changed(shared.read())


def test_access_that_ends_in_mid_run_is_told(shared: Shared) -> None:
    """What was written until then is remembered, and the next push does the rest only."""
    shared.meanwhile("403", skip=1, times=1)
    with pytest.raises(Refused):
        shared.push(SHORT)

    assert replace(SHORT, header=(), footer=()) == shared.state.layout
    shared.calls()
    shared.push(SHORT)
    assert ["get", "batch", "get"] == [name for name, _ in shared.calls()]
    assert fresh(SHORT) == shared.says()


def test_a_reader_may_not_push(shared: Shared) -> None:
    """Google names no revision to those who may not edit: nothing is sent."""
    shared.push(SHORT)
    shared.calls()
    shared.meanwhile("no-revision", path="/documents/", times=9)
    with pytest.raises(Refused, match="not edit it"):
        shared.push(LATER)

    assert [("get", 200)] == shared.calls()


def test_a_document_that_is_gone_is_told(shared: Shared) -> None:
    """Before the push, and in the middle of it; what is remembered stays."""
    shared.push(SHORT)
    before = shared.paths.state.read_bytes()
    shared.meanwhile("delete")
    with pytest.raises(Refused, match="does not find"):
        shared.push(LATER)
    with pytest.raises(Refused, match="does not find"):
        shared.push(LATER)

    assert before == shared.paths.state.read_bytes()


MEDDLING = [
    {"action": "comment", "content": "Who signs?"},
    {"action": "drop-ranges", "name": "M-02"},
    {"action": "split-ranges", "name": "M-02"},
    {"action": "double-ranges", "name": "M-02"},
    {"action": "share", "role": "reader", "emailAddress": "ruth@marlow.example"},
]


@pytest.mark.parametrize("what", MEDDLING, ids=lambda what: what["action"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_is_no_edit_of_words_does_no_harm(shared: Shared, what: dict[str, Any], method: str) -> None:
    """A comment, named ranges that go astray, somebody let in: before the batch or before it is read back."""
    shared.push(SHORT)
    where = {"path": BATCH} if method == "POST" else {"path": "/documents/[^:]*$", "method": "GET", "skip": 1}
    shared.meanwhile(**where, **what)
    shared.push(LATER)
    shared.push(LATER)

    assert fresh(LATER) == shared.says()
    assert {} == changed(shared.read())
    assert "Fri 11 Dec 2026" == shared.state.fields[FIELD].seen


def test_rows_are_put_in_order_and_copied_by_people_meanwhile(shared: Shared) -> None:
    """A row of theirs, one of ours gone, right before the batch: the next look settles what is whose."""
    shared.push(SHORT)
    grid = shared.read().found.rows["plan/F-01/M-02"].grid
    where = {"tableStartLocation": {"index": grid.start}, "rowIndex": 2, "columnIndex": 0}
    shared.meanwhile("edit", requests=[{"deleteTableRow": {"tableCellLocation": where}}])
    shared.push(LATER)

    assert "plan/F-01/M-02.1" not in shared.read().found.rows
    assert "Fri 11 Dec 2026" == shared.read().found.paras[DUE].text
    shared.push(LATER, keep=lambda read: Keep(back=frozenset({"M-02.1"}), edited=read.state.edited))
    assert fresh(LATER) == shared.says()


def test_a_tab_that_people_added_is_theirs(shared: Shared) -> None:
    """Every location names the tab of the plan."""
    shared.push(SHORT)
    shared.server.edit(shared.id, {"addDocumentTab": {"tabProperties": {"title": "Notes"}}})
    shared.push(LATER)

    assert fresh(LATER) == shared.says()
    assert 2 == len(shared.read().doc.tabs)
