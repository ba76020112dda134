"""What is mapdocs' own in a document of which nothing is remembered: over HTTP, with Google's own client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mapdocs.coedit import wanted_of
from mapdocs.desk import opened_at
from mapdocs.regained import alike
from mapdocs.sandbox.server import Server
from tests.coedits import Shared, sharing
from tests.drafts import insert

HEADING, START = "plan/F-01/title", "plan/F-01/M-02/5/1"
LATER = date(2027, 1, 15)


@pytest.fixture
def shared(running: Server, tmp_path: Path) -> Iterator[Shared]:
    """A deal that is in its document."""
    running.reset()
    with sharing(tmp_path, running) as made:
        made.push()
        yield made


def forgotten(shared: Shared) -> Shared:
    """On another day, with a longer task, and without what was remembered."""
    shared.co.paths.state.unlink()
    shared.write("duration: 10bd", "duration: 20bd")
    desk = replace(shared.co.desk, today=LATER)
    return Shared(replace(shared.co, desk=desk), shared.server)


def timeline(shared: Shared) -> str:
    """Its id."""
    return next(table.id for table in shared.state.layout.tables() if table.kind == "timeline")


def differs(shared: Shared) -> dict[str, str]:
    """What the document does not say as the plan of now does, by the paragraph's id; empty where it lacks it."""
    opened = opened_at(shared.co.desk, shared.text)
    layout, found = wanted_of(shared.co.desk.place, opened).layout, shared.found().paras
    there = {para.id: found[para.id].text if para.id in found else "" for para in layout.paras()}
    edges = {para.id: found[para.id].text for para in (*layout.header, *layout.footer) if para.id in found}
    wanted = {para.id: para.text for para in (*layout.paras(), *layout.header, *layout.footer)}
    return {name: text for name, text in {**there, **edges}.items() if text != wanted[name]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("23 November 2026", "15 January 2027"),
        ("Prove it · 15 Feb – 5 Mar", "Prove it · 1 Feb – 5 Mar 2027"),
        ("15 Feb", "1 Mar"),
        ("Sept. 2026", "Jan 2027"),
        ("0 of 5 steps are done. Next: Signed, 2 June 2027.", "2 of 5 steps are done. Next: Signed, 9 June 2027."),
    ],
)
def test_texts_that_differ_in_dates_and_numbers_are_alike(one: str, other: str) -> None:
    """So that an old one is known for ours."""
    assert alike(one, other, "en-GB")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prove it · 15 Feb – 5 Mar", "Prove it for us · 15 Feb – 5 Mar"),
        ("15 Feb", "15 Feb?"),
        ("15 Feb", "later"),
        ("15 Feb", ""),
        ("ask Tom", "Prove it"),
        ("Prove it", "Prove it"),
        ("15. Februar", "Prove it"),
    ],
)
def test_words_of_people_make_texts_unlike(one: str, other: str) -> None:
    """Also a question mark, also nothing; and the same is not another."""
    assert not alike(one, other, "en-GB")


@pytest.mark.parametrize(
    ("language", "one", "other"), [("de-DE", "Stand 3. März", "Stand 12. Okt. 2026"), ("fr-FR", "3 févr.", "12 août")]
)
def test_months_are_those_of_the_documents_language(language: str, one: str, other: str) -> None:
    """Long and short."""
    assert alike(one, other, language)


def test_dates_of_ours_are_brought_up_to_date_and_are_nobody_s_edits(shared: Shared) -> None:
    """Headings, starts, the day, header and timeline, all that was written on another day; nothing stands twice."""
    late = forgotten(shared)
    found = late.pull()
    late.push()

    assert ((), ()) == (found.merged.edits, found.merged.conflicts)
    assert [] == [one.name for one in late.pull().merged.unmapped]
    assert {} == differs(late)
    grids = [table for table in late.found().tables if table == timeline(late)]
    assert (1, 0) == (len(grids), late.push().batches)


def test_words_of_people_in_what_is_ours_stay_and_are_told(shared: Shared) -> None:
    """A heading and a start that somebody wrote into; `--take ours` gives them back."""
    for name, words in ((START, " or so"), (HEADING, " (zq1x)")):
        spot = shared.found().paras[name]
        shared.edit(insert(spot.end, words))
    late = forgotten(shared)
    late.push()
    told = late.pull(write=False).merged.unmapped

    assert {HEADING, START} == {one.name for one in told}
    assert {HEADING, START} == set(differs(late))
    late.pull({HEADING: "ours", START: "ours"})
    late.push()
    assert {} == differs(late)


def test_marks_beside_dates_are_ours(shared: Shared) -> None:
    """Of a date that both sides have agreed to since, and of one that is late by now."""
    late = forgotten(shared)
    late.write("after: [sign]", "after: [sign], due: 2027-06-30, agreed: {on: 2026-11-12, by: [maria, tom]}")
    late.push()

    assert {} == differs(late)


def test_a_timeline_that_people_wrote_into_stays(shared: Shared) -> None:
    """Its words are nobody's to take out."""
    row = shared.found().tables[timeline(shared)].grid.rows[1]
    shared.edit(insert(row.cells[2].start + 1, "zq1x"))
    late = forgotten(shared)
    late.push()

    assert "zq1x" in str(late.co.remote.get(late.state.document))
    assert "zq1x" in str(late.pull(write=False).merged.unmapped)
