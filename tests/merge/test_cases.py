"""Merges worked out by hand: the files of tests/merge_cases hold three sides each, and what is to come of them.

base: field -> [as it stood in the document, as it stood in the deal], or one text for both.
ours, theirs: what is otherwise by now; null: not there any more. `gone`: rows that the document no longer has.
expect: all that the merge is to find, and nothing else; choices and remarks only where the case is about them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from mapdocs.fields import FieldId, parse_field
from mapdocs.merge import Merged, merge3
from mapdocs.observed import Known, NewRow, Observed, Seen
from mapdocs.values import Reading
from tests.conftest import ROOT
from tests.readings import reading

Case = dict[str, Any]
FILES = sorted((ROOT / "tests/merge_cases").glob("*.yaml"))
CASES: list[Case] = [
    case
    for path in FILES
    for case in yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - plain text only
]


def reading_of(case: Case) -> Reading:
    first, last = case.get("plan", ("2026-11-02", "2027-03-31"))
    return reading(case.get("locale", "en-GB"), date.fromisoformat(first), date.fromisoformat(last))


def known(value: str | list[str]) -> Known:
    return Known(value, value) if isinstance(value, str) else Known(*value)


def nothing(value: object) -> bool:
    """Whether it is null, which this YAML reads as a text."""
    return value in (None, "null")


def merged(case: Case) -> Merged:
    base = {parse_field(name): known(value) for name, value in case.get("base", {}).items()}
    ours = {field: value.deal for field, value in base.items()}
    ours |= {parse_field(name): value for name, value in (case.get("ours") or {}).items()}
    seen: dict[FieldId, Any] = {field: value.seen for field, value in base.items()}
    seen |= {parse_field(name): value for name, value in (case.get("theirs") or {}).items()}
    gone = case.get("gone", [])
    theirs = {
        field: Seen(**value) if isinstance(value, dict) else Seen(value)
        for field, value in seen.items()
        if not nothing(value) and field.key not in gone
    }
    new = tuple(NewRow(**row) for row in case.get("new", ()))
    left = {field: value for field, value in ours.items() if not nothing(value)}
    return merge3(base, left, Observed(theirs, new=new), reading_of(case))


def told(found: Merged) -> dict[str, Any]:
    """In the shape of the files."""
    everything = {
        "edits": {str(change.field): change.theirs for change in found.edits},
        "conflicts": {str(change.field): [change.ours, change.theirs] for change in found.conflicts},
        "settled": [str(field) for field in found.settled],
        "proposals": {one.name: [one.kind, one.value] if one.value else one.kind for one in found.proposals},
        "clashes": [one.name for one in found.proposals if one.clash],
        "beside": {one.near: one.text for one in found.unmapped if one.kind == "beside"},
        "taken": {one.near: one.text for one in found.unmapped if one.kind == "taken"},
        "gone": sorted(found.gone),
        "adopted": dict(found.adopted),
    }
    return {name: value for name, value in everything.items() if value}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_merge_finds_what_was_worked_out_by_hand(case: Case) -> None:
    """Everything that differs is found, as the file says, and nothing else."""
    expected = dict(case["expect"] or {})
    choices, remarks = expected.pop("choices", {}), expected.pop("remarks", {})
    found = merged(case)
    offered = {one.name: list(one.choices) for one in found.proposals if one.name in choices}
    words = {str(change.field): change.remark for change in (*found.edits, *found.conflicts)}
    words |= {one.name: one.message for one in found.proposals}

    assert expected == told(found)
    assert choices == offered
    assert [] == [name for name, text in remarks.items() if text not in words[name]]


def test_there_are_many_cases_and_each_says_what_it_is_about() -> None:
    """At least fifty, each with a name of its own; in each of the languages that dates are read in."""
    assert len({case["name"] for case in CASES}) == len(CASES) >= 50
    assert {"en-US", "de-DE", "fr-FR", "ar-EG", "ja-JP"} <= {case.get("locale", "en-GB") for case in CASES}
