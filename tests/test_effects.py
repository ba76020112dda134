"""A daily edit in words, and as JSON."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mapdocs.daily import assign, move, rename_row
from mapdocs.desk import Desk
from mapdocs.effects import as_json, as_text
from tests.desks import desk_of
from tests.samples import SMALL


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A small deal on a desk."""
    return desk_of(tmp_path, SMALL)


def test_a_move_tells_what_it_does_to_go_live(tmp_path: Path) -> None:
    """Was and now, in calendar and business days, what is proposed again, and what is wrong now."""
    desk = replace(desk_of(tmp_path, SMALL), because="Half of the team is ill")
    text = as_text(move(desk, "proof", "2027-07-30"), desk.current)

    assert [
        "M-02 Proof on Marlow's data: due 2027-07-30 (was 2027-01-29)",
        "It was agreed on 2026-11-12 and is proposed again, until both sides agree to the new date.",
        "",
        "Go-live, forecast: Fri 30 Jul 2027, was Fri 29 Jan 2027: 182 days later, 123 business days",
    ] == text.splitlines()[:4]
    assert "target-missed: " in text
    assert text.endswith("\nwrote deal.yaml")


def test_a_rename_names_both_files(desk: Desk) -> None:
    """And the id that was."""
    text = as_text(rename_row(desk, "M-02", "trial"), desk.current)

    assert text.startswith("M-02 Task: id trial (was proof)\n")
    assert text.endswith("wrote deal.yaml, keys.yaml")


def test_json_has_the_row_its_values_and_dates_before_and_after(desk: Desk) -> None:
    """Days as numbers, dates as ISO; null where there was nothing."""
    told = as_json(assign(replace(desk, because="She left"), "sign", "maria"), desk.current)
    same = {"was": "2027-06-30", "now": "2027-06-30", "days": 0, "business_days": 0}

    assert {"deal", "key", "id", "values", "remarks", "log", "go_live", "signature", "findings", "written"} == set(told)
    assert ("M-03", "sign", ["deal.yaml"]) == (told["key"], told["id"], told["written"])
    assert [{"field": "buyer", "was": "cfo", "now": "maria"}] == told["values"]
    go_live, log = told["go_live"], told["log"]
    assert isinstance(go_live, dict)
    assert isinstance(log, dict)
    assert same == go_live["plan"]
    assert ("She left", "sign") == (log["reason"], log["task"])
