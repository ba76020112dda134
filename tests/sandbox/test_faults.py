"""Faults: which request meets them, and how often."""

from __future__ import annotations

import re
from typing import Any

import pytest

from mapdocs.sandbox.errors import ApiError
from mapdocs.sandbox.faults import ACTIONS, Faults, read_faults, refusal
from tests.conftest import ROOT

POST = ("POST", "/v1/documents/1a:batchUpdate")


def taken(faults: Faults, method: str, path: str, body: bytes = b"") -> list[str]:
    return [fault.action for fault in faults.take(method, path, body)]


def test_a_fault_meets_its_requests_as_often_as_it_says() -> None:
    """By method, path and body; after some that go well; once, or for ever."""
    faults = Faults()
    said: list[dict[str, Any]] = [
        {"action": "500", "path": ":batchUpdate$", "method": "POST", "skip": 1, "times": 2},
        {"action": "delay", "body": "M-07", "times": "forever"},
    ]
    faults.add(read_faults(said))
    assert [] == taken(faults, "GET", POST[1])
    assert [[], ["500"], ["500", "delay"], [], ["delay"]] == [
        taken(faults, *POST),
        taken(faults, *POST),
        taken(faults, *POST, b'"M-07"'),
        taken(faults, *POST),
        taken(faults, *POST, b'"M-07"'),
    ]


@pytest.mark.parametrize(
    "wrong", ["500", [{"action": "sleep"}], [{"action": "500", "when": "now"}], {"faults": 5}, [{}]]
)
def test_a_wrong_fault_is_refused(wrong: object) -> None:
    """Unknown actions and keys, and what is no list."""
    with pytest.raises(ApiError):
        read_faults(wrong)


def test_every_fault_is_documented() -> None:
    """docs/sandbox.md has each in its table, and none that is gone."""
    table = (ROOT / "docs/sandbox.md").read_text("utf-8").partition("| action | what happens |")[2]
    cells = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))

    assert ACTIONS == set(re.findall(r"`([^`]+)`", cells))


def test_every_action_that_refuses_has_its_answer() -> None:
    """The others do something else."""
    for fault in read_faults([{"action": action} for action in sorted(ACTIONS)]):
        error = refusal(fault)
        assert (error is not None) == fault.action[:3].isdigit()
        assert error is None or str(error.code) == fault.action[:3]
