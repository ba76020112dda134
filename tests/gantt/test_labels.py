"""Where labels go: no text touches another one, however long, many or close they are."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mapdocs.gantt import Mark
from mapdocs.gantt.labels import place
from mapdocs.lettering import STRONG, text_width
from tests.drawings import LONG, marks_on

WIDTH, SIZE = 480.0, 7.4
DAYS = st.lists(st.integers(0, 300), min_size=1, max_size=9)


@settings(max_examples=25, deadline=None)
@given(DAYS, st.sampled_from(["Go", "Security sign-off", LONG]), st.booleans())
def test_no_label_touches_another_or_leaves_the_chart(days: list[int], label: str, wraps: bool) -> None:  # noqa: FBT001
    """However milestones lie, labels on the same line keep apart, and none is cut off by the edge."""
    chart = 340.0
    marks = [(day / 300, mark) for day, mark in zip(days, marks_on(days, label), strict=True)]
    placed = place(marks, chart, SIZE, wraps=wraps)
    spans: dict[float, list[tuple[float, float]]] = {}
    for found in placed:
        for text in found.texts(10.0 * found.tier):
            width = text_width(text.text, SIZE * STRONG) + text_width(text.note, SIZE)
            at = found.x * chart + text.dx
            spans.setdefault(text.y, []).append((at - width, at) if text.end else (at, at + width))

    assert len(days) == len(placed)
    for line in spans.values():
        assert all(first[1] <= second[0] for first, second in pairwise(sorted(line)) if second[0] < second[1])
        assert all(start >= 0 and end <= chart for start, end in line if start < end)


@given(DAYS)
@settings(max_examples=10, deadline=None)
def test_no_label_is_dropped(days: list[int]) -> None:
    """Nine milestones on one day have their names too, each, in words that people know them by."""
    marks = [(day / 300, mark) for day, mark in zip(days, marks_on(days, "Security sign-off"), strict=True)]

    assert all(found.label for found in place(marks, 340.0, SIZE, wraps=True))


def test_crowded_labels_stay_whole() -> None:
    """Long names of days close together, and at the end of the chart, find their places on two lines."""
    labels = {
        0.05: "Bilan de la période lancé",
        0.16: "Bilan tenu avec le responsable du budget",
        0.39: "Budget approuvé",
        0.4: "Nouvelle période signée",
        0.57: "Nouvelle période et nouvelles équipes démarrées",
        0.76: "Premier résultat des nouvelles équipes visible",
    }
    marks = [(x, Mark(date(2026, 9, 1), "milestone", label, "15 sept.")) for x, label in labels.items()]
    placed = place(marks, 366.0, SIZE, wraps=True)

    assert list(labels.values()) == [f"{one.label} {one.more}".strip() for one in sorted(placed, key=lambda one: one.x)]


def test_labels_are_whole_where_there_is_room() -> None:
    """Six milestones over a year keep their whole names."""
    days = [5, 20, 110, 130, 210, 290]
    placed = place(
        [(day / 300, mark) for day, mark in zip(days, marks_on(days, "Contract signed"), strict=True)], 340, SIZE
    )

    assert [mark.label for mark in marks_on(days, "Contract signed")] == sorted(found.label for found in placed)


def test_labels_keep_off_lines_that_cross_them() -> None:
    """Where today's line would run through a label, the label goes elsewhere."""
    mark = Mark(date(2026, 9, 1), "milestone", "Kick-off")
    placed = place([(0.1, mark)], 340, SIZE, lines=[50.0])

    assert placed[0].tier or placed[0].end
