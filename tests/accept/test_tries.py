"""Steps tried out: all together, and, where that fails, each for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.accept.parts import Basis, Step
from mapdocs.accept.tries import Trial
from mapdocs.dealfile import Edit
from mapdocs.desk import opened_at
from mapdocs.problems import DealError
from mapdocs.source import read_yaml
from tests.desks import WINDOWS, desk_of

STARTED = Step("one", (Edit(("tasks", "proof", "started"), "2026-11-20"),), "Started")
FINISHED = Step("two", (Edit(("tasks", "proof", "finished"), "2026-11-18"),), "Finished")
HARMLESS = Step("three", (Edit(("tasks", "proof", "note"), "So"),), "Noted")


def trial(folder: Path) -> Trial:
    desk = desk_of(folder, WINDOWS)
    own, _ = read_yaml(WINDOWS, "deal.yaml")
    assert own
    return Trial(desk, Basis(opened_at(desk, WINDOWS), own, "2026-11-23", "Google document", {}), WINDOWS)


def test_steps_that_only_fail_together_are_told(tmp_path: Path) -> None:
    """The last of them, and that it could be made by itself."""
    tries = trial(tmp_path)
    for step in (STARTED, FINISHED, HARMLESS):
        tries.made([step])
    with pytest.raises(DealError) as caught:
        tries.made([HARMLESS, STARTED, FINISHED])

    assert ["two"] == [problem.message.partition(":")[0] for problem in caught.value.problems]
    assert "By itself it could be made" in caught.value.problems[0].message


def test_no_steps_change_nothing(tmp_path: Path) -> None:
    """The very text, and the deal that was open."""
    tries = trial(tmp_path)

    assert (WINDOWS, tries.basis.opened) == tries.made([])
