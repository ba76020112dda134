"""Every value of grown deals, edited at once: all is taken in, and nothing else is touched."""

from __future__ import annotations

import pytest

from mapdocs.accept import apply
from mapdocs.deals import OpenDeal
from mapdocs.desk import Desk, opened_at
from mapdocs.fields import FieldId
from mapdocs.merge import Change, Merged
from mapdocs.values import deal_values
from mapdocs.workspace import find_deal, open_workspace
from tests.conftest import ROOT
from tests.samples import TODAY

DEALS = ["hollow-pine", "nordlys-energi"]
TITLES = ("title", "what")
ODD = "New: a *b* 'c' \"d\" # {x}, ü"


def open_at(name: str) -> tuple[Desk, str, OpenDeal]:
    workspace = open_workspace(ROOT, ROOT)
    desk = Desk(workspace, find_deal(workspace, name, ROOT), TODAY, ROOT)
    text = desk.place.file.read_text("utf-8")
    return desk, text, opened_at(desk, text)


def other(opened: OpenDeal, field: FieldId, value: str) -> str:
    """Another value of the field's kind."""
    if field.kind == "person":
        people = opened.composed.deal.people.items()
        fit = [name for name, person in people if field.name in ("owner", person.party) and name != value]
        return fit[0] if fit else value
    if field.kind == "status":
        return "blocked" if value == "at-risk" else "at-risk"
    return f"{ODD}\n\n- one\n- two" if field.kind == "markdown" else ODD


@pytest.mark.parametrize("name", DEALS)
def test_every_value_can_be_edited_at_once(name: str) -> None:
    """Each is read back as it was typed; comments are all still there."""
    desk, text, opened = open_at(name)
    values = {field: value for field, value in deal_values(opened).items() if field.kind != "date"}
    closed = {(f.part, f.key) for f, value in values.items() if f.name == "status" and value in ("done", "cancelled")}
    news = {f: other(opened, f, v) for f, v in values.items() if f.name != "status" or (f.part, f.key) not in closed}
    edits = tuple(Change(f, values[f], values[f], value, value) for f, value in news.items() if value != values[f])
    done, after = apply(desk, text, opened, Merged(edits=edits), {}, "Google document")
    now = deal_values(after)

    assert len(edits) == len(done.log)
    assert {edit.field: edit.theirs for edit in edits} == {edit.field: now[edit.field].rstrip("\n") for edit in edits}
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == [
        line for line in done.text.splitlines() if line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("name", DEALS)
def test_every_value_that_may_be_empty_can_be_taken_out(name: str) -> None:
    """Of the deal's own and of the playbook's."""
    desk, text, opened = open_at(name)
    kinds = ("text", "markdown", "person")
    full = {f: v for f, v in deal_values(opened).items() if v and f.kind in kinds and f.name not in TITLES}
    _, after = apply(desk, text, opened, Merged(edits=tuple(Change(f, v, v, "", "") for f, v in full.items())), {})
    now = deal_values(after)

    assert {""} == {now[field] for field in full}
