"""How sure a forecast is: many runs of what remains, with durations as they may turn out (docs/scheduling.md)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapdocs.schedule.answers import target_of
from mapdocs.schedule.calendars import listed
from mapdocs.schedule.chances import chances, generator_of
from mapdocs.schedule.experience import NONE
from mapdocs.schedule.passes import PassError, forward
from mapdocs.schedule.prepared import MARGINS, run
from mapdocs.schedule.shown import day_of, go_live_day, signs
from mapdocs.timetable import Confidence, Spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from mapdocs.schedule.calendars import Parts
    from mapdocs.schedule.chances import Chance, Ints
    from mapdocs.schedule.experience import Kind
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Node
    from mapdocs.schedule.prepared import Prepared
    from mapdocs.schedule.sampled import Days

SAMPLES, SEED = 2000, 14
_AT_ONCE = 2_000_000  # samples times tasks: about 50 MB
_MOST_AT_ONCE = 4096  # what a processor's cache holds
_PERCENTS = (10, 50, 80, 90)


@dataclass(frozen=True, slots=True)
class _Runs:
    """What many samples gave: when all was over, when the contract was signed, how often each node drove."""

    ends: Ints
    signed: Ints
    drove: Mapping[int, int]


def confidence(
    prepared: Prepared,
    experience: Mapping[Kind, tuple[float, ...]] = NONE,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> Confidence:
    """The range of go-live and signature, the chance of the target, and how often each task decided go-live.

    The same deal and seed give the same numbers, in whatever order its tasks are written. Tasks with neither a best and
    worst estimate nor experience of their kind take as long as estimated; what is done stays as it was.
    """
    grid, may = _wide_enough(prepared, experience)
    nodes = [node for node in grid.network.nodes if node.id not in prepared.left_out]
    signature = next((n for n in nodes if n.state != "passed" and signs(prepared.deal, n.id, n.task)), None)
    count = samples if may else 1
    runs = _run_all(grid, may, signature, count, seed)
    target = target_of(prepared.deal, grid)

    def live(boundary: int) -> date:
        return go_live_day(prepared.deal, grid, prepared.both, boundary)

    def signed(boundary: int) -> date:
        return day_of(grid, signature, boundary) if signature else live(boundary)

    return Confidence(
        go_live=_spread(runs.ends, grid, live),
        signature=_spread(runs.signed, grid, signed) if signature else None,
        chance=None if target is None else int((runs.ends <= target).sum()) / count,
        criticality={node.id: runs.drove.get(node.number, 0) / count for node in nodes},
        uncertain=len(may),
        samples=samples,
        seed=seed,
    )


def _wide_enough(prepared: Prepared, experience: Mapping[Kind, tuple[float, ...]]) -> tuple[Grid, dict[int, Chance]]:
    """A grid on which even the worst durations fit, unless a list of days runs out; and what may vary."""
    grid, _ = run(prepared)
    for margin in MARGINS:
        may = chances(grid, experience)
        length = grid.steps.length.copy()
        for k, chance in may.items():
            length[k] = chance.most
        try:
            forward(replace(grid.steps, length=length), grid.order, grid.floor, grid.start.copy(), grid.finish.copy())
        except PassError as error:
            if any(map(listed, _days_at(grid, error.node))):
                break
            grid = prepared.lay_out(*prepared.years(margin))
            continue
        break
    return grid, chances(grid, experience)


def _days_at(grid: Grid, number: int) -> list[Parts]:
    return [grid.network.nodes[number].works, *(arc.days for arc in grid.network.arcs if arc.target == number)]


def _run_all(grid: Grid, may: dict[int, Chance], signature: Node | None, samples: int, seed: int) -> _Runs:
    """All samples, so many at a time that memory stays small whatever the plan's size."""
    import numpy as np

    from mapdocs.schedule.sampled import Sampled

    nodes = grid.network.nodes
    path = [node for node in nodes if node.on_path]
    generators = {k: generator_of(nodes[k].id, seed) for k in may}
    head, tail = grid.groups.head, grid.groups.tail
    if not (signature and signature.number in tail) and not any(nodes[k].on_path for k in tail):
        tail = []
    ends, signed, drove = [], [], Counter[int]()
    step = min(max(_AT_ONCE // len(nodes), 1), _MOST_AT_ONCE) if nodes else samples
    tables: dict[int, Days] = {}
    for begin in range(0, samples, step):
        count = min(step, samples - begin)
        lengths = {k: may[k].draw(generators[k], count) for k in may}
        runs = Sampled(grid, count, lengths, tables)
        runs.forward(head, None)
        if tail:
            runs.forward(tail, runs.ends(path))
        over = runs.ends(path)
        ends.append(over)
        if signature:
            signed.append(runs.finish[signature.number])
        drove.update({k: int(chain.sum()) for k, chain in runs.driving(head + tail, path, over).items()})
    return _Runs(np.concatenate(ends), np.concatenate(signed or ends), drove)


def _spread(boundaries: Ints, grid: Grid, day: Callable[[int], date]) -> Spread:
    """Percentiles by the `higher` method: a boundary that was drawn, never one between two."""
    boundaries.sort()
    last = len(boundaries) - 1
    found = [int(boundaries[-(-percent * last // 100)]) for percent in _PERCENTS]
    return Spread(*(None if boundary >= grid.top else day(boundary) for boundary in found))
