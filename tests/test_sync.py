"""sync: both ways, once or again and again; over HTTP, with Google's own client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mapdocs.problems import DealError, MapdocsError
from mapdocs.sandbox.server import Server
from mapdocs.sync import Synced, sync, watch
from tests.coedits import Shared, copied, sharing
from tests.drafts import insert

DUE = "tasks.M-02.due"
Told = Synced | MapdocsError


@pytest.fixture
def fresh(running: Server, tmp_path: Path) -> Iterator[Shared]:
    """A deal that nobody has pushed yet."""
    running.reset()
    with sharing(tmp_path, running) as made:
        yield made


@pytest.fixture
def shared(fresh: Shared) -> Shared:
    """One that is in its document."""
    fresh.push()
    return fresh


def test_the_first_sync_makes_the_document(fresh: Shared) -> None:
    """There is nothing to pull."""
    found = sync(fresh.co, {}, lambda _: False)

    assert (None, True, 0) == (found.pulled, found.pushed.created, found.exit_code)
    assert fresh.documents() == [found.pushed.document]


def test_what_either_side_changed_is_on_both_afterwards(shared: Shared) -> None:
    """The buyer's date in the deal, the deal's words in the document."""
    shared.retype(DUE, "Fri 12 Feb 2027")
    shared.write("Engineers are shared", "Engineers are lent")
    found = sync(shared.co, {}, lambda _: False)

    assert ("due: 2027-02-12" in shared.text, "Engineers are lent") == (True, shared.says("risks.R-01.what"))
    assert (0, "Fri 12 Feb 2027") == (found.exit_code, shared.says(DUE))
    again = sync(shared.co, {}, lambda _: False)
    assert (0, ()) == (again.pushed.batches, again.pulled.merged.edits if again.pulled else None)


def test_a_conflict_is_left_on_both_sides_and_the_rest_goes_on(shared: Shared) -> None:
    """It ends with 1; taken, with 0."""
    shared.retype(DUE, "Fri 12 Feb 2027")
    shared.write("due: 2027-01-29", "due: 2027-02-05")
    shared.write("Engineers are shared", "Engineers are lent")
    found = sync(shared.co, {}, lambda _: False)

    assert (1, "Fri 12 Feb 2027") == (found.exit_code, shared.says(DUE))
    assert ("due: 2027-02-05" in shared.text, "Engineers are lent") == (True, shared.says("risks.R-01.what"))
    taken = sync(shared.co, {DUE: "theirs"}, lambda _: False)
    assert (0, True) == (taken.exit_code, "due: 2027-02-12" in shared.text)


def test_words_beside_ours_are_no_edit_once_a_push_takes_ours_out(shared: Shared) -> None:
    """Maria writes below "Waits for M-02", which the seller takes out: nobody has edited the title."""
    waits = next(para for para in shared.state.layout.paras() if para.text.startswith("Waits for M-02"))
    shared.edit(insert(shared.found().paras[waits.id].end, "\nPlease mind the holidays"))
    shared.write("after: [proof]}", "}")
    before = shared.text
    for batches in (1, 0, 0):
        found = sync(shared.co, {}, lambda _: False)

        assert found.pulled
        assert (batches, ()) == (found.pushed.batches, found.pulled.merged.edits)
        told = [thing.text for thing in found.pulled.merged.unmapped if thing.kind == "beside"]
        assert ["Please mind the holidays"] == told
        assert (before, "Contract signed") == (shared.text, shared.says("tasks.M-03.title"))


# ---------------------------------------------------------------- watch


class Rounds:
    """What happens while a watch waits, round by round."""

    def __init__(self, *things: object) -> None:
        self.things = list(things)

    def pause(self) -> None:
        """The next thing happens."""
        thing = self.things.pop(0) if self.things else None
        if callable(thing):
            thing()


def watched(shared: Shared, *things: object) -> list[Told]:
    rounds = Rounds(*things)
    return list(watch(shared.co, lambda _: False, rounds.pause, len(things) + 1))


def test_a_watch_syncs_when_either_side_changes(shared: Shared) -> None:
    """Once for each change, and not for its own writes; a look that finds nothing tells nothing."""
    told = watched(
        shared,
        None,
        lambda: shared.retype(DUE, "Fri 12 Feb 2027"),
        None,
        lambda: shared.write("Engineers are shared", "Engineers are lent"),
        None,
    )
    wrote = [
        one for one in told if isinstance(one, Synced) and (one.pushed.batches or (one.pulled and one.pulled.written))
    ]

    assert 2 == len(wrote)
    assert all(isinstance(one, Synced) for one in told)
    assert ("due: 2027-02-12" in shared.text, "Engineers are lent") == (True, shared.says("risks.R-01.what"))


def test_a_look_is_one_small_call(shared: Shared) -> None:
    """Where nothing has changed, no document is read."""
    watched(shared, None, None)
    shared.calls()
    shared.server.control("DELETE", "log")
    quiet = watched(shared, None, None, None, None)
    paths = [one["path"] for one in shared.server.log()]

    assert 1 == len(quiet)
    assert 2 >= sum(path.startswith("/v1/documents") for path in paths)


def test_an_error_is_told_once_and_tried_again(shared: Shared) -> None:
    """A remote that refuses is told when it begins, and all goes on when it ends."""
    refuse = {"action": "403", "path": "/v1/documents", "times": "forever"}

    def refused() -> None:
        shared.retype(DUE, "Fri 12 Feb 2027")
        shared.server.faults(refuse)

    told = watched(
        shared,
        refused,
        None,
        None,
        lambda: shared.server.control("DELETE", "faults"),
        None,
    )
    kinds = [type(one).__name__ for one in told]

    assert 1 == kinds.count("Refused")
    assert "Synced" == kinds[-1]
    assert "due: 2027-02-12" in shared.text


def test_a_deal_with_an_error_is_told_once_until_it_changes(shared: Shared) -> None:
    """Then it goes on."""
    told = watched(
        shared,
        lambda: shared.write("due: 2027-01-29", "due: soon"),
        None,
        None,
        lambda: shared.write("due: soon", "due: 2027-02-05"),
        None,
    )

    assert 1 == sum(isinstance(one, DealError) for one in told)
    assert "Fri 5 Feb 2027" == shared.says(DUE)


def test_a_watch_goes_on_once_the_colleague_s_push_was_pulled_by_git(shared: Shared, tmp_path: Path) -> None:
    """It is told once that something is to be pulled; a new google.json is enough to look again."""
    late = copied(shared, tmp_path / "late")
    shared.write("Engineers are shared", "Engineers are lent")
    shared.push()
    rounds = iter(range(3))

    def pause() -> None:
        if next(rounds) == 1:
            for file in (shared.co.desk.place.file, shared.co.paths.state):
                (late.co.paths.state.parent / file.name).write_bytes(file.read_bytes())

    told: list[Told] = list(watch(late.co, lambda _: False, pause, 3))

    assert [DealError, Synced] == [type(one) for one in told]
    assert "behind" == (told[0].problems[0].code if isinstance(told[0], DealError) else "")
