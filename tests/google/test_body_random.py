"""Random plans pushed into a document that people edit at random, several times over: nothing of either is lost.

`MAPDOCS_TEST_ROUNDS` says how many documents; `MAPDOCS_TEST_SEED` with which to begin.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

import pytest

from mapdocs.google.written import written_in
from mapdocs.layout import Block, Cell, Layout, Para, Row, Table
from mapdocs.observed import Seen
from mapdocs.readers.gdocs import observe
from mapdocs.readers.gdocs.found import RowSpot, Spot
from mapdocs.readers.gdocs.model import Grid
from mapdocs.sandbox.errors import ApiError
from tests.drafts import delete, insert
from tests.gdocs_plans import HEADS, SIGNS, criterion, para, rows, task
from tests.pushes import Live, real
from tests.samples import RICH, SMALL

ROUNDS = int(os.environ.get("MAPDOCS_TEST_ROUNDS", "40"))
SEED = int(os.environ.get("MAPDOCS_TEST_SEED", "1"))
PUSHES = 4
SCRIPTS = ("", "\U0001f600", " \u0633\u0644\u0627\u0645", " e\u0301", " *x*", "\U0001f468\u200d\U0001f469")


# ---------------------------------------------------------------- a deal that changes


@dataclass
class Task:
    """A task of a phase."""

    phase: str
    title: str
    buyer: str = "Maria Keller"
    due: str = "Fri 18 Dec 2026"
    status: str = "Not started"
    note: list[str] = field(default_factory=list)
    tag: str = "proposed"


@dataclass
class Deal:
    """What a plan is made of. `decisions`: key -> what was decided, or nothing."""

    phases: list[str]
    tasks: dict[str, Task]
    decisions: dict[str, str]
    summary: list[str]
    moved: list[str] = field(default_factory=list)
    months: int = 4
    now: int = 1
    day: str = "23 Nov"
    serial: int = 0


def new_deal(rng: Random) -> Deal:
    deal = Deal(["F-01", "F-02"], {}, {"D-01": "", "D-02": ""}, ["Alerts are checked by hand."])
    for _ in range(rng.randrange(2, 6)):
        add_task(rng, deal)
    return deal


def add_task(rng: Random, deal: Deal) -> None:
    deal.serial += 1
    deal.tasks[f"M-{deal.serial:02}"] = Task(rng.choice(deal.phases), f"Task number {deal.serial}")


def some(rng: Random, deal: Deal) -> Task:
    return deal.tasks[rng.choice(list(deal.tasks))] if deal.tasks else Task("F-01", "none")


def text(rng: Random) -> str:
    return rng.choice(("Sign", "Review it", "Send data", "A call on Tuesday", "Accept", "Plan B")) + rng.choice(SCRIPTS)


def texts(rng: Random, most: int) -> list[str]:
    return [text(rng) for _ in range(rng.randrange(most))]


def drop_task(rng: Random, deal: Deal) -> None:
    if deal.tasks:
        del deal.tasks[rng.choice(list(deal.tasks))]


def other_phase(rng: Random, deal: Deal) -> None:
    some(rng, deal).phase = rng.choice(deal.phases)


def other_date(rng: Random, deal: Deal) -> None:
    some(rng, deal).due = rng.choice(("Fri 11 Dec 2026", "Mon 4 Jan 2027", ""))


def other_words(rng: Random, deal: Deal) -> None:
    one = some(rng, deal)
    one.title, one.tag, one.note = text(rng), rng.choice(("agreed", "moved", "")), texts(rng, 4)


def other_status(rng: Random, deal: Deal) -> None:
    some(rng, deal).status = rng.choice(list(SIGNS))


def other_order(rng: Random, deal: Deal) -> None:
    keys = list(deal.tasks)
    rng.shuffle(keys)
    deal.tasks = {key: deal.tasks[key] for key in keys}


def other_phases(rng: Random, deal: Deal) -> None:
    deal.phases = rng.sample(["F-01", "F-02", "F-03"], rng.randrange(1, 4))
    for one in deal.tasks.values():
        one.phase = one.phase if one.phase in deal.phases else rng.choice(deal.phases)


def other_timeline(rng: Random, deal: Deal) -> None:
    deal.months, deal.now = rng.randrange(2, 6), rng.randrange(2)


def other_decision(rng: Random, deal: Deal) -> None:
    deal.decisions[rng.choice(("D-01", "D-02", "D-03"))] = rng.choice(("", "Frankfurt", "Fernhill"))


def other_summary(rng: Random, deal: Deal) -> None:
    deal.summary, deal.moved, deal.day = texts(rng, 4) or [""], texts(rng, 3), rng.choice(("23 Nov", "1 Dec"))


MUTATIONS: tuple[Callable[[Random, Deal], None], ...] = (
    add_task, drop_task, other_phase, other_date, other_words, other_status, other_order, other_phases, other_timeline,
    other_decision, other_summary,
)  # fmt: skip


def layout_of(deal: Deal) -> Layout:
    """The deal as a document, with ids and sections as real ones have them."""
    blocks: list[Block] = [para("front/title", "Mutual Success Plan", "title")]
    blocks += _valued("value/summary", "value.summary", deal.summary)
    if deal.moved:
        blocks += [para("moved/title", "What changed", "h2")]
        blocks += [para(f"moved/{n}", said, "list") for n, said in enumerate(deal.moved)]
    blocks += [para("plan/title", "The plan", "h2"), *_timeline(deal)]
    for phase in deal.phases:
        found = [_row(key, one) for key, one in deal.tasks.items() if one.phase == phase]
        blocks += [
            para(f"plan/{phase}/title", f"Phase {phase}", "band"),
            para(f"plan/{phase}/why", "Why it is", "purpose"),
        ]
        if found:
            blocks += [rows(f"plan/{phase}/rows", HEADS, *found), para(f"plan/{phase}/rows/gap", style="gap")]
    blocks += _decisions(deal)
    blocks += [
        rows("criteria/rows", ("Key", "What", "Measured by", "Owner"), criterion("C-01", "Nine in ten", "", "Ruth"))
    ]
    blocks += [para("criteria/rows/gap", style="gap")]
    footer = (para("footer/1", f"As of {deal.day}"), para("footer/2", "Confidential"))
    return Layout("Plan", tuple(blocks), (para("header/1", "Marlow and Fernhill"),), footer)


def _valued(id: str, name: str, said: list[str]) -> list[Block]:  # noqa: A002
    return [para(f"{id}/{n}" if n > 1 else id, one, field=name) for n, one in enumerate(said, 1)]


def _timeline(deal: Deal) -> list[Block]:
    def cell(row: int, month: int) -> Cell:
        here = month == deal.now
        return Cell((para(f"timeline/{row}/{month}/1", "\u25c6" if here and row else ""),), "accent" if here else "")

    found = [Row(f"timeline/{n}", tuple(cell(n, month) for month in range(deal.months))) for n in range(2)]
    table = Table("timeline/rows", (100 / deal.months,) * deal.months, tuple(found), heads=0, kind="timeline")
    return [table, para("timeline/rows/gap", style="gap")]


def _row(key: str, one: Task) -> Row:
    made = task(one.phase, key, one.title, buyer=one.buyer, due=one.due, status=one.status, tag=one.tag or "-")
    at = f"plan/{one.phase}/{key}"
    cells = list(made.cells)
    note = [
        para(p.id, p.said, "note", p.field)
        for p in _valued(f"{at}/note", f"tasks.{key}.note", one.note)
        if isinstance(p, Para)
    ]
    cells[1] = replace(cells[1], paras=(cells[1].paras[0], *note, *cells[1].paras[1:]))
    cells[5] = replace(cells[5], paras=cells[5].paras[: 2 if one.tag else 1])
    return replace(made, cells=tuple(cells))


def _decisions(deal: Deal) -> list[Block]:
    blocks: list[Block] = [para("decisions/title", "Decisions", "h2")]
    for name, heads, fields in (
        ("open", ("Key", "What", "Owner", "By"), ("what", "owner", "by")),
        ("taken", ("Key", "What", "Decided"), ("what", "decided")),
    ):
        found = []
        for key, decided in deal.decisions.items():
            if bool(decided) == (name == "taken"):
                at = f"decisions/{name}/{key}"
                values = {"what": f"Region of {key}", "owner": "Ruth", "by": "Fri 4 Dec 2026", "decided": decided}
                cells = [Cell((para(f"{at}/{n}", values[n], field=f"decisions.{key}.{n}"),)) for n in fields]
                found.append(Row(at, (Cell((para(f"{at}/0/1", key),)), *cells), key))
        if found:
            blocks += [rows(f"decisions/{name}/rows", heads, *found), para(f"decisions/{name}/rows/gap", style="gap")]
    return blocks


# ---------------------------------------------------------------- people who edit


class Buyer:
    """Somebody who does what comes to mind; every word has a mark by which it is found again."""

    def __init__(self, rng: Random, live: Live) -> None:
        self.rng = rng
        self.live = live
        self.words: list[str] = []

    def word(self) -> str:
        """New words."""
        self.words.append(f"w{len(self.words)}w")
        return self.words[-1] + self.rng.choice(SCRIPTS)

    def edit(self) -> None:
        """One edit; one that Google refuses is none."""
        try:
            self.rng.choice(EDITS)(self)
        except ApiError:
            return

    def para(self) -> Spot:
        """Any paragraph of ours."""
        found = self.live.found().paras
        return found[self.rng.choice(list(found))]

    def row(self) -> RowSpot:
        """Any row of ours."""
        found = self.live.found().rows
        return found[self.rng.choice(list(found))]

    def at(self, spot: Spot, index: int, said: str) -> dict[str, object]:
        """Words put in."""
        return insert(index, said, **({"segmentId": spot.segment} if spot.segment else {}))


def type_into(hand: Buyer) -> None:
    spot = hand.para()
    inside = [spot.start, spot.end, *([spot.start + 1] if spot.text[:1].isascii() and spot.end > spot.start else [])]
    hand.live.edit(hand.at(spot, hand.rng.choice(inside), hand.word()))


def type_below(hand: Buyer) -> None:
    spot = hand.para()
    hand.live.edit(hand.at(spot, spot.end, f"\n{hand.word()}"))


def type_above(hand: Buyer) -> None:
    spot = hand.para()
    hand.live.edit(hand.at(spot, spot.start, f"{hand.word()}\n"))


def rewrite(hand: Buyer) -> None:
    spot = hand.para()
    where = {"segmentId": spot.segment} if spot.segment else {}
    gone = [delete(spot.start, spot.end, **where)] if spot.end > spot.start else []
    hand.live.edit(*gone, hand.at(spot, spot.start, hand.word()))


def empty(hand: Buyer) -> None:
    spot = hand.para()
    if spot.end > spot.start and not spot.segment:
        hand.live.edit(delete(spot.start, spot.end))


def take_out(hand: Buyer) -> None:
    spot = hand.para()
    if not spot.segment:
        hand.live.edit(delete(spot.start, spot.end + 1))


def add_row(hand: Buyer) -> None:
    spot = hand.row()
    hand.live.edit({"insertTableRow": {"tableCellLocation": place(spot, 0), "insertBelow": True}})
    hand.live.edit(insert(spot.end + 2 * hand.rng.randrange(1, spot.grid.columns + 1), hand.word()))


def take_row(hand: Buyer) -> None:
    hand.live.edit({"deleteTableRow": {"tableCellLocation": place(hand.row(), 0)}})


def add_column(hand: Buyer) -> None:
    spot = hand.row()
    column = hand.rng.randrange(spot.grid.columns)
    hand.live.edit({"insertTableColumn": {"tableCellLocation": place(spot, column), "insertRight": True}})
    grid = next(b for b in hand.live.doc().tabs[0].body if isinstance(b, Grid) and b.start == spot.grid.start)
    hand.live.edit(insert(grid.rows[spot.number].cells[column + 1].start + 1, hand.word()))


def take_column(hand: Buyer) -> None:
    spot = hand.row()
    hand.live.edit({"deleteTableColumn": {"tableCellLocation": place(spot, hand.rng.randrange(spot.grid.columns))}})


def merge(hand: Buyer) -> None:
    spot = hand.row()
    column = hand.rng.randrange(spot.grid.columns)
    down, right = hand.rng.choice(((1, 2), (2, 1)))
    span = {"tableCellLocation": place(spot, column), "rowSpan": down, "columnSpan": right}
    hand.live.edit({"mergeTableCells": {"tableRange": span}})


def take_table(hand: Buyer) -> None:
    found = hand.live.found().tables
    grid = found[hand.rng.choice(list(found))].grid
    hand.live.edit(delete(grid.start, grid.end))


def suggest(hand: Buyer) -> None:
    spot = hand.para()
    if not spot.segment and spot.end > spot.start:
        hand.live.suggest(hand.rng.choice((insert(spot.end, hand.word()), delete(spot.start, spot.end))))


def forget(hand: Buyer) -> None:
    hand.live.forget_names()


def place(spot: RowSpot, column: int) -> dict[str, object]:
    return {"tableStartLocation": {"index": spot.grid.start}, "rowIndex": spot.number, "columnIndex": column}


EDITS: tuple[Callable[[Buyer], None], ...] = (
    *(type_into, type_below, type_above, rewrite, add_row) * 3,
    *(empty, take_out, take_row, add_column, take_column, merge, take_table, suggest, forget),
)


# ---------------------------------------------------------------- what must hold


class Story:
    """A document over several pushes. `held`: fields that people changed and nobody has settled yet."""

    def __init__(self, seed: int, plans: Sequence[Layout] = ()) -> None:
        """`plans`: those that are pushed, at random; else those of a deal that changes."""
        self.rng = Random(seed)  # noqa: S311 - the same again for the same seed
        self.deal = new_deal(self.rng)
        self.plans = plans
        self.live = Live(self.plan())
        self.buyer = Buyer(self.rng, self.live)
        self.held: set[str] = set()

    def go_on(self) -> None:
        """People edit, some of it is settled, the deal changes, the plan is pushed: all that must hold is checked."""
        for _ in range(self.rng.randrange(5)):
            self.buyer.edit()
        there = {word for word in self.buyer.words if word in self.live.text()}
        there -= self.settle()
        new = self.plan()
        back = self.back()
        found = self.live.found()
        before = self.values()
        absent = {one.id for one in self.live.layout.paras() if one.id not in found.paras}
        for table in self.live.layout.tables():
            # Rows without keys are told apart by their order only.
            out = [row.key or table.id for row in table.rows if row.id not in found.rows]
            absent |= {key for key in out if key not in back}
        read = self.read()
        made = self.live.push(new, *self.held, back=back)

        said = self.live.text()
        assert not {word for word in there if word not in said}, "words of people are lost"
        after = self.values()
        touched = {name for name in self.held if name in after and name in before and before[name] != after[name]}
        assert not {name for name in touched if not set(before[name]) <= set(after[name])}, "a held value was touched"
        self.check_ours(new, absent, {skipped.field for skipped in made.skipped})
        self.check_keys()
        self.check_read(read, {skipped.field for skipped in made.skipped})
        self.hold()
        again = self.live.planned(new, *self.held)
        assert () == again.requests
        free = self.held | absent | set(self.live.edited)
        assert blanked(self.live.layout, free) == blanked(again.layout, free) or self.live.found().missing_tables
        ids = [one.id for one in self.live.layout.paras()]
        assert len(set(ids)) == len(ids)

    def plan(self) -> Layout:
        """What is to be pushed next."""
        if self.plans:
            return self.rng.choice(self.plans)
        for _ in range(self.rng.randrange(4)):
            self.rng.choice(MUTATIONS)(self.rng, self.deal)
        return layout_of(copy.deepcopy(self.deal))

    def read(self) -> dict[str, Seen]:
        """What a pull would find."""
        doc = self.live.doc()
        found = observe(doc, self.live.layout, self.live.found())
        return {str(name): seen for name, seen in found.fields.items()}

    def check_read(self, before: dict[str, Seen], skipped: set[str]) -> None:
        """A push makes no edits: what people changed reads as it did, all else as it was written."""
        written, there = written_in(self.live.layout), self.live.found().paras
        out = {one.field for one in self.live.layout.paras() if one.id not in there}
        for name, seen in self.read().items():
            left = name in self.held or {name, name.split(".")[1]} & skipped  # a value, or its whole row
            if left and name in before:
                assert (name, before[name]) == (name, seen)
            elif not left and seen.suggested is None and name not in out:
                assert (name, written[name]) == (name, seen.text)

    def values(self) -> dict[str, list[str]]:
        """What stands in the document for each field, with what people added to it."""
        return {name: [here.text for here in heres] for name, heres in self.live.places().values.items()}

    def hold(self) -> None:
        """Whatever does not say what we have is somebody's edit."""
        wanted: dict[str, list[str]] = {}
        for one in self.live.layout.paras():
            if one.field:
                wanted.setdefault(one.field, []).append(one.text)
        self.held |= {name for name, said in self.values().items() if said != wanted[name]}

    def settle(self) -> set[str]:
        """Some of what is held is settled our way; the words that go with it."""
        self.hold()
        settled = {name for name in sorted(self.held) if self.rng.random() < 0.3}
        self.held -= settled
        found = self.live.places().values
        said = "\n".join(here.text for name in settled for here in found.get(name, ()))
        return {word for word in self.buyer.words if word in said}

    def back(self) -> list[str]:
        """Some of the rows that people took out are to be there again."""
        rows_ = self.live.found().rows
        gone = [row.key for table in self.live.layout.tables() for row in table.rows if row.key and row.id not in rows_]
        return [key for key in gone if self.rng.random() < 0.3]

    def check_ours(self, new: Layout, absent: set[str], skipped: set[str]) -> None:
        """What nobody has touched says what it should; what is not there was not there before, or is told."""
        found, told = self.live.found(), skipped | self.held | set(self.live.edited)
        told |= {table.id for table in new.tables() if (keys := set(table.keyed())) and keys <= absent}
        ours = {one.id for one in self.live.layout.paras()}
        cut = {
            para.id
            for table in new.tables()
            for row in table.rows
            for name, column in found.missing_columns
            if name == table.id
            for para in row.cells[column].paras
        }
        for one in wanted(new, told, absent):
            if one.id not in ours and one.id in cut:
                continue  # in a column that people took out
            spot = found.paras.get(one.id)
            if {one.id, one.field} & told or (spot and spot.pending):
                continue
            if spot and any(word in spot.text for word in self.buyer.words):
                continue  # words that stood beside it are read as a part of it now: the next pull asks
            assert (one.id, one.text) == (one.id, spot.text if spot else one.text)
            out = not one.field and one.id in absent
            assert spot or not one.text or one.id in found.hidden or out, f"{one.id} is not there"

    def check_keys(self) -> None:
        """No row stands in the document twice."""
        grids = [block for block in self.live.doc().tabs[0].body if isinstance(block, Grid)]
        keys = [
            row.cells[0].text
            for grid in grids
            for row in grid.rows
            if row.cells and row.cells[0].text[:2] in ("M-", "D-", "Q-", "C-", "R-")
        ]
        assert len(set(keys)) == len(keys), keys


