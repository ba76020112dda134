"""A field's new value as edits: what it writes, what else it means, what it hides."""

from __future__ import annotations

from mapdocs.accept.parts import Basis, Step
from mapdocs.accept.values import step_of
from mapdocs.dealfile import Edit
from mapdocs.fields import FieldId, parse_field
from mapdocs.merge import Change
from mapdocs.source import read_yaml
from tests.samples import SMALL, opened


def step(text: str, field: FieldId, theirs: str, ours: str = "") -> Step:
    own, _ = read_yaml(text, "deal.yaml")
    assert own
    basis = Basis(opened(text), own, "2026-11-23", "Google document", {field: theirs})
    return step_of(basis, Change(field, ours, ours, theirs, theirs))


def test_a_value_that_goes_is_taken_out_of_the_file() -> None:
    """Where the row is the file's own."""
    found = step(SMALL, parse_field("tasks.M-02.note"), "", "Data comes *first*.")

    assert ((Edit(("tasks", "proof", "note"), None),), "proof") == (found.edits, found.task)
    assert 'note taken out, was "Data comes *first*.", in the Google document' in found.what


def test_a_computed_date_can_not_be_taken_out() -> None:
    """That is told, and nothing is written or logged; a due date of the deal goes."""
    none, wish = (step(SMALL, parse_field(f"tasks.{key}.due"), "", "2027-01-29") for key in ("M-03", "M-02"))

    assert ((), "", 1) == (none.edits, none.what, len(none.remarks))
    assert (Edit(("tasks", "proof", "due"), None), Edit(("tasks", "proof", "agreed"), None)) == wish.edits
