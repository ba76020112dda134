"""A document read beside what is remembered of it, after whatever became of the run before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mapdocs.google import pushing
from mapdocs.google.errors import Refused
from mapdocs.google.journal import Creating, Writing, begin, read_journal
from mapdocs.google.session import looked, paths_of, read_beside, remembered, with_comments, writable
from mapdocs.google.state import State, write_state
from mapdocs.layout import Layout
from mapdocs.problems import DealError
from mapdocs.workspace import DealPlace
from tests.drafts import insert
from tests.gdocs_plans import PROVE, task
from tests.pushes import SHORT, fresh, having, with_rows
from tests.shared import Shared, changed

DUE = "plan/F-01/M-02/due"
LATER = having(SHORT, DUE, "Fri 11 Dec 2026")
MORE = having(
    with_rows(SHORT, "plan/F-01/rows", [*PROVE[1:3], task("F-01", "M-09", "Sign-off")]), DUE, "Thu 10 Dec 2026"
)


class KilledError(Exception):
    """The process is gone."""


def kill(monkeypatch: pytest.MonkeyPatch, where: object, name: str, *, after: bool, turn: int = 0) -> None:
    """Ends the run at the n-th call of a function, before or after it did its work."""
    real = getattr(where, name)
    calls = iter(range(100))

    def deadly(*arguments: object, **more: object) -> object:
        last = next(calls) == turn
        if last and not after:
            raise KilledError
        found = real(*arguments, **more)
        if last:
            raise KilledError
        return found

    monkeypatch.setattr(where, name, deadly)


STEPS = [(what, after) for what in ("begin", "batch_update", "get", "write_state", "end") for after in (False, True)]


@pytest.mark.parametrize("typing", [False, True], ids=["alone", "typing"])
@pytest.mark.parametrize(("what", "after"), STEPS, ids=[f"{what}-{'after' if at else 'before'}" for what, at in STEPS])
def test_a_push_that_was_killed_goes_on_where_it_was(
    shared: Shared,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    after: bool,  # noqa: FBT001 - a case
    typing: bool,  # noqa: FBT001 - a case
) -> None:
    """At each of its steps, also where somebody edits before the next: nothing twice or lost, the base is right."""
    shared.push(SHORT)
    remote = what in ("batch_update", "get")
    with monkeypatch.context() as patch:
        kill(patch, type(shared.remote) if remote else pushing, what, after=after, turn=1 if what == "get" else 0)
        with pytest.raises(KilledError):
            shared.push(MORE)
    if typing:
        shared.server.edit(shared.id, insert(1, "Our "))
        shared.type("plan/F-01/M-02/title", " by Marlow")
    shared.calls()
    shared.push(MORE)

    expected = fresh(MORE)
    batches = [status for name, status in shared.calls() if name == "batch"]
    assert ([] if done(what, after=after) else [200]) == batches
    if typing:
        said = shared.read().found.paras["plan/F-01/M-02/title"]
        assert {"tasks.M-02.title": ("Proof accepted", "Proof accepted by Marlow")} == changed(shared.read())
        assert "Proof accepted by Marlow" == said.text
        expected = fresh(having(having(MORE, "front/title", "Our Mutual Success Plan"), said_id(), said.text))
    else:
        assert {} == changed(shared.read())
    assert expected == shared.says()
    assert "Thu 10 Dec 2026" == shared.state.fields["tasks.M-02.due"].seen
    assert "Sign-off" == shared.state.fields["tasks.M-09.title"].seen
    assert None is read_journal(shared.paths.journal)


def said_id() -> str:
    return "plan/F-01/M-02/title"


def done(what: str, *, after: bool) -> bool:
    """Whether the batch had been applied."""
    return what not in ("begin", "batch_update") or (what == "batch_update" and after)


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("after", [False, True])
def test_a_first_push_that_was_killed_is_not_written_twice(
    shared: Shared,
    monkeypatch: pytest.MonkeyPatch,
    after: bool,  # noqa: FBT001 - a case
    turn: int,
) -> None:
    """At either of its batches, and somebody writes into the document before the next run."""
    with monkeypatch.context() as patch:
        kill(patch, type(shared.remote), "batch_update", after=after, turn=turn)
        with pytest.raises(KilledError):
            shared.push(SHORT)
    if after or turn:
        shared.server.edit(shared.id, insert(1, "Our "))
    shared.push(SHORT)

    says = shared.says()
    assert fresh(SHORT)[1:] == says[1:]
    assert ("Our " if after or turn else "") + "Mutual Success Plan" == says[0]
    assert [["Marlow Bank and Fernhill"], ["As of Mon 23 Nov 2026", "Confidential"]] == shared.edges()
    assert {} == changed(shared.read())


def test_a_batch_that_may_be_on_its_way_is_not_forgotten(shared: Shared) -> None:
    """While the document stands where it stood, what was begun stays in the journal; its revision guards it."""
    shared.push(SHORT)
    begun = Writing(shared.read().doc.revision, replace(shared.state, layout=LATER))
    begin(shared.paths.journal, begun)

    assert SHORT == shared.read().state.layout
    assert begun == read_journal(shared.paths.journal)


def test_a_journal_of_another_document_changes_nothing(shared: Shared) -> None:
    """As where the deal got a new one; it is put away. That of a document that is being made is left to its maker."""
    shared.push(SHORT)
    begin(shared.paths.journal, Writing("r0", State("other", "marlow", LATER)))

    assert SHORT == shared.read().state.layout
    assert None is read_journal(shared.paths.journal)
    begin(shared.paths.journal, Creating("n1"))
    assert SHORT == shared.read().state.layout
    assert Creating("n1") == read_journal(shared.paths.journal)


def test_a_document_that_two_deals_claim_is_told(tmp_path: Path) -> None:
    """The deal file names one, what is remembered another."""
    folder = tmp_path / "deal"
    folder.mkdir()
    place = DealPlace("marlow", folder, folder / "deal.yaml", "deal.yaml", tmp_path / "dist")
    paths = paths_of(place, tmp_path)
    assert None is remembered(paths, "a")
    state = State("a", "m", Layout("Plan", ()))
    write_state(paths.state, state)

    assert state == remembered(paths, "a") == remembered(paths, "")
    with pytest.raises(DealError, match="two-live-documents") as error:
        remembered(paths, "b")
    assert str(paths.shown) in str(error.value.problems[0].hint)


def test_a_document_in_the_trash_is_told(shared: Shared) -> None:
    """With what to do; one that is deleted, too."""
    shared.push(SHORT)
    assert shared.id == looked(shared.remote, shared.id).id
    shared.server.interfere(shared.id, "trash")
    with pytest.raises(Refused, match="google-trashed"):
        looked(shared.remote, shared.id)
    shared.server.interfere(shared.id, "delete")
    with pytest.raises(Refused, match="google-not-found"):
        looked(shared.remote, shared.id)


def test_a_reader_may_read_but_not_write(shared: Shared) -> None:
    """The revision is what says so."""
    shared.push(SHORT)
    read = shared.read()
    assert read.doc.revision == writable(read)
    shared.meanwhile("no-revision", path="/documents/")
    with pytest.raises(Refused, match="google-read-only"):
        writable(shared.read())


def test_threads_beside_the_text_are_read_with_it(shared: Shared) -> None:
    """Those of the whole document; text and values are the same."""
    shared.push(SHORT)
    shared.server.interfere(shared.id, "comment", content="Who signs?", **{"as": "maria@marlow.example"})
    read = shared.read()
    told = with_comments(read, shared.remote)

    assert ["Who signs?"] == [thread.text for thread in told.observed.comments]
    assert read.observed == replace(told.observed, comments=())
    assert read.observed == read_beside(read.state, read.doc, read.info).observed
