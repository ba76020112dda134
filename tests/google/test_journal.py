"""The journal: two runs never push at once."""

from __future__ import annotations

import threading
from pathlib import Path

from mapdocs.google.journal import one_at_a_time


def test_runs_wait_for_each_other(tmp_path: Path) -> None:
    """The second one begins when the first has ended."""
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait(5)
        with one_at_a_time(tmp_path):
            order.append("second")

    thread = threading.Thread(target=second)
    with one_at_a_time(tmp_path):
        thread.start()
        inside.set()
        thread.join(0.2)
        order.append("first")
    thread.join(5)

    assert ["first", "second"] == order
