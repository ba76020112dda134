"""How long each task may take: draws from three-point estimates and from experience (docs/scheduling.md)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from mapdocs.dates import MAX_DAYS
from mapdocs.schedule.experience import kind_of
from mapdocs.schedule.grid import worked

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from mapdocs.schedule.experience import Kind
    from mapdocs.schedule.grid import Grid
    from mapdocs.schedule.network import Node

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_LAMBDA = 4


@dataclass(frozen=True, slots=True)
class Chance:
    """The days of one task: three points, or what tasks of its kind took as `shares` of its likely days.

    Of these, `scale` remains, less the days that were `worked`.
    """

    best: int
    likely: int
    worst: int
    shares: tuple[float, ...] = ()
    scale: float = 1.0
    worked: int = 0

    @property
    def most(self) -> int:
        """The longest that can be drawn."""
        longest = max(self.shares) * self.likely if self.shares else self.worst
        return min(max(1, round(longest * self.scale) - self.worked), MAX_DAYS)

    def draw(self, generator: np.random.Generator, count: int) -> Ints:
        """So many durations in whole days, each at least one."""
        import numpy as np

        days = self._whole(generator, count)
        if self.scale != 1.0:
            days *= self.scale
        np.rint(days, out=days)
        if self.worked:
            days -= self.worked
        return np.clip(days, 1, MAX_DAYS, out=days).astype(np.int64)

    def _whole(self, generator: np.random.Generator, count: int) -> Floats:
        """PERT's beta distribution, lambda 4; or any of the shares, all as likely."""
        if self.shares:
            import numpy as np

            return np.array(self.shares)[generator.integers(len(self.shares), size=count)] * self.likely
        width = self.worst - self.best
        low = 1 + _LAMBDA * (self.likely - self.best) / width
        days = generator.beta(low, 2 + _LAMBDA - low, size=count)
        days *= width
        days += self.best
        return days


def chances(grid: Grid, experience: Mapping[Kind, tuple[float, ...]]) -> dict[int, Chance]:
    """By node: what may vary, of the work that remains. A task's own estimate counts before the team's experience."""
    found = {}
    for node in grid.network.nodes:
        chance = _chance(grid, node, experience) if node.live and grid.steps.length[node.number] else None
        if chance:
            found[node.number] = chance
    return found


def _chance(grid: Grid, node: Node, experience: Mapping[Kind, tuple[float, ...]]) -> Chance | None:
    task, estimate = node.task, node.task.duration
    likely = estimate.days if estimate else node.span.days
    best = estimate.best.days if estimate and estimate.best else likely
    worst = estimate.worst.days if estimate and estimate.worst else likely
    shares = () if worst > best else experience.get(kind_of(task), ())
    if not likely or (worst == best and not shares):
        return None
    scale = task.remaining.days / likely if node.state == "started" and task.remaining else 1.0
    return Chance(best, likely, worst, shares, scale, worked(grid.tables, grid.today, node) or 0)


def generator_of(name: str, seed: int) -> np.random.Generator:
    """A stream of its own for each task, so that neither the order of the file nor another task changes its draws."""
    import numpy as np

    words = int.from_bytes(sha256(name.encode()).digest()[:16])
    return np.random.Generator(np.random.PCG64DXSM(np.random.SeedSequence([seed, words])))
