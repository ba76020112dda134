"""Field ids name values by the keys that people see, and come back from any document."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.fields import COMPUTED, KINDS, FieldId, parse_field

KEYS = {"tasks": "IM-07", "actions": "M-07.I1", "decisions": "Q-01", "criteria": "C-01", "risks": "R-02", "value": ""}
ALL = [FieldId(part, KEYS[part], name) for part, names in KINDS.items() for name in names]


@pytest.mark.parametrize("field", ALL, ids=str)
def test_every_field_comes_back_from_its_text(field: FieldId) -> None:
    """What a writer puts into a document a reader finds again, with its kind."""
    assert field == parse_field(str(field))
    assert KINDS[field.part][field.name] == parse_field(str(field)).kind


@pytest.mark.parametrize("field", ALL, ids=str)
def test_a_field_id_fits_a_word_control(field: FieldId) -> None:
    """Word's tags hold 64 characters."""
    assert len(str(field)) <= 64


@pytest.mark.parametrize(
    "text",
    ["", "tasks", "tasks.due", "tasks.M-07", "tasks.M-07.price", "value.M-07.summary", "nope.M-01.due", "value."],
)
def test_what_is_no_field_is_refused(text: str) -> None:
    """A ValueError, which a reader takes as: not ours."""
    with pytest.raises(ValueError, match="not a field"):
        parse_field(text)


@given(st.text(max_size=40))
def test_any_text_is_a_field_or_refused(text: str) -> None:
    """Documents come back with anything in their tags."""
    with suppress(ValueError):
        assert text == str(parse_field(text))


def test_computed_fields_are_fields() -> None:
    """What is computed is a field all the same: an edit becomes a wish."""
    assert all(name in KINDS[part] for part, name in COMPUTED)
