"""Frozen data as plain JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdocs.codec import from_plain, to_plain
from mapdocs.dates import Duration, Span
from mapdocs.deal import Task
from mapdocs.links import Link
from mapdocs.model import Closure
from mapdocs.plan.parts import Plan
from tests.samples import SMALL, plan_of


@dataclass(frozen=True)
class Leaf:
    """One of each scalar."""

    day: date
    amount: Decimal
    word: Literal["a", "b"] = "a"
    share: float = 0.5
    maybe: int | None = 3


@dataclass(frozen=True)
class Tree:
    """One of each kind of many."""

    leaves: tuple[Leaf, ...]
    named: Mapping[str, Leaf] = field(default_factory=dict)
    pair: tuple[str, int] = ("", 0)
    tags: frozenset[str] = frozenset()


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
LEAVES = st.builds(
    Leaf, st.dates(), NUMBERS, st.sampled_from(["a", "b"]), st.floats(allow_nan=False), st.none() | st.integers()
)
TREES = st.builds(
    Tree,
    st.lists(LEAVES).map(tuple),
    st.dictionaries(st.text(), LEAVES),
    st.tuples(st.text(), st.integers()),
    st.frozensets(st.text()),
)


@given(TREES)
def test_what_was_written_is_read_back_exactly(tree: Tree) -> None:
    """Any value, through JSON, down to the digits of its amounts and the order of its maps."""
    back = from_plain(Tree, json.loads(json.dumps(to_plain(tree))))

    assert tree == back
    assert [repr(leaf) for leaf in tree.leaves] == [repr(leaf) for leaf in back.leaves]
    assert list(tree.named) == list(back.named)


def test_what_is_as_by_default_is_left_out() -> None:
    """A line says what somebody said; an amount of 1.0 is not the 1 that it equals."""
    assert {"day": "2026-11-23", "amount": "1.0"} == to_plain(Leaf(date(2026, 11, 23), Decimal("1.0")))
    assert {"day": "2026-11-23", "amount": "1", "maybe": None} == to_plain(
        Leaf(date(2026, 11, 23), Decimal(1), maybe=None)
    )


def test_models_are_told_by_the_names_of_the_deal_file() -> None:
    """`from` and `to`, not what Python calls them; durations and links come back whole."""
    closure = Closure.model_validate({"from": "2026-12-24", "to": "2027-01-01"})
    task = Task(duration=Duration(Span(5), Span(3), Span(9, "cd")), after=(Link("x", "SS", Span(-2)),))

    assert {"from": "2026-12-24", "to": "2027-01-01"} == to_plain(closure)
    assert closure == from_plain(Closure, to_plain(closure))
    assert task == from_plain(Task, to_plain(task))


@pytest.mark.parametrize("edition", ["buyer", "internal"])
def test_a_whole_plan_comes_back(edition: Any) -> None:  # noqa: ANN401 - one of two words
    """What a version keeps of the sent edition is that edition's Plan again."""
    plan = plan_of(SMALL, edition)

    assert plan == from_plain(Plan, json.loads(json.dumps(to_plain(plan))))


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"day": "2026-11-23"},
        {"day": "2026-11-23", "amount": "1", "more": 1},
        {"day": "23.11.2026", "amount": "1"},
        {"day": "2026-11-23", "amount": 1},
        {"day": "2026-11-23", "amount": "one"},
        {"day": "2026-11-23", "amount": "1", "word": "c"},
        {"day": "2026-11-23", "amount": "1", "maybe": True},
    ],
)
def test_what_is_no_such_value_is_refused(data: object) -> None:
    """A missing, unknown or wrong entry is a ValueError; nothing is guessed or dropped."""
    with pytest.raises(ValueError, match=r"."):
        from_plain(Leaf, data)
