"""What a text can turn out to be."""

from __future__ import annotations

from mapdocs.fields import FieldId, parse_field
from mapdocs.values import Read, Unclear, deal_values, read_field, read_value, same_value
from tests.readings import reading
from tests.samples import SMALL, opened


def test_values_of_a_deal_are_those_of_its_file() -> None:
    """Dates that are agreed or wanted, ids of people, statuses; nothing that is only computed, nothing internal."""
    values = deal_values(opened(SMALL))
    told = {name: values[parse_field(name)] for name in ("tasks.M-02.due", "tasks.M-03.due", "tasks.M-02.buyer")}

    assert {"tasks.M-02.due": "2027-01-29", "tasks.M-03.due": "", "tasks.M-02.buyer": "maria"} == told
    assert "2026-11-09" == values[FieldId("tasks", "M-01", "due")]
    assert "Decisions within the *hour*, on alerts that matter." == values[FieldId("value", "", "summary")]
    assert not any("internal" in value.lower() for value in values.values())


def test_internal_rows_have_no_values() -> None:
    """The buyer's edition does not know of them."""
    text = SMALL.replace("title: Kick-off,", "title: Kick-off, audience: internal,")

    assert not any(field.key == "IM-01" for field in deal_values(opened(text)))


def test_a_text_is_read_as_its_kind() -> None:
    """Text as typed, a date as ISO, a person by id, a status by its word."""
    found = reading()

    assert Read("Two\nlines") == read_value("text", "Two \vlines", found)
    assert Read("2026-12-18") == read_value("date", "18 Dec 2026", found)
    assert Read("tom") == read_value("person", "Tom", found, "seller")
    assert Read("done") == read_value("status", "Done", found)


def test_a_title_has_one_line_and_an_end() -> None:
    """What is longer than a deal file should hold is asked about, not cut."""
    title = FieldId("tasks", "M-01", "title")

    assert Read("Two lines") == read_field(title, "Two\nlines", reading())
    assert isinstance(read_field(title, "x" * 501, reading()), Unclear)
    assert isinstance(read_field(FieldId("tasks", "M-01", "note"), "x " * 10_001, reading()), Unclear)


def test_values_that_mean_the_same_are_the_same() -> None:
    """A role and who holds it; words however they are spaced."""
    found = reading()

    assert same_value(FieldId("tasks", "M-01", "buyer"), "role:champion", "maria", found)
    assert same_value(FieldId("tasks", "M-01", "title"), "a  b", "a b", found)
    assert not same_value(FieldId("tasks", "M-01", "due"), "", "2026-12-18", found)
    assert not same_value(FieldId("tasks", "M-01", "note"), "- a\n- b", "- a - b", found)
