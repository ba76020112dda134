from __future__ import annotations

import pytest

from mapdocs.problems import DealError, Where
from mapdocs.schedule.faults import Faults, nowhere


def test_errors_stop_all_at_once_and_findings_do_not() -> None:
    """Every error is raised together, once each; a finding is a warning and stops nothing."""
    faults = Faults(lambda path: Where(str(path[0])))
    faults.find("open-end", "Nothing waits for it.", ("tasks", "a"))
    faults.stop()
    for _ in range(2):
        faults.add("self-link", "It waits for itself.", ("tasks", "b"), "Remove the link.")

    with pytest.raises(DealError) as stopped:
        faults.stop()

    assert ["tasks: self-link: It waits for itself. Remove the link."] == [str(p) for p in stopped.value.problems]
    assert ["warning"] == [problem.severity for problem in faults.findings]


def test_a_deal_without_a_file_has_no_places() -> None:
    """Problems then stand without one."""
    assert nowhere(("tasks", "a")) is None


@pytest.mark.parametrize(
    ("file", "path", "hint"),
    [
        ("templates/phases/x.md (shipped)", ("tasks", "a"), "Do. Override it under tasks: in the deal file."),
        ("deal.yaml", ("tasks", "a"), "Do."),
        ("templates/phases/x.md", ("go_live",), "Do."),
    ],
)
def test_what_stands_in_a_template_is_changed_in_the_deal(file: str, path: tuple[str, ...], hint: str) -> None:
    """Few may write into an installed template; everybody may override it."""
    faults = Faults(lambda _: Where(file, 1, 1))
    faults.find("x", "Fact.", path, "Do.")

    assert hint == faults.findings[0].hint
