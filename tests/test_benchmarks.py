from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.harness import Case, Result, compare, table

LITTLE = Case("little", lambda: sum(range(10_000)), "much", lambda: sum(range(40_000)), budget=0.5, rounds=5)


def test_a_quarter_of_the_work_measures_as_about_a_quarter_of_the_time() -> None:
    """Work that takes a part of the time measures as that part, whatever the number of calls behind it."""
    (result,) = compare([LITTLE])

    assert 0.15 < result.ratio < 0.4


@pytest.mark.parametrize(
    ("ratio", "control", "verdict"), [(0.5, 1.0, "pass"), (0.51, 1.0, "fail"), (0.1, 0.94, "noisy"), (9, 1.06, "noisy")]
)
def test_a_case_passes_within_its_budget_on_a_quiet_machine(ratio: float, control: float, verdict: str) -> None:
    """A ratio up to the budget passes; where the control is off, nothing is said about it."""
    result = Result(LITTLE, 0.001, 0.002, ratio, control)

    assert verdict == result.verdict


def test_the_table_has_a_row_a_case_with_its_ratio_and_budget() -> None:
    """The table is Markdown that the README can quote."""
    result = Result(replace(LITTLE, budget=1.05), 0.001, 0.002, 0.5, 1.0)

    assert "| little | 1.0 | much | 2.0 | 0.500 | 1.05 | 1.000 | pass |" == table([result]).splitlines()[-1]
