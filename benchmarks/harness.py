"""How the speed claims are measured: two pieces of work in turns, in one process, by the CPU time they take.

A round runs the work, what it is measured against, and the latter once more. A ratio is the median over the rounds; the
latter against itself is the control: where it does not lie in 0.95 to 1.05 the machine was too noisy to tell, and the
case is measured again with more rounds.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

SETTLED = (0.95, 1.05)
LEAST_SECONDS = 0.1  # of one measurement; shorter work is repeated, or the noise would be all that is measured
ATTEMPTS = 3

Work = Callable[[], object]


@dataclass(frozen=True)
class Case:
    """A claim: `work` takes at most `budget` times as long as `against`."""

    name: str
    work: Work
    against_name: str
    against: Work
    budget: float
    rounds: int = 7


@dataclass(frozen=True)
class Result:
    """What a case measured: seconds of CPU time a call, and the ratios' medians."""

    case: Case
    seconds: float
    against_seconds: float
    ratio: float
    control: float

    @property
    def settled(self) -> bool:
        """Whether the machine was quiet enough to tell."""
        return SETTLED[0] <= self.control <= SETTLED[1]

    @property
    def verdict(self) -> str:
        """`pass`, `fail`, or `noisy` where nothing can be told."""
        if not self.settled:
            return "noisy"
        return "pass" if self.ratio <= self.case.budget else "fail"


def compare(cases: Sequence[Case]) -> list[Result]:
    """Each case's result, measured one after the other."""
    return [_settle(case) for case in cases]


def table(results: Sequence[Result]) -> str:
    """A Markdown table of the results, as the README quotes it."""
    head = ("what", "ms", "against", "ms", "ratio", "budget", "control", "")
    rows = [head, ("---", "---:", "---", "---:", "---:", "---:", "---:", "---"), *(_row(result) for result in results)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(result: Result) -> tuple[str, ...]:
    case = result.case
    return (
        case.name,
        f"{result.seconds * 1000:.1f}",
        case.against_name,
        f"{result.against_seconds * 1000:.1f}",
        f"{result.ratio:.3f}",
        f"{case.budget:.2f}",
        f"{result.control:.3f}",
        result.verdict,
    )


def _settle(case: Case) -> Result:
    result = _measure(case, case.rounds)
    for attempt in range(2, ATTEMPTS + 1):
        if result.settled:
            break
        result = _measure(case, case.rounds * attempt)
    return result


def _measure(case: Case, rounds: int) -> Result:
    calls, against_calls = _calls(case.work), _calls(case.against)
    turns = [
        (_seconds(case.work, calls), _seconds(case.against, against_calls), _seconds(case.against, against_calls))
        for _ in range(rounds)
    ]
    return Result(
        case=case,
        seconds=median(work for work, _, _ in turns),
        against_seconds=median(against for _, against, _ in turns),
        ratio=median(work / against for work, against, _ in turns),
        control=median(again / against for _, against, again in turns),
    )


def _calls(work: Work) -> int:
    """How many calls make a measurement long enough; the first call only warms caches up."""
    work()
    return max(1, round(LEAST_SECONDS / max(_seconds(work, 1), 1e-6)))


def _seconds(work: Work, calls: int) -> float:
    # Garbage of one measurement must not be collected in the next one's time.
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        for _ in range(calls):
            work()
        return (time.process_time() - start) / calls
    finally:
        gc.enable()
