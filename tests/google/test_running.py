"""Header and footer: filled where they are empty, else told anew in place."""

from __future__ import annotations

from dataclasses import replace

from mapdocs.google.draft import Skipped
from mapdocs.google.flow import REMOVED, REWRITTEN
from tests.drafts import delete
from tests.gdocs_plans import para
from tests.pushes import EDGED, FOOT, HEAD, Live

OTHER = replace(
    EDGED, header=(para("header/1", "Marlow Bank plc"),), footer=(FOOT[0], para("footer/3", "Draft"), FOOT[1])
)


def test_they_are_filled_when_they_are_there() -> None:
    """The segments come with the first batch, their words with the next."""
    live = Live(EDGED, edges=False)
    assert ([""], [""]) == live.edges()
    live.push(EDGED)

    assert (["Marlow Bank and Fernhill"], ["As of Mon 23 Nov 2026", "Confidential"]) == live.edges()
    assert () == live.planned(EDGED).requests


def test_they_are_told_anew_in_place() -> None:
    """Paragraphs that change, come and go."""
    live = Live(EDGED)
    live.push(OTHER)
    assert (["Marlow Bank plc"], ["As of Mon 23 Nov 2026", "Draft", "Confidential"]) == live.edges()
    live.push(EDGED)
    assert (["Marlow Bank and Fernhill"], ["As of Mon 23 Nov 2026", "Confidential"]) == live.edges()
    assert () == live.planned(EDGED).requests


def test_a_segment_that_is_not_there_is_left_out() -> None:
    """A layout that got a header after the first push: nothing can be put into one that was not made."""
    live = Live(replace(EDGED, header=(), footer=()))
    made = live.push(EDGED)

    assert ((), (), ()) == (made.requests, made.layout.header, made.layout.footer)


def test_one_that_goes_leaves_an_empty_segment() -> None:
    """It is filled again when it comes back."""
    live = Live(EDGED)
    live.push(replace(EDGED, header=()))
    assert [""] == live.edges()[0]
    live.push(EDGED)
    assert ["Marlow Bank and Fernhill"] == live.edges()[0]


def test_what_people_wrote_in_them_stays() -> None:
    """Words of their own beside ours, ours that they rewrote, ours that they took out; the last two are told."""
    live = Live(EDGED)
    live.below("header/1", "Legal: see the order form")
    live.replace("footer/2", "Confidential: Marlow only")
    spot = live.spot("footer/1")
    live.edit(delete(spot.start, spot.end + 1, segmentId=spot.segment))
    assert () == live.planned(EDGED).requests
    made = live.push(replace(OTHER, footer=(para("footer/1", "As of today"), para("footer/2", "Secret"))))

    assert (["Marlow Bank plc", "Legal: see the order form"], ["Confidential: Marlow only"]) == live.edges()
    assert {Skipped("footer/1", REMOVED), Skipped("footer/2", REWRITTEN)} == set(made.skipped)


def test_words_of_people_in_an_empty_header_are_not_written_over() -> None:
    """Somebody was quicker than the second batch: ours come below theirs."""
    live = Live(EDGED, edges=False)
    name = live.doc().tabs[0].raw["documentStyle"]["defaultHeaderId"]
    live.edit({"insertText": {"text": "Draft of Maria", "location": {"index": 0, "segmentId": name}}})
    live.push(EDGED)

    assert ["Draft of Maria", *(one.text for one in HEAD)] == live.edges()[0]
    assert () == live.planned(EDGED).requests
