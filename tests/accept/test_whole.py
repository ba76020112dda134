"""apply: edits accepted all together or not at all, with every other byte kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mapdocs.accept import Applied, Take, apply
from mapdocs.deals import OpenDeal
from mapdocs.desk import Desk, opened_at
from mapdocs.fields import FieldId, parse_field
from mapdocs.merge import Change, Merged
from mapdocs.problems import MapdocsError, UsageError
from tests.desks import WINDOWS, apart, desk_of
from tests.samples import TINY

WHERE = "Google document"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, WINDOWS)


def change(field: str, theirs: str, ours: str = "", by: str | None = None) -> Change:
    return Change(parse_field(field), ours, ours, theirs, theirs, by)


def applied(
    desk: Desk, merged: Merged, takes: Mapping[str, Take] | None = None, text: str = WINDOWS
) -> tuple[Applied, OpenDeal]:
    return apply(desk, text, opened_at(desk, text), merged, takes or {}, WHERE)


def edited(desk: Desk, *edits: Change) -> tuple[list[str], list[str]]:
    """The lines that went and came, the log among them."""
    return apart(WINDOWS, applied(desk, Merged(edits=edits))[0].text)


def test_an_edit_is_spliced_in_and_logged(desk: Desk) -> None:
    """The value alone; comments, line ends and all other bytes are as they were."""
    done, after = applied(desk, Merged(edits=(change("tasks.M-02.title", "Proof", "Proof on Marlow's data"),)))
    said = r'''title \"Proof\" instead of \"Proof on Marlow's data\", in the Google document"'''
    told = f"\"Proof on Marlow's data: {said}"

    assert (
        ["    title: Proof on Marlow's data"],
        [
            "    title: Proof",
            "log:",
            f"  - {{on: 2026-11-23, what: {told}, task: proof}}",
        ],
    ) == apart(WINDOWS, done.text)
    assert done.text.count("\n") == done.text.count("\r\n")
    assert "Proof" == after.composed.deal.tasks["proof"].title
    assert {parse_field("tasks.M-02.title")} == done.taken


def test_a_value_that_goes_hides_what_the_playbook_says(tmp_path: Path) -> None:
    """Else that would come back; also where the deal calls the task by another title."""
    text = TINY.replace("2027-03-31", "2027-09-30") + "tasks: {kick-off: {title: We begin, done_when: Met}}\n"
    desk = desk_of(tmp_path, text)
    key = opened_at(desk, text).keys.tasks["kick-off"]
    edits = (change(f"tasks.{key}.done_when", "", "Met"), change(f"tasks.{key}.buyer", "", "role:champion"))
    done, after = applied(desk, Merged(edits=edits), text=text)
    task = after.composed.deal.tasks["kick-off"]

    assert ("", "") == (task.done_when, task.buyer)
    assert 'kick-off: {title: We begin, done_when: "", buyer: ""}' in done.text


def test_a_date_becomes_a_wish_that_nobody_agreed_to(desk: Desk) -> None:
    """The agreement goes, with a remark; the log keeps its day."""
    done, after = applied(desk, Merged(edits=(change("tasks.M-02.due", "2027-02-26", "2027-01-29"),)))

    assert after.composed.deal.tasks["proof"].agreed is None
    assert "due 2027-02-26 instead of 2027-01-29, in the Google document; agreed on 2026-11-12 before" in done.text
    assert ["proposed again" in remark for remark in done.remarks] == [True]


def test_a_task_that_is_done_is_finished_today(desk: Desk) -> None:
    """Or on the day that its date was changed to, in the same pull."""
    status = change("tasks.M-02.status", "done", "not-started")
    assert ["    status: done", "    finished: 2026-11-23"] == edited(desk, status)[1][:2]

    day = change("tasks.M-02.due", "2026-11-20", "2027-01-29")
    assert ["    status: done", "    finished: 2026-11-20"] == edited(desk, status, day)[1][:2]
    assert ["    status: done", "    finished: 2026-11-20"] == edited(desk, day, status)[1][:2]


def test_the_date_of_a_task_that_is_done_is_when_it_was_finished(desk: Desk) -> None:
    """Nothing is wished for any more."""
    went, came = edited(desk, change("tasks.M-01.due", "2026-11-10", "2026-11-09"))

    assert ["             status: done, finished: 2026-11-10}"] == came[:1]
    assert ["             status: done, finished: 2026-11-09}"] == went


def test_a_task_that_is_no_longer_done_was_not_finished(desk: Desk) -> None:
    """The day goes with the status."""
    assert "             status: in-progress}" in edited(desk, change("tasks.M-01.status", "in-progress", "done"))[1]


def test_each_part_has_its_place_in_the_file(desk: Desk) -> None:
    """Actions, decisions, criteria, risks, the value summary."""
    done, after = applied(
        desk,
        Merged(
            edits=(
                change("actions.M-02.1.status", "done", "in-progress"),
                change("decisions.Q-01.by", "2026-12-07", "2026-12-04"),
                change("criteria.C-01.measured_by", "", "Weekly sample"),
                change("risks.R-01.owner", "cfo", "maria"),
                change("value.summary", "First line.\n\n- one\n- two", "x"),
            )
        ),
    )
    deal = after.composed.deal

    assert ("done", "2026-12-07") == (deal.tasks["proof"].actions["draft"].status, str(deal.decisions["hosting"].by))
    assert ("", "cfo") == (deal.success_criteria["precision"].measured_by, deal.risks["staffing"].owner)
    assert "First line.\n\n- one\n- two" == deal.value.summary.rstrip("\n")
    assert "Engineers are shared: owner Ruth Adeyemi instead of Maria Keller, in the Google document" in done.text


def test_the_author_is_logged_where_the_deal_knows_them(desk: Desk) -> None:
    """By name or address; a stranger is not."""
    edits = [
        change("tasks.M-02.note", "A", by="MARIA KELLER"),
        change("tasks.M-02.done_when", "B", by="maria@marlow.example"),
        change("tasks.M-03.title", "C", by="Bob"),
    ]
    log = applied(desk, Merged(edits=tuple(edits)))[0].log

    assert ["maria", "maria", None] == [entry.get("by") for entry in log]


def test_a_conflict_waits_for_a_take(desk: Desk) -> None:
    """Theirs is an edit; ours leaves the file alone and tells so."""
    field = "tasks.M-02.title"
    merged = Merged(conflicts=(change(field, "Proof", "Trial"),), settled=(FieldId("value", "", "summary"),))
    waiting = applied(desk, merged)[0]
    theirs = applied(desk, merged, {field: "theirs"})[0]
    ours = applied(desk, merged, {field.lower(): "ours"})[0]

    assert (WINDOWS, frozenset()) == (waiting.text, waiting.taken | waiting.ours)
    assert "    title: Proof\r\n" in theirs.text
    assert (WINDOWS, [parse_field(field)], []) == (ours.text, [*ours.ours], [*ours.taken])
    assert frozenset(merged.settled) == ours.same


def test_an_edit_can_be_refused(desk: Desk) -> None:
    """With ours, like a conflict."""
    merged = Merged(edits=(change("tasks.M-02.title", "Proof"),))

    assert WINDOWS == applied(desk, merged, {"tasks.M-02.title": "ours"})[0].text


def test_a_take_of_nothing_names_the_nearest(desk: Desk) -> None:
    """Wrong use, whatever else is right."""
    merged = Merged(conflicts=(change("tasks.M-02.title", "Proof"),))
    with pytest.raises(UsageError) as caught:
        applied(desk, merged, {"tasks.M-02.titel": "ours"})

    assert ("nothing-to-settle", 'Did you mean "tasks.M-02.title"?') == (
        caught.value.problems[0].code,
        caught.value.problems[0].hint,
    )


WRONG = [
    ("a Sunday", [change("tasks.M-02.due", "2027-02-28")], "pin-nonworking", "tasks.M-02.due"),
    ("a day to come", [change("tasks.M-01.due", "2027-02-26")], "actual-in-future", "tasks.M-01.due"),
    ("no title", [change("tasks.M-02.title", "")], "unknown-task", "tasks.M-02.title"),
    ("a person of the other side", [change("tasks.M-02.buyer", "tom")], "wrong-side", "tasks.M-02.buyer"),
    ("a control character", [change("tasks.M-02.note", "a\x00b")], "not-editable", "tasks.M-02.note"),
    ("a row that went", [change("tasks.M-99.note", "a")], "row-gone", "tasks.M-99.note"),
]


@pytest.mark.parametrize(("edits", "code", "name"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_what_the_deal_can_not_hold_is_told_by_the_name_of_its_edit(
    desk: Desk, edits: list[Change], code: str, name: str
) -> None:
    """With the way out; nothing is applied by halves."""
    good = change("tasks.M-03.title", "Signed")
    with pytest.raises(MapdocsError) as caught:
        applied(desk, Merged(edits=(good, *edits)))
    (problem,) = caught.value.problems

    assert (code, True) == (problem.code, problem.message.startswith(name))
    assert problem.hint.endswith(f"--take ours {edits[0].field}")
