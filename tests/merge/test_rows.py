"""Rows that came or went; the cases are in tests/merge_cases/05-rows.yaml."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.fields import FieldId
from mapdocs.merge import merge3
from mapdocs.observed import Known, NewRow, Observed, Seen, Unmapped
from tests.readings import reading

KEYS = [f"M-{n:02}" for n in range(1, 7)]
TITLE = {key: FieldId("tasks", key, "title") for key in KEYS}


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)), st.sets(st.sampled_from(KEYS)))
def test_every_row_that_went_is_asked_about_once(was: set[str], ours: set[str], theirs: set[str]) -> None:
    """Only those that were in the document, and that the deal still has."""
    found = merge3(
        {TITLE[key]: Known(key, key) for key in sorted(was)},
        {TITLE[key]: key for key in sorted(ours)},
        Observed({TITLE[key]: Seen(key) for key in sorted(theirs)}),
        reading(),
    )

    assert was & ours - theirs == found.gone
    assert sorted(was & ours - theirs) == [one.name for one in found.proposals if one.kind == "cancel"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["Pen test", "pen  test", "Audit", ""]), max_size=5), st.sets(st.sampled_from(KEYS)))
def test_every_new_row_is_asked_about_or_taken_in_already(titles: list[str], ours: set[str]) -> None:
    """Each row of the deal stands for at most one of them."""
    rows = tuple(NewRow(f"new-{n}", "tasks", "plan/F-01", "", {"title": title}) for n, title in enumerate(titles, 1))
    deal = {TITLE[key]: "Audit" if key < "M-03" else "Pen test" for key in ours}
    found = merge3({}, deal, Observed({}, new=rows), reading())
    asked = [one.name for one in found.proposals]

    assert sorted(row.id for row in rows) == sorted((*asked, *found.adopted))
    assert len(set(found.adopted.values())) == len(found.adopted)
    assert all(row.fields["title"] for row in rows if row.id in found.adopted)


def test_what_no_field_holds_is_handed_on() -> None:
    """Paragraphs, columns, comments and the reader's own problems."""
    unmapped = (Unmapped("paragraph", "Call us first."),)

    assert unmapped == merge3({}, {}, Observed({}, unmapped=unmapped), reading()).unmapped
