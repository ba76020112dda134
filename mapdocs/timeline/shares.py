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
    """By seeded orders: each order's marginal changes add up, so their means do.

    Orders share the sets of none, one, all but one and all; those are run once.
    """
    count, random = len(players), np.random.default_rng(SEED)
    ones, others = _edges(days, base, players)
    orders = random.permuted(np.tile(np.arange(count), (PERMUTATIONS, 1)), axis=1)
    totals = np.zeros(count, dtype=np.int64)
    at_once = max(1, 65536 // (count + 1))
    for begin in range(0, PERMUTATIONS, at_once):
        some = orders[begin : begin + at_once]
        places = np.argsort(some, axis=1)  # when each player comes
        steps = np.arange(2, count - 1)
        sets = np.repeat(base, len(some) * len(steps), axis=1)
        for n, player in enumerate(players):
            sets[player] = (places[:, n, None] < steps[None, :]).ravel()
        values = np.empty((len(some), count + 1), dtype=np.int64)
        values[:, 0], values[:, 1] = ones[-1], ones[some[:, 0]]
        values[:, 2:-2] = days(sets).reshape(len(some), len(steps))
        values[:, -2], values[:, -1] = others[some[:, -1]], others[-1]
        np.add.at(totals, some.ravel(), np.diff(values, axis=1).ravel())
    return [Fraction(int(total), PERMUTATIONS) for total in totals]


def _edges(days: Days, base: Bools, players: Sequence[int]) -> tuple[Ints, Ints]:
    """Go-live with each player alone and, last, with none; and without each and, last, with all."""
    count = len(players)
    sets = np.repeat(base, 2 * count + 2, axis=1)
    alone = np.eye(count, count + 1, dtype=np.bool_)
    sets[list(players)] = np.concatenate([alone, ~alone], axis=1)
    values = days(sets)
    return values[: count + 1], values[count + 1 :]


def rounded(parts: Sequence[Fraction], total: int) -> list[Decimal]:
    """To two decimals by largest remainder, so that they add up to the total that the parts add up to."""
    cents = [part * _CENT // 1 for part in parts]
    left = total * _CENT - sum(cents)
    by_remainder = sorted(range(len(parts)), key=lambda k: (cents[k] - parts[k] * _CENT, k))
    for k in by_remainder[:left]:
        cents[k] += 1
    return [Decimal(int(cent)).scaleb(-2) for cent in cents]
