"""What can decide go-live under any set of changes, found by bounds; the rest need not be run for every set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mapdocs.timeline.batch import Choice, Values, demand_of, lengths_of, moved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdocs.timeline.batch import Bools, Into, Ints, Variant


@dataclass(frozen=True, slots=True)
class Pruned:
    """The nodes that count, in order, with the links that can bind; the changes, by number, that touch them.

    `last`: the nodes that go-live may wait for.
    """

    choices: list[Choice]
    order: list[int]
    changes: frozenset[int]
    last: frozenset[int]


def prune(choices: Sequence[Choice], order: Sequence[int], count: int) -> Pruned:
    """Drop what no set of the `count` changes makes decisive; each node must have all its variants."""
    bounds = _bounds(choices, order, count)
    least = max((int(bounds[k].over[0]) for k in order), default=0)
    shown = max((v.least for k in order for v in choices[k].variants.values()), default=0)
    last = frozenset(k for k in order if bounds[k].over[1] >= max(least, 1))
    kept = set(last)
    found = list(choices)
    for k in reversed(order):
        if k not in kept:
            continue
        variants = _binding(choices[k], bounds)
        found[k] = replace(choices[k], variants=variants)
        kept.update(link.source for variant in variants.values() for link in variant.links)
    if shown >= least:
        kept.update(k for k in order if any(v.least for v in choices[k].variants.values()))
    begun = {link.source for k in kept for v in found[k].variants.values() for link in v.links if link.from_start}
    found = [
        replace(choice, starts=k in begun, lengths=_lengths(choice) if k in kept else None)
        for k, choice in enumerate(found)
    ]
    changes: set[int] = set()
    for k in kept:
        delta = found[k].delta
        changes.update(found[k].touched, (number for number in (delta.start, delta.rest) if number is not None))
    return Pruned(found, [k for k in order if k in kept], frozenset(changes), last)


def _lengths(choice: Choice) -> Ints | None:
    """The lengths of a choice of several variants that differ in nothing else."""
    lengths = lengths_of(choice, sorted(choice.variants)) if len(choice.variants) > 1 else []
    return np.array(lengths) if lengths else None


def _bounds(choices: Sequence[Choice], order: Sequence[int], count: int) -> list[Values]:
    """Of each node the least and the greatest boundaries over all sets."""
    found = [Values(*(np.zeros(2, dtype=np.int64) for _ in range(3)))] * len(choices)
    for k in order:
        choice = choices[k]
        some = []
        for variant, flags in product(choice.variants.values(), _flags(choice, count)):
            some.append(moved(variant, choice.delta, found, flags, None))
        found[k] = Values(*(_hull([getattr(values, name) for values in some]) for name in ("start", "finish", "over")))
    return found


def _flags(choice: Choice, count: int) -> list[Bools]:
    """All ways in which a node's own delta may have happened or not."""
    numbers = sorted({number for number in (choice.delta.start, choice.delta.rest) if number is not None})
    found = []
    for bits in product((False, True), repeat=len(numbers)):
        sets = np.zeros((count, 2), dtype=np.bool_)
        for number, bit in zip(numbers, bits, strict=True):
            sets[number] = bit
        found.append(sets)
    return found


def _hull(values: list[np.typing.NDArray[np.int64]]) -> np.typing.NDArray[np.int64]:
    return np.array([min(int(value[0]) for value in values), max(int(value[-1]) for value in values)])


def _binding(choice: Choice, bounds: Sequence[Values]) -> dict[int, Variant]:
    """Its variants with those links that can ever ask for more than all others do."""
    return {code: replace(variant, links=_links(variant, bounds)) for code, variant in choice.variants.items()}


def _links(variant: Variant, bounds: Sequence[Values]) -> tuple[Into, ...]:
    demands = []
    for link in variant.links:
        source = bounds[link.source]
        demands.append(demand_of(link, source.start if link.from_start else source.finish, variant))
    sure = max([variant.floor, *(int(demand[0]) for demand in demands)])
    pairs = zip(variant.links, demands, strict=True)
    return tuple(link for link, demand in pairs if demand[-1] >= sure and demand[-1] > variant.floor)
