"""pull in words and as JSON: everything that differs, and the exact command that settles it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.fields import parse_field
from mapdocs.merge import Change, Merged, Proposal
from mapdocs.observed import Comment, NewRow, Unmapped
from mapdocs.pull import Came, Pulled, settle
from mapdocs.pulled import as_json, as_text
from tests.desks import WINDOWS, desk_of

CAME = Came("https://docs.example/d/1", "Google document", "mapdocs pull sample", "mapdocs push sample")
NOTE, BUYER = parse_field("tasks.M-02.note"), parse_field("tasks.M-03.buyer")
MERGED = Merged(
    edits=(
        Change(parse_field("tasks.M-02.due"), "2027-01-29", "2027-01-29", "2027-02-26", "26 Feb", "Maria Keller"),
        Change(parse_field("tasks.M-03.due"), "", "", "2027-04-30", "30 April"),
        Change(parse_field("tasks.M-04.buyer"), "maria", "maria", "cfo", "Ruth Adeyemi"),
    ),
    conflicts=(Change(parse_field("tasks.M-03.title"), "Contract signed", "Signed by all", "Signature", "Signature"),),
    proposals=(
        Proposal("new-1", "add", "A row was added.", row=NewRow("new-1", "tasks", "plan/F-02", "M-03", {"title": "x"})),
        Proposal(
            "tasks.M-02.note", "unclear", "tasks.M-02.note: What is 5/6?", NOTE, choices=("2027-05-06", "2027-06-05")
        ),
        Proposal("tasks.M-03.buyer", "person", "Ann is not a person of this deal.", BUYER, "Ann", "Ann"),
    ),
    unmapped=(Unmapped("paragraph", "Parking is behind the house.", "Plan"),),
    comments=(Comment("c1", "Ruth Adeyemi", "Why so late?", field="tasks.M-03.due", replies=("Legal.",)),),
)


@pytest.fixture
def pulled(tmp_path: Path) -> Pulled:
    return settle(desk_of(tmp_path, WINDOWS), CAME, lambda _opened: MERGED, {})


def test_all_that_differs_is_told_with_the_command_that_settles_it(pulled: Pulled, tmp_path: Path) -> None:
    """People by name, computed dates as the plan has them."""
    text = as_text(pulled, tmp_path, colour=False)

    assert text.startswith("Marlow, Google document: 3 edits, 1 conflict, 3 proposals, 1 comment.\n\nEdits:\n")
    for line in (
        "- tasks.M-02.due, Proof on Marlow's data: 2027-01-29 -> 2027-02-26 (Maria Keller)",
        f"- tasks.M-03.due, Contract signed: {pulled.before.schedule.tasks['sign'].finish} -> 2027-04-30",
        "- tasks.M-04.buyer, Live: Maria Keller -> Ruth Adeyemi",
        '  ours, in the deal: "Signed by all"',
        '  theirs, in the document: "Signature"',
        "  mapdocs pull sample --apply --take theirs tasks.M-03.title     or: --take ours tasks.M-03.title",
        "  mapdocs pull sample --apply --take theirs new-1",
        "- tasks.M-02.note, Proof on Marlow's data: What is 5/6?",
        "  It may mean 2027-05-06 or 2027-06-05. Type it in the document so that it can mean one thing.",
        "  mapdocs pull sample --apply --take ours tasks.M-02.note",
        "  mapdocs pull sample --apply --take theirs tasks.M-03.buyer     or: --take ours tasks.M-03.buyer",
        "- Ruth Adeyemi on tasks.M-03.due: Why so late?",
        "  - Legal.",
        "- paragraph, near Plan: Parking is behind the house.",
        "Nothing is written yet. Next: mapdocs pull sample --apply",
    ):
        assert line in text.splitlines()
    assert "With these edits: Go-live moved from" in text


def test_a_suggestion_that_was_taken_is_told_as_that(tmp_path: Path) -> None:
    """With what is left to do, and no command; scripts find it by its kind."""
    merged = Merged(unmapped=(Unmapped("taken", "Fri 26 Feb 2027", "tasks.M-02.due"),))
    pulled = settle(desk_of(tmp_path, WINDOWS), CAME, lambda _opened: merged, {})

    assert [
        "Suggestions that the deal has taken in; accept them in the document:",
        "- tasks.M-02.due: Fri 26 Feb 2027",
    ] == as_text(pulled, tmp_path, colour=False).splitlines()[-2:]
    assert [("taken", "tasks.M-02.due")] == [
        (one["kind"], one["near"])
        for one in as_json(pulled, tmp_path)["unmapped"]  # type: ignore[attr-defined]
    ]


def test_what_to_do_about_a_text_is_told_by_what_it_is(tmp_path: Path) -> None:
    """People by name; a status has no list of all that it may mean; a suggestion is answered in the document."""
    status, owner, due = (parse_field(f"tasks.M-03.{name}") for name in ("status", "buyer", "due"))
    merged = Merged(
        proposals=(
            Proposal(str(status), "unclear", "No status.", status, choices=("done", "blocked"), todo="Type a status."),
            Proposal(str(owner), "unclear", "Two people.", owner, choices=("maria", "cfo"), todo="Type the one."),
            Proposal(str(due), "unclear", "It is suggested.", due, todo="Reject it."),
        ),
        suggested=frozenset((due,)),
    )
    pulled = settle(desk_of(tmp_path, WINDOWS), CAME, lambda _opened: merged, {})
    take = "  mapdocs pull sample --apply --take ours"

    assert [
        "- tasks.M-03.status, Contract signed: No status.",
        "  Type a status.",
        f"{take} tasks.M-03.status",
        "- tasks.M-03.buyer, Contract signed: Two people.",
        "  It may mean Maria Keller or Ruth Adeyemi. Type the one.",
        f"{take} tasks.M-03.buyer",
        "- tasks.M-03.due, Contract signed: It is suggested.",
        "  Reject it.",
    ] == as_text(pulled, tmp_path, colour=False).splitlines()[-8:]


def test_colours_are_for_terminals(pulled: Pulled, tmp_path: Path) -> None:
    """They mark what was and what is."""
    assert "\x1b[31m2027-01-29\x1b[0m -> \x1b[32m2027-02-26\x1b[0m" in as_text(pulled, tmp_path, colour=True)
    assert "\x1b" not in as_text(pulled, tmp_path, colour=False)


def test_json_has_the_shape_that_scripts_rely_on(pulled: Pulled, tmp_path: Path) -> None:
    """As docs/commands.md has it; problems and written files beside it."""
    told = as_json(pulled, tmp_path)

    assert ["deal", "source", "edits", "conflicts", "proposals", "unmapped", "comments", "consequences"] == [*told][:8]
    assert {
        "field": "tasks.M-02.due",
        "base": "2027-01-29",
        "ours": "2027-01-29",
        "theirs": "2027-02-26",
        "by": "Maria Keller",
        "at": None,
    } == told["edits"][0]  # type: ignore[index]
    assert ["from", "to", "go_live"] == [*told["consequences"]][:3]  # type: ignore[misc]
    assert ({"title": "x"}, "unclear") == (told["proposals"][0]["row"]["fields"], told["proposals"][1]["kind"])  # type: ignore[index]


def test_nothing_is_told_as_nothing(tmp_path: Path) -> None:
    """No next step, since there is none."""
    pulled = settle(desk_of(tmp_path, WINDOWS), CAME, lambda _opened: Merged(), {})

    assert "Marlow, Google document: nothing has changed." == as_text(pulled, tmp_path, colour=False)


def test_what_was_taken_is_told_after_it_is_written(tmp_path: Path) -> None:
    """With the files and the push that is next."""
    takes = {"tasks.M-03.title": "theirs", "tasks.M-04.buyer": "ours"}
    merged = Merged(MERGED.edits, MERGED.conflicts)
    desk = desk_of(tmp_path, WINDOWS)
    pulled = settle(desk, CAME, lambda _opened: merged, takes, lambda _a, _o: None)  # type: ignore[arg-type]
    lines = as_text(pulled, tmp_path, colour=False).splitlines()

    assert {"  taken: theirs", "- tasks.M-04.buyer, Live: Maria Keller -> Ruth Adeyemi, not taken"} < {*lines}
    assert ["wrote deal.yaml", "Next: mapdocs push sample"] == lines[-2:]


def test_a_take_that_is_only_tried_is_told_as_that(tmp_path: Path) -> None:
    """The same command has to be given again."""
    pulled = settle(desk_of(tmp_path, WINDOWS), CAME, lambda _opened: MERGED, {"tasks.M-03.title": "theirs"})
    lines = as_text(pulled, tmp_path, colour=False).splitlines()

    assert "  would be taken: theirs" in lines
    assert "Nothing is written yet. Next: the same command with --apply" == lines[-1]


def test_a_refused_edit_is_written_by_the_next_push(tmp_path: Path) -> None:
    """Though the deal file stays as it is."""
    takes = {change.field: "ours" for change in (*MERGED.edits, *MERGED.conflicts)}
    merged, desk = Merged(MERGED.edits, MERGED.conflicts), desk_of(tmp_path, WINDOWS)
    named = {str(field): take for field, take in takes.items()}
    shown = settle(desk, CAME, lambda _opened: merged, named)  # type: ignore[arg-type]
    kept = settle(desk, CAME, lambda _opened: merged, named, lambda _a, _o: None)  # type: ignore[arg-type]

    last = [as_text(pulled, tmp_path, colour=False).splitlines()[-1] for pulled in (shown, kept)]
    assert ["Nothing is written yet. Next: the same command with --apply", "Next: mapdocs push sample"] == last
