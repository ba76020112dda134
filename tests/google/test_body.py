"""A document made to say something else, in place, with all that people wrote in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mapdocs.google.draft import Skipped
from mapdocs.google.flow import REWRITTEN
from mapdocs.layout import Layout
from tests.drafts import delete
from tests.gdocs_plans import PLAN, task
from tests.pushes import EDGED, Live, fresh, having, real, with_rows, without
from tests.samples import SMALL


@pytest.mark.parametrize("layout", [EDGED, real()], ids=["plan", "deal"])
def test_a_push_with_nothing_changed_has_no_request(layout: Layout) -> None:
    """Header and footer, which came in a second batch, are told as written."""
    live = Live(layout)

    assert layout == live.layout
    assert () == live.planned(layout).requests


def test_one_date_is_one_small_edit() -> None:
    """Only the letters that differ are touched, and the document then says what a new one would."""
    live, new = Live(PLAN), having(PLAN, "plan/F-01/M-02/due", "Fri 11 Dec 2026")
    made = live.push(new)

    assert fresh(new) == live.says()
    assert new == live.layout
    assert ["insertText", "deleteContentRange", "deleteContentRange"] == [next(iter(r)) for r in made.requests]
    assert () == live.planned(new).requests


def test_what_goes_and_what_comes_is_done_in_place() -> None:
    """Paragraphs, sections with their tables, and back again."""
    less = without(PLAN, "value/note", "plan/F-02/title", "plan/F-02/rows", "plan/F-02/rows/gap", "end")
    live = Live(PLAN)
    for new in (less, PLAN):
        live.push(new)

        assert fresh(new) == live.says()
        assert new == live.layout
        assert () == live.planned(new).requests


DAYS = [date(2026, 11, 23), date(2026, 12, 15), date(2027, 2, 1), date(2026, 11, 23)]


@pytest.mark.parametrize("language", ["", "ar"])
def test_a_deal_that_moves_on_is_told_in_place(language: str) -> None:
    """Its timeline, its dates, its statuses: at each day the document says what a new one would say."""
    layouts = [real(SMALL, language, day) for day in DAYS]
    live = Live(layouts[0])
    for new in layouts[1:]:
        live.push(new)

        assert fresh(new) == live.says()
        assert new == live.layout
        assert () == live.planned(new).requests


def test_a_plan_in_another_language_is_told_in_the_same_document() -> None:
    """From left to right, or from right to left."""
    live = Live(real())
    live.push(real(SMALL, "ar"))

    assert fresh(real(SMALL, "ar")) == live.says()


WORDS = {"value/objective": "\U0001f600", "plan/F-01/M-02/due": " \u0633\u0644\u0627\u0645", "value/note": " e\u0301"}


def test_letters_of_two_units_count_as_two() -> None:
    """People type an emoji or Arabic before, in and behind what is written next."""
    live = Live(PLAN)
    for id, word in WORDS.items():  # noqa: A001 - as elsewhere
        live.below(id, f"{word}\U0001f468\u200d\U0001f469\u200d\U0001f467")
        live.type(id, word)
    held = ["value.objective", "tasks.M-02.due"]
    new = having(
        having(PLAN, "value/objective", "\U0001f44d All done"), "plan/F-01/M-03/title", "\u0642\u0631\u0627\u0631"
    )
    before = live.text().count("\U0001f468")
    live.push(new, *held)

    assert before == live.text().count("\U0001f468")
    assert "Bring alert review under one hour by March.\U0001f600" == live.spot("value/objective").text
    assert "\u0642\u0631\u0627\u0631" == live.spot("plan/F-01/M-03/title").text
    assert () == live.planned(new, *held).requests
    live.push(new)
    assert "\U0001f44d All done" == live.spot("value/objective").text.split("\n")[0]


EVERYWHERE = [
    "front/title",
    "front/line",
    "value/summary/2",
    "value/note",
    "plan/F-01/title",
    "plan/F-02/rows/gap",
    "end",
]


@pytest.mark.parametrize("id", EVERYWHERE)
def test_paragraphs_of_people_stay_wherever_they_stand(id: str) -> None:  # noqa: A002
    """Whatever goes and comes around them."""
    live = Live(PLAN)
    live.below(id, "Ours is another view")
    gone = ["value/note", "plan/F-02/title", "plan/F-02/rows", "plan/F-02/rows/gap", "end", "front/line"]
    for new in (without(PLAN, *gone), PLAN):
        held = [] if id != "value/summary/2" else ["value.summary"]
        live.push(new, *held)

        assert 1 == live.text().count("Ours is another view")
        assert () == live.planned(new, *held).requests


def test_a_heading_that_people_rewrote_stays_theirs() -> None:
    """Also where it should say something else, which is told; once it is not wanted any more it is nobody's."""
    live = Live(PLAN)
    live.replace("value/note", "All worth is an estimate of Fernhill's.")
    new = having(PLAN, "value/note", "All worth is two years.")
    made = live.push(new)

    assert (Skipped("value/note", REWRITTEN),) == made.skipped
    live.push(without(PLAN, "value/note"))
    assert "All worth is an estimate of Fernhill's." in live.says()
    live.push(new)
    assert {"All worth is an estimate of Fernhill's.", "All worth is two years."} < set(filter(str, said(live)))


