"""Ids and fields are given out once."""

from __future__ import annotations

from mapdocs.outline.state import State
from tests.writers.looks import assets, sample


def test_an_id_that_is_taken_gets_a_number() -> None:
    """The same in each run."""
    state = State(sample(1), assets().theme)

    assert ["a", "a/2", "a/3"] == [state.take("a") for _ in range(3)]
    assert ["b/1", "b/2", "b/3"] == [state.number("b") for _ in range(3)]


def test_a_field_is_claimed_once() -> None:
    """No field is none."""
    state = State(sample(1), assets().theme)

    assert ["tasks.M-01.due", "", ""] == [state.claim("tasks.M-01.due"), state.claim("tasks.M-01.due"), state.claim("")]


def test_heads_are_filled_as_the_theme_says() -> None:
    """Banded tables have dark heads."""
    assert ["accent", "band"] == [State(sample(1), assets(theme).theme).head_fill for theme in ("default", "boardroom")]
