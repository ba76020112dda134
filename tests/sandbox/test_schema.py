"""Bodies and field masks against Google's own schemas."""

from __future__ import annotations

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.schema import check_body, masked, read_mask


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"titel": "x"}, "Unknown name \"titel\" at '': Cannot find field."),
        ({"title": 5}, "Invalid value at 'title' (TYPE_STRING), 5"),
        ({"documentStyle": {"pageNumberStart": 1.5}}, "'document_style.page_number_start' (TYPE_INT32), 1.5"),
        ({"documentStyle": {"flipPageOrientation": "true"}}, "(TYPE_BOOLEAN)"),
        ({"suggestionsViewMode": "ALL"}, "(TYPE_ENUM)"),
        ({"tabs": {}}, "cannot start list"),
        ({"namedRanges": {"x": {"name": 1}}}, "'named_ranges.x.name'"),
        ([], "Invalid value at ''"),
    ],
)
def test_a_wrong_body_is_told_with_its_place(body: object, message: str) -> None:
    """In the API's own words."""
    with pytest.raises(ApiError) as error:
        check_body("docs", "Document", body)
    assert message in error.value.message


def test_right_bodies_pass() -> None:
    """Nested, with maps and lists; Drive's numbers of 64 bits are texts."""
    check_body("docs", "Document", {"namedRanges": {"x": {"namedRanges": [{"ranges": [{"endIndex": 2}]}]}}})
    check_body("drive", "File", {"version": "12", "appProperties": {"deal": "acme"}})
    with pytest.raises(ApiError):
        check_body("drive", "File", {"version": "twelve"})


def test_masks_are_read_and_refused() -> None:
    """Nested fields with dots, in either spelling."""
    assert [("bold",), ("weightedFontFamily", "fontFamily")] == read_mask(
        "docs", "TextStyle", "bold, weighted_font_family.fontFamily"
    )
    assert ("link",) in read_mask("docs", "TextStyle", "*")
    for wrong in ("", None, "bold.x", "colour", "bold,,italic"):
        with pytest.raises(ApiError, match="field"):
            read_mask("docs", "TextStyle", wrong)


def test_a_mask_sets_and_unsets() -> None:
    """Only what it names."""
    old = {"bold": True, "fontSize": {"magnitude": 9, "unit": "PT"}, "italic": True}
    new = {"italic": False, "fontSize": {"magnitude": 11}}
    expected = {"fontSize": {"magnitude": 11, "unit": "PT"}, "italic": True}
    assert expected == masked(old, new, [("bold",), ("fontSize", "magnitude")])