def said(live: Live) -> list[str]:
    return [line for line in live.says() if isinstance(line, str)]


def swapped(layout: Layout) -> Layout:
    """The second phase before the first."""
    blocks = {block.id: block for block in layout.blocks}
    order = list(blocks)
    at = order.index("plan/F-01/title")
    order[at : at + 6] = [
        f"plan/{phase}/{name}" for phase in ("F-02", "F-01") for name in ("title", "rows", "rows/gap")
    ]
    return replace(layout, blocks=tuple(blocks[name] for name in order))


def test_sections_that_change_places_go_there() -> None:
    """Unless somebody's words are in the way: then what may move moves around them."""
    new = swapped(PLAN)
    live = Live(PLAN)
    live.push(new)
    assert fresh(new) == live.says()
    live = Live(PLAN)
    live.below("plan/F-01/M-02/5/2", "Ruth is away")
    live.push(new)

    assert "Ruth is away" in live.cells("M-02")[5]
    assert ["Make it safe to say yes", "Prove it on your data"] == [line for line in said(live) if line in HEADINGS]
    assert () == live.planned(new).requests


def test_a_row_that_is_gone_on_both_sides_keeps_no_section_in_its_place() -> None:
    """Nor one that is to be there again; one that people took out and that is still wanted does, since it stays out."""
    for back, new in (((), without(PLAN, "plan/F-02/M-05")), (("M-05",), PLAN)):
        live = Live(PLAN)
        live.type("plan/F-01/title", " (!)")
        live.drop_row("M-05")
        live.push(swapped(new), back=back)

        assert [HEADINGS[0], f"{HEADINGS[1]} (!)"] == [line for line in said(live) if str(line).startswith(HEADINGS)]
        assert () == live.planned(swapped(new)).requests


HEADINGS = ("Make it safe to say yes", "Prove it on your data")


def test_a_table_with_other_columns_is_made_anew() -> None:
    """Where people wrote into it, the old one stays for what it holds."""
    table = next(block for block in PLAN.tables() if block.id == "criteria/rows")
    narrow = replace(table, widths=(25.0, 50.0, 25.0), rows=tuple(replace(r, cells=r.cells[:3]) for r in table.rows))
    new = replace(PLAN, blocks=tuple(narrow if block == table else block for block in PLAN.blocks))
    live = Live(PLAN)
    live.push(new)
    assert fresh(new) == live.says()
    live = Live(PLAN)
    live.type("criteria/C-01/owner", " or Ruth")
    made = live.push(new, "criteria.C-01.owner")

    assert "Maria Keller or Ruth" == live.cells("C-01")[3]
    assert {"C-01", "criteria/rows"} == {skipped.field for skipped in made.skipped}
    assert () == live.planned(new, "criteria.C-01.owner").requests
    live.push(new)
    assert fresh(new) == live.says()


def test_a_document_that_people_emptied_gets_its_values_and_no_more() -> None:
    """Tables stay out until somebody decides; what is ours and holds no value stays out for good."""
    live = Live(PLAN)
    body = live.doc().tabs[0].body
    live.edit({"insertText": {"text": "Sorry.", "location": {"index": body[-1].end - 1}}})
    live.edit(delete(1, body[-1].end - 1))
    live.push(PLAN)

    assert {"Bring alert review under one hour by March.", "Sorry."} < set(said(live))
    assert not [line for line in live.says() if isinstance(line, list)]
    assert () == live.planned(PLAN).requests


def test_comments_live_on_where_words_are_replaced() -> None:
    """New words are put inside the old ones before those go, so that a thread always has something to hang on."""
    live = Live(PLAN)
    made = live.push(having(PLAN, "plan/F-01/M-02/due", "Mon 1 Feb 2027"))
    kinds = [next(iter(request)) for request in made.requests]

    assert kinds.index("insertText") < kinds.index("deleteContentRange")


def test_two_hundred_tasks() -> None:
    """One date is one small batch, and rows in the middle of all come and go."""
    tasks = [task("F-01", f"M-{n:03}", f"Task {n}", due="Fri 18 Dec 2026") for n in range(200)]
    plan = with_rows(PLAN, "plan/F-01/rows", tasks)
    live = Live(plan)
    one = having(plan, "plan/F-01/M-100/due", "Fri 11 Dec 2026")
    made = live.push(one)
    assert 3 == len(made.requests)
    less = with_rows(one, "plan/F-01/rows", [*tasks[:90], *tasks[110:], task("F-01", "M-300", "Late")])
    live.push(less)

    assert fresh(less) == live.says()
    assert () == live.planned(less).requests
