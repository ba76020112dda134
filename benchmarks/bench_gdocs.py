"""Google's budget: the requests of a whole document against the PDF of the same plan."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from benchmarks.harness import Case
from mapdocs.writers.gdocs import write_gdocs
from mapdocs.writers.pdf import write_pdf
from tests.writers.looks import assets, sample

if TYPE_CHECKING:
    from mapdocs.assets import Assets
    from mapdocs.page import Page

ROWS, MANY = 45, 450


@cache
def given(rows: int) -> tuple[Page, Assets]:
    """A plan of so many rows, in the default theme."""
    return sample(rows), assets()


def requests(rows: int) -> bytes:
    """Outline, requests and their JSON."""
    return write_gdocs(*given(rows)).data


CASES = [
    Case(
        "gdocs: the plan of 45 rows",
        lambda: requests(ROWS),
        "its PDF",
        lambda: write_pdf(*given(ROWS)),
        0.05,
        rounds=5,
    ),
    Case("gdocs: 450 rows", lambda: requests(MANY), "45 rows", lambda: requests(ROWS), 10.0, rounds=5),
]
