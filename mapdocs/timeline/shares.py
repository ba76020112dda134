"""Dividing a slip among its causes so that the parts add up exactly: Shapley values, and rounding that keeps sums."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mapdocs.timeline.batch import Bools, Ints

    Days = Callable[[Bools], Ints]

MOST_EXACT = 12
PERMUTATIONS, SEED = 2000, 12
_CENT = 100


def shares(days: Days, base: Bools, players: Sequence[int]) -> list[Fraction]:
    """What each of the players, numbers of changes, moves on average over all orders in which they could come.

    `days`: go-live under each set; `base`: the set before them, one column. Above 12 players 2,000 seeded orders stand
    for all.
    """
    if len(players) > MOST_EXACT:
        return _sampled(days, base, players)
    return _exact(days, base, players)


def _exact(days: Days, base: Bools, players: Sequence[int]) -> list[Fraction]:
    """By all subsets: the marginal change at a set of s others weighs s! (n - s - 1)! / n!."""
    count = len(players)
    codes = np.arange(1 << count, dtype=np.int64)
    sets = np.repeat(base, len(codes), axis=1)
    for bit, player in enumerate(players):
        sets[player] = codes >> bit & 1
    values = days(sets)
    sizes = np.bitwise_count(codes).astype(np.int64)
    weights = np.array([factorial(size) * factorial(max(count - size - 1, 0)) for size in range(count + 1)])
    found = []
    for bit in range(count):
        without = codes[codes >> bit & 1 == 0]
        gains = (values[without | 1 << bit] - values[without]) * weights[sizes[without]]
        found.append(Fraction(int(gains.sum()), factorial(count)))
    return found


def _sampled(days: Days, base: Bools, players: Sequence[int]) -> list[Fraction]:
    """By seeded orders: each order's marginal changes add up, so their means do."""
    count, random = len(players), np.random.default_rng(SEED)
    orders = random.permuted(np.tile(np.arange(count), (PERMUTATIONS, 1)), axis=1)
    totals = np.zeros(count, dtype=np.int64)
    at_once = max(1, 65536 // (count + 1))
    for begin in range(0, PERMUTATIONS, at_once):
        some = orders[begin : begin + at_once]
        places = np.argsort(some, axis=1)  # when each player comes
        steps = np.arange(count + 1)
        sets = np.repeat(base, len(some) * (count + 1), axis=1)
        for n, player in enumerate(players):
            sets[player] = (places[:, n, None] < steps[None, :]).ravel()
        values = days(sets).reshape(len(some), count + 1)
        np.add.at(totals, some.ravel(), np.diff(values, axis=1).ravel())
    return [Fraction(int(total), PERMUTATIONS) for total in totals]


def rounded(parts: Sequence[Fraction], total: int) -> list[Decimal]:
    """To two decimals by largest remainder, so that they add up to the total that the parts add up to."""
    cents = [part * _CENT // 1 for part in parts]
    left = total * _CENT - sum(cents)
    by_remainder = sorted(range(len(parts)), key=lambda k: (cents[k] - parts[k] * _CENT, k))
    for k in by_remainder[:left]:
        cents[k] += 1
    return [Decimal(int(cent)).scaleb(-2) for cent in cents]
