"""The three sides of a merge."""

from __future__ import annotations

from mapdocs.fields import FieldId
from mapdocs.merge.tables import Sides
from mapdocs.observed import Known, Observed, Seen
from tests.readings import reading

STATUS, TITLE = FieldId("tasks", "M-07", "status"), FieldId("tasks", "M-08", "title")
BASE = {STATUS: Known("In progress", "in-progress"), TITLE: Known("Sign", "Sign")}
OURS = {STATUS: "in-progress", TITLE: "Sign"}


def test_a_row_is_there_where_its_key_is_though_none_of_its_fields_is() -> None:
    """The reader lists the keys that it found."""
    rows = {"tasks": ("M-08",)}
    sides = Sides(BASE, OURS, Observed({}, rows), reading())

    assert ("M-07",) == sides.gone


def test_a_status_is_what_it_will_be() -> None:
    """As people wrote it; the deal's where they wrote nothing that is one."""
    sides = [Sides(BASE, OURS, Observed({STATUS: Seen(text)}), reading()) for text in ("Done", "nearly", "in-progress")]

    assert ["done", "in-progress", "in-progress"] == [one.status(("tasks", "M-07")) for one in sides]


def test_a_text_that_is_no_value_stands_for_itself() -> None:
    """As what a reader saw in a cell with two dates."""
    sides = Sides(BASE, OURS, Observed({}), reading())

    assert "some day" == sides.typed(FieldId("tasks", "M-07", "due"), "some day")
