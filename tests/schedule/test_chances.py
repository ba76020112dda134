from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mapdocs.schedule.chances import Chance, chances, generator_of
from tests.schedule.plans import laid_out

SHARES = {("", "both"): (0.5, 1.0, 2.0)}


def chance_of(task: dict[str, Any]) -> Chance | None:
    grid, _ = laid_out({"a": task})
    return chances(grid, SHARES).get(0)


@pytest.mark.parametrize(
    ("best", "likely", "worst"), [(1, 1, 12), (2, 5, 9), (10, 20, 40), (3, 9, 9), (100, 200, 2000)]
)
def test_draws_have_the_mean_of_the_three_points_and_stay_within_them(best: int, likely: int, worst: int) -> None:
    """Whole days; PERT's mean is a sixth of best + 4 likely + worst."""
    drawn = Chance(best, likely, worst).draw(generator_of("a", 1), 50_000)

    assert pytest.approx((best + 4 * likely + worst) / 6, rel=0.03) == drawn.mean()
    assert best <= drawn.min() <= drawn.max() <= worst
    assert np.int64 == drawn.dtype


def test_no_draw_is_less_than_a_day() -> None:
    """However little is left."""
    assert 1 == Chance(1, 2, 4, worked=9).draw(generator_of("a", 1), 100).max()
    assert 1 == Chance(4, 4, 4, shares=(0.01,)).draw(generator_of("a", 1), 100).min()


def test_the_longest_draw_is_known_beforehand() -> None:
    """So that calendar tables can be made long enough."""
    for chance in (Chance(2, 5, 9), Chance(2, 5, 9, worked=3), Chance(2, 4, 9, scale=0.5), Chance(4, 4, 4, (0.5, 3.0))):
        assert chance.draw(generator_of("a", 1), 5000).max() <= chance.most


def test_each_task_has_a_stream_of_its_own() -> None:
    """By its name and the seed."""
    one = Chance(2, 50, 90).draw(generator_of("a", 1), 20)

    assert list(one) == list(Chance(2, 50, 90).draw(generator_of("a", 1), 20))
    assert list(one) != list(Chance(2, 50, 90).draw(generator_of("b", 1), 20))
    assert list(one) != list(Chance(2, 50, 90).draw(generator_of("a", 2), 20))


THREE = {"duration": {"likely": "4bd", "worst": "8bd"}}


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (THREE, Chance(4, 4, 8)),
        ({"duration": "6bd"}, Chance(6, 6, 6, SHARES["", "both"])),
        ({"duration": "6bd", "phase": "other"}, None),
        ({"duration": "0"}, None),
        ({**THREE, "finished": "2026-10-30"}, None),
        ({**THREE, "status": "cancelled"}, None),
        ({**THREE, "started": "2026-10-29"}, Chance(4, 4, 8, worked=2)),
        ({**THREE, "started": "2026-10-29", "remaining": "2bd"}, Chance(4, 4, 8, scale=0.5)),
    ],
)
def test_what_remains_may_vary(task: dict[str, Any], expected: Chance | None) -> None:
    """By the task's own three points, else by experience of its kind, else not at all."""
    assert expected == chance_of(task)
