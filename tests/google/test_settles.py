"""Two sides edit at random, with faults and kills between: after things settle nothing is lost or written twice.

MAPDOCS_SETTLES=10 runs ten times as many steps, with as many more kills.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from mapdocs.dealfile import Edit
from mapdocs.google.errors import Doubt, Refused, Unreachable
from mapdocs.google.service import Remote
from mapdocs.layout import Para
from mapdocs.problems import MapdocsError
from mapdocs.readers.gdocs.found import Spot
from mapdocs.sandbox.server import Server, serve
from tests.worlds import Batch, World, remote_of

TIMES = int(os.environ.get("MAPDOCS_SETTLES", "1"))
STEPS = 50
EXAMPLES = 4
MOST_ROUNDS = 40
COUNT = {"steps": 0, "kills": 0, "faults": 0, "checks": 0}

DATES = ("2027-03-12", "12 March 2027", "Fri 19 Mar 2027", "02/04/2027", "", "soon", "12.3.", "Mar 30")
OWNERS = ("Maria Keller", "Tom Weiss", "", "Nobody Known", "Tom")
STATUSES = ("In progress", "Done", "At risk", "Not started", "perhaps", "")
CHOICES = {"due": DATES, "by": DATES, "buyer": OWNERS, "seller": OWNERS, "owner": OWNERS, "status": STATUSES}
HOW = ("before", "into", "behind", "below", "instead", "instead")
ANY = st.integers(0, 10_000)
PICKS = st.lists(st.tuples(ANY, st.sampled_from(HOW), ANY), min_size=3, max_size=9)
FAULTS: tuple[dict[str, Any], ...] = (
    {"action": "reset-before", "method": "POST"},
    {"action": "reset-after", "method": "POST"},
    {"action": "drop-after", "method": "POST"},
    {"action": "truncate", "method": "POST"},
    {"action": "429", "method": "POST"},
    {"action": "429", "retryAfter": 0},
    {"action": "503", "method": "POST"},
    {"action": "500", "method": "POST", "times": 1},
    {"action": "500", "method": "POST", "times": -1},
    {"action": "403-rate"},
    {"action": "403", "method": "POST"},
    {"action": "400-stale", "method": "POST"},
    {"action": "reset-before", "method": "GET"},
    {"action": "truncate", "method": "GET"},
    {"action": "comment", "method": "POST", "content": "Is that so?"},
    {"action": "drop-ranges", "method": "POST"},
    {"action": "split-ranges", "method": "GET"},
    {"action": "double-ranges", "method": "GET"},
)
SOLD: tuple[tuple[tuple[str, ...], str], ...] = (
    (("tasks", "proof", "title"), "text"),
    (("tasks", "proof", "done_when"), "text"),
    (("tasks", "review", "note"), "text"),
    (("tasks", "review", "due"), "date"),
    (("tasks", "train", "due"), "date"),
    (("tasks", "proof", "status"), "status"),
    (("tasks", "sign", "seller"), "owner"),
    (("risks", "staff", "mitigation"), "text"),
    (("decisions", "region", "why"), "text"),
    (("value", "objective"), "text"),
    (("value", "summary"), "text"),
)
SOLD_VALUES = {
    "date": ("2027-03-08", "2027-04-15"),
    "status": ("in-progress", "not-started"),
    "owner": ("tom", "role:legal"),
}


class Sides(RuleBasedStateMachine):
    """What buyers, sellers, networks and power cuts do."""

    server: Server
    remote: Remote
    folders: Iterator[Path]

    @initialize()
    def begin(self) -> None:
        """A deal, and its document."""
        self.world = World(self.server, next(self.folders), remote=self.remote)
        self.world.push()

    def teardown(self) -> None:
        """Whatever has happened, all is well afterwards."""
        if hasattr(self, "world"):
            self.server.control("DELETE", "faults")
            self.world.check()
            COUNT["checks"] += 1

    def _step(self, count: int = 1) -> None:
        COUNT["steps"] += count

    # ------------------------------------------------------------ the buyer

    @rule(picks=PICKS, suggest=st.integers(0, 5))
    def types_into_values(self, picks: list[tuple[int, str, int]], suggest: int) -> None:
        """Dates, owners, statuses, or words, in the place of values or beside them; now and then as suggestions."""
        state, found = self.world.found()
        paras = [para for para in state.layout.paras() if para.field and para.id in found.paras]
        if paras:
            chosen = {number % len(paras): (how, kind) for number, how, kind in picks}
            spots = [
                (found.paras[paras[n].id], self._text(paras[n], how, kind), how) for n, (how, kind) in chosen.items()
            ]
            self._types(spots, suggest=not suggest)

    def _text(self, para: Para, how: str, kind: int) -> str:
        """What somebody may type there."""
        name = para.field.rpartition(".")[2]
        choices = CHOICES.get(name, ())
        return choices[kind % len(choices)] if how == "instead" and choices else f"{self.world.word()} said"

    def _types(self, spots: list[tuple[Spot, str, str]], *, suggest: bool = False) -> None:
        """From the end of the document to its start, so that places hold."""
        self._step(len(spots))
        spots.sort(key=lambda item: (item[0].segment, item[0].start), reverse=True)
        self.world.act(*(self.world.typed(spot, text, how) for spot, text, how in spots), suggest=suggest)

    @rule(picks=PICKS)
    def types_anywhere(self, picks: list[tuple[int, str, int]]) -> None:
        """Into headings, notes, keys, heads of columns, the timeline."""
        _, found = self.world.found()
        spots = list(found.paras.values())
        chosen = {number % len(spots): how for number, how, _ in picks}
        self._types([(spots[number], f"{self.world.word()} here", how) for number, how in chosen.items()])

    @rule(pick=ANY, column=st.integers(0, 7), words=st.booleans())
    def adds_a_row(self, pick: int, column: int, words: bool) -> None:  # noqa: FBT001 - drawn
        """Below some row, with words in one cell, or empty."""
        self._step()
        _, found = self.world.found()
        rows = list(found.rows.values())
        if not rows:
            return
        row = rows[pick % len(rows)]
        made: Batch = ({"insertTableRow": {"tableCellLocation": cell(row), "insertBelow": True}},)
        if words:
            place = start(row.end + 2 + 2 * (column % row.grid.columns), row.tab)
            made = (*made, {"insertText": {"location": place, "text": f"{self.world.word()} more"}})
        self.world.act(made)

    @rule(pick=ANY)
    def takes_a_row_out(self, pick: int) -> None:
        """Any row, with whatever stands in it."""
        self._step()
        _, found = self.world.found()
        rows = list(found.rows.values())
        if rows:
            self.world.act(({"deleteTableRow": {"tableCellLocation": cell(rows[pick % len(rows)])}},))

    @rule(pick=ANY)
    def adds_a_column(self, pick: int) -> None:
        """To the right of the first."""
        self._step()
        _, found = self.world.found()
        tables = [spot for spot in found.tables.values() if spot.grid.columns < 10]
        if tables:
            grid = tables[pick % len(tables)]
            place = {"tableStartLocation": start(grid.grid.start, grid.tab), "rowIndex": 0, "columnIndex": 0}
            self.world.act(({"insertTableColumn": {"tableCellLocation": place, "insertRight": True}},))

    # ------------------------------------------------------------ the seller

    @rule(picks=st.lists(st.tuples(st.sampled_from(SOLD), ANY), min_size=1, max_size=3))
    def sells(self, picks: list[tuple[tuple[tuple[str, ...], str], int]]) -> None:
        """Changes the deal file by hand."""
        self._step(len(picks))
        edits = []
        for (path, kind), value in picks:
            choices = SOLD_VALUES.get(kind) or (f"{self.world.word()} agreed",)
            edits.append(Edit(path, choices[value % len(choices)]))
        self.world.sell(*edits)

    @rule()
    def plans_more(self) -> None:
        """A further task, up to eight."""
        self._step()
        number = self.world.deal_text().count("phase: live")
        if number < 6:
            self.world.sell(Edit(("tasks", f"more-{number}"), {"phase": "live", "title": f"More {number}"}))

    # ------------------------------------------------------------ mapdocs

    @rule()
    def pushes(self) -> None:
        """The plan into the document."""
        self._step()
        self.world.push()

    @rule(write=st.booleans())
    def pulls(self, write: bool) -> None:  # noqa: FBT001 - drawn
        """The document into the deal, or only looked at."""
        self._step()
        self.world.pull(write=write)

    @rule(pick=ANY, whose=st.sampled_from(("ours", "theirs")))
    def decides(self, pick: int, whose: str) -> None:
        """Settles one conflict or question."""
        self._step()
        found = self.world.pull(write=False)
        names = [str(change.field) for change in found.merged.conflicts] + [p.name for p in found.merged.proposals]
        if names:
            with suppress(MapdocsError):
                self.world.pull({names[pick % len(names)]: whose})

    @rule(fault=st.sampled_from(FAULTS), pull=st.booleans())
    def pushes_through_a_fault(self, fault: dict[str, Any], pull: bool) -> None:  # noqa: FBT001 - drawn
        """The network fails, Google is busy, somebody else is at it."""
        self._step()
        COUNT["faults"] += 1
        self.server.faults(fault)
        try:
            with suppress(Doubt, Refused, Unreachable):
                self.world.pull() if pull else self.world.push()
        finally:
            self.server.control("DELETE", "faults")

    @rule(event=st.integers(0, 14), pull=st.booleans(), really=st.integers(0, 2))
    def is_killed(self, event: int, pull: bool, really: int) -> None:  # noqa: FBT001 - drawn
        """In the middle of a pull or push; not each time, since a process of its own takes a while."""
        self._step()
        if really:
            return
        COUNT["kills"] += 1
        self.world.killed(lambda world: world.pull() if pull else world.push(), event)

    @rule()
    def settles(self) -> None:
        """All is looked at."""
        self._step()
        COUNT["checks"] += 1
        self.world.check()


def cell(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a reader's row
    """The first cell of a row."""
    return {"tableStartLocation": start(row.grid.start, row.tab), "rowIndex": row.number, "columnIndex": 0}


def start(index: int, tab: str) -> dict[str, Any]:
    """A place in a tab."""
    return {"index": index, **({"tabId": tab} if tab else {})}


@pytest.mark.slow
def test_after_things_settle_nothing_is_lost_and_nothing_stands_twice() -> None:
    """Every edit of anybody is in the deal, in the document, or in a reported conflict or question."""
    with tempfile.TemporaryDirectory() as root, serve() as server:
        Sides.server, Sides.remote = server, remote_of(server)
        Sides.folders = (Path(root) / f"deal-{number}" for number in range(10**9))
        phases = (Phase.generate, Phase.shrink) if TIMES > 1 else (Phase.generate,)
        given = settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=False,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        )
        for number in range(MOST_ROUNDS * TIMES):  # the same ones each time
            if COUNT["steps"] >= 2000 * TIMES and COUNT["kills"] >= 20 * TIMES:
                break
            run_state_machine_as_test(seed(number)(Sides), settings=given)

    assert COUNT["steps"] >= 2000 * TIMES
    assert COUNT["kills"] >= 20 * TIMES
