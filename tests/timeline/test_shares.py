"""Dividing a slip."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mapdocs.timeline.shares import rounded, shares

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
GAINS = np.array([5, 3, 0, -2, 7, 1, 4, 4, 2, 6, 1, 3, 5, 2])


def longest(sets: Bools) -> Ints:
    """The longest of the delays, and what is won back: delays side by side."""
    late = np.where(sets, np.maximum(GAINS[: len(sets), None], 0), 0).max(axis=0)
    won = np.where(sets, np.minimum(GAINS[: len(sets), None], 0), 0).sum(axis=0)
    total: Ints = (late + won).astype(np.int64)
    return total


def nothing(count: int) -> Bools:
    return np.zeros((count, 1), dtype=np.bool_)


def test_three_delays_side_by_side_are_shared_as_by_hand() -> None:
    """Of 5, 3 and 0 the first has 5/2 + 2/2, the second 3/2, what never counts nothing."""
    assert [Fraction(7, 2), Fraction(3, 2), 0] == shares(longest, nothing(3), [0, 1, 2])


def test_what_has_happened_before_counts_first() -> None:
    """After the delay of 5, one of 3 beside it takes nothing."""
    base = nothing(3)
    base[0] = True

    assert [0] == shares(longest, base, [1])


def test_seeded_orders_come_close_to_all_orders() -> None:
    """Of 14 causes the shares of 2,000 orders differ from the exact ones by little, and add up as exactly."""
    sampled = shares(longest, nothing(14), list(range(14)))
    exact = shares(longest, nothing(12), list(range(12)))
    again = shares(longest, nothing(13), list(range(13)))  # the thirteenth is as long as the first

    assert 5 == sum(sampled)
    assert sum(exact) == sum(again) == 5
    assert all(abs(a - b) < Fraction(1, 3) for a, b in zip(exact[1:], again[1:-1], strict=True))


@given(st.lists(st.fractions(-100, 100, max_denominator=1000), max_size=12))
def test_rounding_keeps_the_sum(parts: list[Fraction]) -> None:
    """Parts of a whole number, to the cent, still add up to it, none of them off by a cent or more."""
    whole = sum(parts, Fraction(0))
    parts = [*parts, -(whole % 1)]
    total = int(sum(parts))
    found = rounded(parts, total)

    assert total == sum(found)
    assert all(abs(Fraction(cents) - part) < Fraction(1, 100) for cents, part in zip(found, parts, strict=True))
    assert all(-2 == cents.as_tuple().exponent for cents in found)


def test_nothing_is_shared_among_none() -> None:
    """No causes, no shares."""
    assert [] == rounded([], 0)
    assert [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")] == rounded([Fraction(1, 3)] * 3, 1)
