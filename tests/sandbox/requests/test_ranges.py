"""Named ranges: made, taken away, and their text replaced."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import draft, insert, named, ranges, says, table, told


def idents(made: Any) -> dict[str, list[str]]:  # noqa: ANN401 - a draft
    found = told(made)["tabs"][0]["documentTab"].get("namedRanges", {})
    return {name: [one["namedRangeId"] for one in group["namedRanges"]] for name, group in found.items()}


def test_names_need_not_differ() -> None:
    """Each range has an id of its own, and names its tab."""
    made = draft(named("x", 1, 3), named("x", 4, 6), text="ab cd")
    assert {"x": ["ab", "cd"]} == ranges(made)
    assert 2 == len(set(idents(made)["x"]))
    place = told(made)["tabs"][0]["documentTab"]["namedRanges"]["x"]["namedRanges"][0]["ranges"]
    assert [{"startIndex": 1, "endIndex": 3, "tabId": "t.0"}] == place


def test_ranges_are_taken_away_by_name_or_by_id() -> None:
    """A name may be nobody's, an id may not."""
    made = draft(named("x", 1, 3), named("x", 4, 6), named("y", 1, 6), text="ab cd")
    apply(made, [{"deleteNamedRange": {"namedRangeId": idents(made)["x"][1]}}])
    assert {"x": ["ab"], "y": ["ab cd"]} == ranges(made)
    apply(made, [{"deleteNamedRange": {"name": "x"}}, {"deleteNamedRange": {"name": "none"}}])
    assert {"y": ["ab cd"]} == ranges(made)
    for wrong in ({"namedRangeId": "kix.none"}, {}, {"name": "y", "namedRangeId": "kix.none"}):
        with pytest.raises(ApiError):
            apply(made, [{"deleteNamedRange": wrong}])


def test_a_name_has_a_length() -> None:
    """From 1 to 256 units."""
    made = draft(named("n" * 256, 1, 2), text="ab")
    for wrong in ("", "n" * 257, "😀" * 129):
        with pytest.raises(ApiError, match="UTF-16"):
            apply(made, [named(wrong, 1, 2)])


@pytest.mark.parametrize("text", ["new", "", "😀\nx", "n"])
def test_the_text_under_a_range_is_replaced(text: str) -> None:
    """The range is over the new text; with none left it is gone."""
    made = draft(named("x", 4, 6), text="ab cd ef")
    apply(made, [{"replaceNamedRangeContent": {"namedRangeName": "x", "text": text}}])
    assert f"ab {text} ef".split("\n") == says(made)
    assert ({"x": [text]} if text else {}) == ranges(made)


def test_the_text_under_ranges_of_one_name_is_replaced_in_each() -> None:
    """Also where a range begins with an emoji, and in a cell."""
    made = draft(insert(1, "😀a b"), table(6, 1, 1), insert(10, "cell"), named("x", 1, 3), named("x", 10, 14))
    assert {"x": ["😀", "cell"]} == ranges(made)
    apply(made, [{"replaceNamedRangeContent": {"namedRangeName": "x", "text": "ok"}}])
    assert {"x": ["ok", "ok"]} == ranges(made)
    assert ["oka b", [["ok"]], ""] == says(made)


def test_nothing_is_replaced_that_a_document_needs() -> None:
    """A range over a cell's newline, or an id that isn't there."""
    made = draft(table(1, 1, 1), named("end", 5, 6))
    for wrong in ({"namedRangeName": "end", "text": "x"}, {"namedRangeId": "kix.none", "text": "x"}, {"text": "x"}):
        with pytest.raises(ApiError):
            apply(made, [{"replaceNamedRangeContent": wrong}])
    apply(draft(), [{"replaceNamedRangeContent": {"namedRangeName": "none", "text": "x"}}])
