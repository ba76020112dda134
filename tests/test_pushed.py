"""A push in words and as JSON."""

from __future__ import annotations

from mapdocs.fields import parse_field
from mapdocs.google.draft import Skipped
from mapdocs.google.flow import OPEN, REMOVED, REWRITTEN, SUGGESTED
from mapdocs.google.sharing import Change, Shared
from mapdocs.merge import Change as Edit
from mapdocs.merge import Merged, Proposal
from mapdocs.observed import Unmapped
from mapdocs.problems import Problem
from mapdocs.push import Pushed
from mapdocs.pushed import as_json, as_text, problems, waits

URL = "https://docs.example/d/1"
DUE = parse_field("tasks.M-07.due")
EDIT = Edit(DUE, "", "", "2026-12-18", "18 Dec 2026")


def pushed(
    *skipped: Skipped,
    created: bool = False,
    batches: int = 0,
    shared: Shared | None = None,
    waiting: Merged | None = None,
    told: tuple[Problem, ...] = (),
) -> Pushed:
    shared, waiting = shared or Shared({}), waiting or Merged()
    return Pushed("marlow", "d1", URL, created, batches, 3 * batches, 70 * batches, skipped, shared, waiting, told)


def test_what_was_written_is_told_in_a_line() -> None:
    """Made, written, or nothing to write."""
    assert f"Made {URL}" == as_text(pushed(created=True, batches=2))
    assert f"Wrote 3 changes in 1 batch to {URL}" == as_text(pushed(batches=1))
    assert f"Wrote 6 changes in 2 batches to {URL}" == as_text(pushed(batches=2))
    assert f"Nothing to write: {URL} says what the plan says." == as_text(pushed())


def test_what_was_left_as_it_is_says_why() -> None:
    """But for what waits, which the last line tells: with the command that shows it."""
    left = (Skipped("value.summary", REMOVED), Skipped("tasks.M-07.due", OPEN), Skipped("tasks.M-08.due", SUGGESTED))
    text = as_text(pushed(*left, batches=1, waiting=Merged(edits=(EDIT,))))

    assert [
        f"Wrote 3 changes in 1 batch to {URL}",
        f"  left as is  value.summary: {REMOVED}",
        "In the document waits 1 edit. See it: mapdocs pull marlow",
    ] == text.splitlines()
    assert ["value.summary", "tasks.M-07.due", "tasks.M-08.due"] == [
        one["field"]
        for one in as_json(pushed(*left))["skipped"]  # type: ignore[attr-defined]
    ]


def test_where_something_waits_it_is_not_said_that_all_is_said() -> None:
    """The document does not say what the plan says then."""
    text = as_text(pushed(Skipped("tasks.M-07.due", OPEN), waiting=Merged(edits=(EDIT,))))

    assert f"Nothing to write to {URL} for now." == text.splitlines()[0]


def test_of_many_that_were_left_the_first_are_told() -> None:
    """And how many more there are."""
    lines = as_text(pushed(*(Skipped(f"p/{n}", REMOVED) for n in range(15)))).splitlines()

    assert (15, "  left as is  and 3 more") == (len(lines), lines[-2])


def test_a_text_of_the_plan_that_was_left_comes_with_the_command_that_gives_it_back() -> None:
    """Of several the way it is given; of values there is none, since `pull` asks about those."""
    one, other = Skipped("plan/F-01/title", REWRITTEN), Skipped("front/facts/2/4/1", REMOVED)
    command = "To have ours there again: mapdocs pull marlow --apply --take ours"

    assert f"{command} plan/F-01/title" == as_text(pushed(one)).splitlines()[-1]
    assert f"{command} NAME" == as_text(pushed(one, other)).splitlines()[-1]
    assert command not in as_text(pushed(Skipped("value.summary", REMOVED)))


def test_what_waits_is_counted() -> None:
    """Edits, conflicts and questions."""
    question = Proposal("new-1", "add", "A new task.")

    assert "" == waits(Merged())
    assert "waits 1 question" == waits(Merged(proposals=(question,)))
    assert "waits 1 suggestion to be accepted" == waits(Merged(unmapped=(Unmapped("taken", "x", str(DUE)),)))
    assert "wait 1 edit, 1 conflict and 2 questions" == waits(Merged((EDIT,), (EDIT,), proposals=(question, question)))


def test_sharing_is_told_and_what_waits_for_a_yes() -> None:
    """What was done in the text, what was not as a warning."""
    give = Change("give", "maria@marlow.example", "writer")
    warning = Problem("google-open", "It is open.", None, "Close it.", "warning")
    found = pushed(shared=Shared({}, (give,), (give,), (warning,)), told=(warning,))

    assert "  shared      maria@marlow.example may edit" in as_text(found).splitlines()
    assert ["google-open", "google-open", "not-shared"] == [problem.code for problem in problems(found)]


def test_json_has_the_shape_that_is_promised() -> None:
    """Each key that scripts rely on."""
    assert {
        "deal": "marlow",
        "document": "d1",
        "url": URL,
        "created": False,
        "batches": 1,
        "requests": 3,
        "bytes": 70,
        "skipped": [{"field": "value.note", "why": REMOVED}],
    } == as_json(pushed(Skipped("value.note", REMOVED), batches=1))


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    """Names of paragraphs may hold what people typed."""
    assert "\x1b" not in as_text(pushed(Skipped("a\x1b[31mb", REMOVED)))
