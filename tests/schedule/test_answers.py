from __future__ import annotations

from decimal import Decimal

import pytest

from mapdocs.schedule.answers import Buffer, read_buffer
from mapdocs.schedule.faults import Faults


@pytest.mark.parametrize(
    ("text", "buffer"),
    [
        ("10%", Buffer(percent=Decimal(10))),
        ("7.5 %", Buffer(percent=Decimal("7.5"))),
        ("5bd", Buffer(days=5)),
        ("2w", Buffer(days=10)),
        ("14cd", Buffer(days=14, calendar_days=True)),
        ("0", Buffer()),
    ],
)
def test_a_buffer_is_a_share_or_a_number_of_days(text: str, buffer: Buffer) -> None:
    """As a percentage, in business days, weeks or calendar days, or none."""
    faults = Faults()

    assert buffer == read_buffer(text, faults)
    assert [] == faults.errors


@pytest.mark.parametrize("text", ["", "ten", "-5bd", "10", "%"])
def test_anything_else_is_a_fault(text: str) -> None:
    """With what may be written instead."""
    faults = Faults()
    read_buffer(text, faults)

    assert ["bad-duration"] == [problem.code for problem in faults.errors]
