"""One drawing has two renderings, and nothing in it can do harm."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from mapdocs.gantt import Mark, Row, html, svg, timeline
from tests.drawings import drawing, name
from tests.writers.looks import THEMES, assets

NASTY = '<b>&{{"x"}}'


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("rtl", [False, True])
def test_the_whole_picture_is_an_svg_with_its_texts(theme: str, *, rtl: bool) -> None:
    """It is XML, has a title, stays within its width, and carries every name."""
    text = svg(drawing(rtl=rtl), assets(theme).theme, width=500)
    root = etree.fromstring(text)
    texts = ["".join(map(str, element.itertext())) for element in root.iter("{*}text")]

    assert "A timeline" == root.findtext("{*}title")
    assert {"Prove it", "Implement", "Milestones", "Signed 18 Dec", "Go-live 1 Mar", "Today", "Planned"} <= set(texts)
    assert all(0 <= float(element.get("x", "0")) <= 500 for element in root.iter("{*}text", "{*}rect"))


@pytest.mark.parametrize("rtl", [False, True])
def test_the_html_picture_keeps_texts_out_of_the_svg(*, rtl: bool) -> None:
    """Labels are HTML, because text inside an SVG is slow to set and can't be searched; the SVG has its title."""
    root = etree.fromstring(html(drawing(rtl=rtl), assets().theme))
    picture = next(iter(root.iter("{http://www.w3.org/2000/svg}svg")))

    assert [] == list(root.iter("{http://www.w3.org/2000/svg}text"))
    assert "A timeline" == picture.findtext("{*}title")
    assert "Signed 18 Dec" in "".join(map(str, root.itertext()))


@pytest.mark.parametrize("rendering", [svg, html])
def test_names_are_text_whatever_they_hold(rendering: object) -> None:
    """Markup in a name is shown as it was typed."""
    drawn = replace(drawing(label=NASTY), title=NASTY)
    root = etree.fromstring(rendering(drawn, assets().theme))  # type: ignore[operator]

    assert NASTY in "".join(map(str, root.itertext()))


def test_kinds_of_marks_differ_in_shape() -> None:
    """Without colour a done milestone, an open one, today, the target and the signature are still told apart."""
    theme = assets().theme
    shapes = {
        kind: tuple(
            path.get("d")
            for path in etree.fromstring(
                svg(timeline([Row("x", marks=(Mark(date(2027, 1, 4), kind, ""),))], name=name), theme)
            ).iter("{*}path")
            if path.get("stroke-linejoin")
        )
        for kind in ("milestone", "done", "today", "target", "signature")
    }

    assert len(shapes) == len(set(shapes.values()))


@pytest.mark.parametrize("rtl", [False, True])
def test_a_symbol_on_the_last_day_is_whole(*, rtl: bool) -> None:
    """Go-live often is the last day there is; its flag and diamond stay inside the picture."""
    rows = (Row("Milestones", marks=(Mark(date(2027, 3, 1), "milestone", "Live"),)),)
    lines = (Mark(date(2027, 3, 1), "target", "Go-live"), Mark(date(2026, 11, 23), "today", "Today"))
    root = etree.fromstring(svg(timeline(rows, name=name, lines=lines, rtl=rtl), assets().theme, width=500))
    first, _, width, _ = (float(number) for number in str(root.get("viewBox")).split())
    moved = [re.match(r"translate\(([-\d.]+) ", str(element.get("transform"))) for element in root.iter("{*}g")]
    places = [float(found[1]) for found in moved if found]

    assert 500.0 == width
    assert 3 == len(places)
    assert all(first + 4.7 <= place <= first + width - 4.7 for place in places)
