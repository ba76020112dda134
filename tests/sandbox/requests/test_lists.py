"""Bullets and numbers."""

from __future__ import annotations

from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.requests.batch import apply
from tests.drafts import body, draft, faults_of_indices, says, told

Json = dict[str, Any]


def bullets(first: int, end: int, preset: str = "BULLET_DISC_CIRCLE_SQUARE") -> Json:
    return {"createParagraphBullets": {"range": {"startIndex": first, "endIndex": end}, "bulletPreset": preset}}


def test_tabs_say_how_deep_an_item_is_and_are_taken_out() -> None:
    """So that indices behind them change."""
    made = draft(bullets(1, 9), text="a\n\tb\n\t\tc\nd")
    assert ["a", "b", "c", "d"] == says(made)
    found = [block["paragraph"].get("bullet") for block in body(made)[1:]]
    assert [0, 1, 2] == [bullet.get("nestingLevel", 0) for bullet in found[:3]]
    assert found[3] is None
    assert {"magnitude": 72, "unit": "PT"} == body(made)[2]["paragraph"]["paragraphStyle"]["indentStart"]
    assert [] == faults_of_indices(body(made))


def test_an_item_joins_the_list_before_it_where_that_is_of_its_kind() -> None:
    """Else a new list begins."""
    made = draft(bullets(1, 2), bullets(3, 4), bullets(5, 6, "NUMBERED_DECIMAL_NESTED"), text="a\nb\nc")
    first, second, third = (block["paragraph"]["bullet"]["listId"] for block in body(made)[1:])
    assert first == second != third
    levels = told(made)["tabs"][0]["documentTab"]["lists"][third]["listProperties"]["nestingLevels"]
    assert ["%0.", "%0.%1.", "%0.%1.%2."] == [level["glyphFormat"] for level in levels[:3]]
    assert 9 == len(levels)


def test_a_bullet_goes_and_the_indentation_stays() -> None:
    """Only where there was one."""
    where = {"range": {"startIndex": 1, "endIndex": 4}}
    made = draft(bullets(1, 2), {"deleteParagraphBullets": where}, text="a\nb")
    assert "bullet" not in body(made)[1]["paragraph"]
    assert {"magnitude": 36, "unit": "PT"} == body(made)[1]["paragraph"]["paragraphStyle"]["indentFirstLine"]
    assert "indentStart" not in body(made)[2]["paragraph"]["paragraphStyle"]


def test_a_preset_must_be_one() -> None:
    """Others are refused."""
    with pytest.raises(ApiError, match="preset"):
        apply(draft(text="a"), [bullets(1, 2, "BULLET_GLYPH_PRESET_UNSPECIFIED")])