def blanked(layout: Layout, names: set[str]) -> Layout:
    """Without what values and paragraphs of these names say, which were held, rewritten or taken out, and people's.

    Words that stood by themselves may be read as theirs once others are gone.
    """

    def cell(one: Cell) -> Cell:
        return replace(one, paras=tuple(map(blank, one.paras)))

    def blank(one: Para) -> Para:
        return replace(one, runs=()) if {one.field, one.id} & names else one

    def block(one: Block) -> Block:
        if isinstance(one, Para):
            return blank(one)
        return replace(one, rows=tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in one.rows))

    return replace(layout, blocks=tuple(map(block, layout.blocks)), theirs={})


def wanted(new: Layout, told: set[str], absent: set[str]) -> Iterator[Para]:
    """The paragraphs that must be there: not those of rows that are told, or that people took out."""
    for block in new.blocks:
        if isinstance(block, Para):
            yield block
            continue
        for row in block.rows:
            if not ({row.key, row.id, block.id} & told or {row.key or block.id} & absent):
                yield from (one for cell in row.cells for one in cell.paras)


def told(story: Story, seed: int) -> None:
    """Several pushes; where one fails, it says which."""
    for turn in range(PUSHES):
        try:
            story.go_on()
        except Exception as error:
            error.add_note(f"seed {seed}, push {turn + 1}")
            raise


@pytest.mark.parametrize("part", range(4))
def test_nothing_is_lost_and_nothing_is_written_twice(part: int) -> None:
    """Whatever people and the deal do: a push ends well, keeps their words, says ours, and is done after once."""
    for seed in range(SEED + part, SEED + ROUNDS, 4):
        told(Story(seed), seed)


def test_the_same_holds_for_plans_of_real_deals() -> None:
    """Of two deals at several days, and in Arabic."""
    days = (date(2026, 11, 23), date(2026, 12, 15), date(2027, 2, 1))
    plans = [real(text, "", day) for text in (SMALL, RICH) for day in days] + [real(SMALL, "ar")]
    for seed in range(SEED, SEED + ROUNDS // 12):
        told(Story(seed, plans), seed)
