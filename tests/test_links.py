"""Links: short and long form are the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from mapdocs.dates import Span
from mapdocs.links import Link, LinkType, read_link

TASKS = st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9_-]{0,20}[A-Za-z0-9_])?", fullmatch=True)
LAGS = st.builds(Span, st.integers(-400, 400), st.sampled_from(["bd", "cd"]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kick-off", Link("kick-off")),
        ("kick-off SS+2bd", Link("kick-off", "SS", Span(2))),
        ("kick-off SS", Link("kick-off", "SS")),
        ("kick-off FF - 3cd", Link("kick-off", "FF", Span(-3, "cd"))),
        ("kick-off+1w", Link("kick-off", "FS", Span(5))),
        ("  M-07 FS +2bd ", Link("M-07", "FS", Span(2))),
        ("security-review-2bd", Link("security-review-2bd")),
    ],
)
def test_short_form(text: str, expected: Link) -> None:
    """A task, then type and lag where they are not finish-to-start and none; a dash belongs to the name."""
    assert expected == read_link(text)


def test_long_form() -> None:
    """The same, with the calendar on which the lag counts."""
    value = {"task": "data-sample", "type": "FF", "lag": "3cd", "lag_calendar": "buyer"}

    assert Link("data-sample", "FF", Span(3, "cd"), "buyer") == read_link(value)
    assert Link("x") == read_link({"task": "x"})


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "bad-link"),
        ("x XX", "bad-link"),
        ("x ss", "bad-link"),
        ("x SS SS", "bad-link"),
        ("x, y", "bad-link"),
        ("../x", "bad-link"),
        ("x SS+2h", "bad-link"),
        ("x SS+2", "bad-duration"),
        ("x" * 100_000 + " ?", "bad-link"),
        ({}, "bad-link"),
        ({"task": "x", "kind": "FS"}, "bad-link"),
        ({"task": "x", "type": ["FS"]}, "bad-link"),
        ({"task": ["x"]}, "wrong-kind"),
        ({"task": "x", "lag": {"a": "b"}}, "wrong-kind"),
        ({"task": "x", "lag_calendar": ["buyer"]}, "wrong-kind"),
        (["x"], "wrong-kind"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_link_is_refused(value: object, code: str) -> None:
    """With a code, and a message short enough to read."""
    with pytest.raises(PydanticCustomError) as caught:
        read_link(value)

    assert code == caught.value.type
    assert len(caught.value.message()) < 250


@given(TASKS, st.sampled_from(["FS", "SS", "FF", "SF"]), LAGS)
def test_a_link_reads_back_what_it_writes(task: str, kind: LinkType, lag: Span) -> None:
    """The text form loses nothing but the calendar of the lag, which it has no room for."""
    link = Link(task, kind, lag if lag.days else Span(0))

    assert link == read_link(str(link))
