"""Which document is a deal's, what pull takes from it, and what is remembered: over HTTP, with Google's own client."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mapdocs.accept import Take
from mapdocs.google.errors import Refused
from mapdocs.observed import Known
from mapdocs.problems import DealError, UsageError
from mapdocs.pull import Pulled
from mapdocs.pulled import as_json as pull_json
from mapdocs.pulled import as_text as pull_text
from mapdocs.pushed import as_text as push_text
from mapdocs.readers.gdocs import parse
from mapdocs.readers.gdocs.found import Spot
from mapdocs.readers.gdocs.model import text_of
from mapdocs.sandbox.server import Server
from mapdocs.sync import sync
from tests.coedits import Shared, copied, sharing
from tests.desks import WINDOWS
from tests.drafts import delete, insert
from tests.samples import SMALL

DUE = "tasks.M-02.due"


@pytest.fixture
def shared(running: Server, tmp_path: Path) -> Iterator[Shared]:
    """A deal that is in its document."""
    running.reset()
    with sharing(tmp_path, running) as made:
        made.push()
        made.calls()
        yield made


# ---------------------------------------------------------------- which document


def test_the_deal_file_names_its_document_and_keeps_every_other_byte(running: Server, tmp_path: Path) -> None:
    """With the line ends of Windows and a comment, too."""
    running.reset()
    with sharing(tmp_path, running, WINDOWS) as made:
        found = made.push()
        now = made.co.desk.place.file.read_bytes().decode()

    assert f"{WINDOWS}google:\r\n  document: {found.document}\r\n" == now


@pytest.mark.parametrize("fault", ["drop-after", "reset-after", "truncate"])
def test_a_document_whose_making_was_not_answered_is_found_again(running: Server, tmp_path: Path, fault: str) -> None:
    """By its nonce: there is one document, and the deal names it."""
    running.reset()
    running.faults({"action": fault, "method": "POST", "path": "/files$"})
    with sharing(tmp_path, running) as made:
        found = made.push()

        assert [found.document] == made.documents()
        assert found.created


def test_a_document_that_a_killed_run_made_is_found_again(running: Server, tmp_path: Path) -> None:
    """Killed between the making and the remembering: the next run takes that document."""
    running.reset()
    with sharing(tmp_path, running) as made:
        running.faults(
            {"action": "drop-after", "method": "POST", "path": "/files$"},
            {"action": "404", "path": "/files$", "method": "GET", "skip": 1, "times": 1},
        )
        with pytest.raises(Refused):
            made.push()
        found = made.push()

        assert [found.document] == made.documents()


def test_two_documents_that_claim_one_deal_are_told(shared: Shared) -> None:
    """Where nothing is remembered and the deal names none, no second one is made."""
    document = shared.state.document
    shared.co.paths.state.unlink()
    shared.write(f"google:\n  document: {document}\n", "")
    with pytest.raises(DealError, match="There is a document of this deal already") as error:
        shared.push()

    assert ("two-live-documents", True) == (error.value.problems[0].code, document in error.value.problems[0].hint)
    assert [document] == shared.documents()


def test_a_deal_that_names_another_document_than_is_remembered_is_told(shared: Shared) -> None:
    """Nothing is written into either."""
    shared.write(shared.state.document, "another")
    with pytest.raises(DealError, match='names the document "another"'):
        shared.push()

    assert [] == shared.calls()


def test_a_document_of_another_deal_is_not_written_into(running: Server, shared: Shared, tmp_path: Path) -> None:
    """It carries that deal's mark."""
    other = tmp_path / "other"
    other.mkdir()
    with sharing(other, running, SMALL.replace("Marlow Bank plc", "Nordlys")) as made:
        made.write("resources:", f"google: {{document: {shared.state.document}}}\nresources:")
        before = shared.says(DUE)
        with pytest.raises(DealError) as error:
            made.push()

    assert ["other-deal"] == [problem.code for problem in error.value.problems]
    assert before == shared.says(DUE)


def test_without_what_was_remembered_what_differs_counts_as_edited(shared: Shared) -> None:
    """Nothing is lost: the buyer's date is an edit, and the rest is as it was."""
    shared.retype(DUE, "Fri 12 Feb 2027")
    shared.co.paths.state.unlink()
    found = shared.pull(write=False)

    assert {DUE: "2027-02-12"} == {str(edit.field): edit.theirs for edit in found.merged.edits}
    assert ((), ()) == (found.merged.conflicts, found.merged.proposals)


# ---------------------------------------------------------------- a colleague's copy


@pytest.mark.parametrize("what", ["pull", "pull-apply", "push", "sync"])
def test_a_colleague_who_has_not_pulled_git_is_told_and_nothing_is_done(
    shared: Shared, tmp_path: Path, what: str
) -> None:
    """Dates that mapdocs computed and words that we wrote are no edits of the buyer's."""
    late = copied(shared, tmp_path / "late")
    shared.retype(DUE, "Fri 12 Feb 2027")
    shared.pull()
    shared.write("Engineers are shared", "Engineers are lent")
    shared.push()
    before = late.text, late.co.paths.state.read_bytes(), shared.co.remote.get(shared.state.document)
    run: dict[str, Callable[[], object]] = {
        "pull": lambda: late.pull(write=False),
        "pull-apply": late.pull,
        "push": late.push,
        "sync": lambda: sync(late.co, {}, lambda _: False),
    }
    with pytest.raises(DealError) as error:
        run[what]()

    assert ("behind", 1) == (error.value.problems[0].code, error.value.exit_code)
    assert before == (late.text, late.co.paths.state.read_bytes(), shared.co.remote.get(shared.state.document))


def test_a_colleague_who_has_pulled_git_goes_on(shared: Shared, tmp_path: Path) -> None:
    """And the first of the two is told in turn."""
    shared.write("Engineers are shared", "Engineers are lent")
    shared.push()
    late = copied(shared, tmp_path / "late")
    late.write("Engineers are lent", "Engineers are ours")
    late.push()

    assert "Engineers are ours" == late.says("risks.R-01.what")
    with pytest.raises(DealError, match="pushed to since"):
        shared.pull(write=False)


def test_a_colleague_who_only_looked_keeps_nobody_from_going_on(shared: Shared, tmp_path: Path) -> None:
    """What a pull takes in leaves no serial: it writes nothing into the document."""
    late = copied(shared, tmp_path / "late")
    shared.retype(DUE, "Fri 12 Feb 2027")
    shared.pull()

    assert [DUE] == [str(edit.field) for edit in late.pull().merged.edits]


def test_where_what_was_remembered_is_lost_for_good_deleting_it_is_the_way_on(shared: Shared, tmp_path: Path) -> None:
    """As the message says; the next push is known to it again."""
    late = copied(shared, tmp_path / "late")
    shared.write("Engineers are shared", "Engineers are lent")
    shared.push()
    late.co.paths.state.unlink()
    found = late.pull()
    late.write("Data comes *first*", "Data comes *last*")
    late.push()

    assert ["risks.R-01.what"] == [str(edit.field) for edit in found.merged.edits]
    assert (0, 0) == ((again := late.push()).batches, again.requests)
    assert ["Data comes last."] == [late.says("tasks.M-02.note")]


# ---------------------------------------------------------------- pull


def test_a_plan_that_was_deleted_whole_is_told_and_comes_anew_where_its_memory_goes(shared: Shared) -> None:
    """No row is to be cancelled, no value is written alone; then it is written whole, above what people wrote."""
    before, blocks = shared.text, parse(shared.co.remote.get(shared.state.document)).tabs[0].body
    shared.edit(insert(blocks[-1].end - 1, "Where is it?"), delete(1, blocks[-1].end - 1))
    for run in (shared.push, shared.pull, lambda: shared.pull(write=False)):
        with pytest.raises(Refused) as told:
            run()
        assert ["plan-gone"] == [problem.code for problem in told.value.problems]
    assert "Where is it?" == text_of(parse(shared.co.remote.get(shared.state.document)).tabs[0].body)

    document = shared.state.document
    shared.co.paths.state.unlink()
    shared.push()
    found = shared.pull(write=False)
    assert (document, before) == (shared.state.document, shared.text)
    assert () == (*found.merged.edits, *found.merged.proposals, *found.merged.problems)
    assert ["Where is it?"] == [thing.text for thing in found.merged.unmapped]
    assert 0 == shared.push().batches


def test_a_deal_without_a_document_can_t_be_pulled(running: Server, tmp_path: Path) -> None:
    """It says what to do first."""
    running.reset()
    with sharing(tmp_path, running) as made, pytest.raises(DealError) as error:
        made.pull()

    assert "not-pushed" == error.value.problems[0].code
    assert "Run mapdocs push deal.yaml first." == error.value.problems[0].hint


def test_what_is_only_shown_is_not_remembered(shared: Shared) -> None:
    """Neither the deal file nor google.json changes."""
    shared.retype(DUE, "Fri 12 Feb 2027")
    before = (shared.co.paths.state.read_bytes(), shared.text)
    found = shared.pull(write=False)

    assert [DUE] == [str(edit.field) for edit in found.merged.edits]
    assert before == (shared.co.paths.state.read_bytes(), shared.text)


def test_what_was_accepted_is_the_base_of_the_next_pull(shared: Shared) -> None:
    """The document's words, and the deal's new value; the next pull finds nothing, and a push only what follows."""
    shared.retype(DUE, "12 Feb 2027")
    shared.pull()

    assert Known("12 Feb 2027", "2027-02-12") == shared.state.fields[DUE]
    assert (0, ()) == (shared.pull().exit_code, shared.pull().merged.edits)
    shared.push()
    assert "Fri 12 Feb 2027" == shared.says(DUE)


@pytest.mark.parametrize(("take", "text"), [("ours", "Fri 5 Feb 2027"), ("theirs", "Fri 12 Feb 2027")])
def test_a_conflict_is_settled_as_somebody_takes_it(shared: Shared, take: str, text: str) -> None:
    """Until then neither side changes; then both say the same."""
    shared.write("due: 2027-01-29", "due: 2027-02-05")
    shared.retype(DUE, "Fri 12 Feb 2027")
    found = shared.pull()
    pushed = shared.push()

    assert (1, [DUE]) == (found.exit_code, [str(change.field) for change in found.left])
    assert [DUE] == [one.field for one in pushed.skipped]
    assert ("Fri 12 Feb 2027", True) == (shared.says(DUE), "due: 2027-02-05" in shared.text)
    assert 0 == shared.pull({DUE: take}).exit_code  # type: ignore[dict-item]
    shared.push()
    assert text == shared.says(DUE)
    assert () == shared.pull().merged.conflicts


def test_a_date_that_can_t_be_kept_stays_in_the_document_beside_the_one_that_can(shared: Shared) -> None:
    """Whoever asked for it reads what became of it; it is no new edit, and once it can be kept it is only the date."""
    shared.retype("tasks.M-03.due", "Fri 18 Dec 2026")
    shared.pull()
    shared.push()
    asked = "asked for 18 Dec 2026; not possible so soon"

    assert "due: 2026-12-18" in shared.text
    assert ("Fri 29 Jan 2027", 1) == (shared.says("tasks.M-03.due"), str(shared.read()).count(asked))
    assert ((), ()) == (shared.pull().merged.edits, shared.pull().merged.conflicts)
    shared.write("due: 2026-12-18", "due: 2027-02-12")
    shared.push()
    assert ("Fri 12 Feb 2027", 0) == (shared.says("tasks.M-03.due"), str(shared.read()).count(asked))


def test_a_row_that_the_buyer_added_is_taken_in_where_it_stands(shared: Shared) -> None:
    """It gets a key, and stays one row, in the deal and in the document, though it is rewritten before the push."""
    shared.row_below("M-02", {1: "Pen test"})
    shared.pull({"new-1": "theirs"})
    rows = shared.found()
    at = rows.rows["plan/F-01/M-05"]
    shared.edit({"insertText": {"location": {"index": at.grid.rows[at.number].cells[1].start + 1}, "text": "Full "}})
    shared.push()
    found = shared.pull()

    assert ["M-02", "M-05", "M-02.1"] == [key for key in shared.rows() if key in ("M-02", "M-02.1", "M-05")]
    assert "Full Pen test" == shared.says("tasks.M-05.title")
    assert (("tasks.M-05.title",), ()) == (tuple(str(e.field) for e in found.merged.edits), found.merged.proposals)
    assert "title: Full Pen test" in shared.text


def test_a_row_that_the_buyer_took_out_is_written_again_where_ours_is_taken(shared: Shared) -> None:
    """Until then it stays out; once it is decided nobody is asked again."""
    shared.drop_row("M-03")
    found = shared.pull()
    pushed = shared.push()

    assert [("cancel", "M-03")] == [(one.kind, one.name) for one in found.merged.proposals]
    assert (0, False) == (pushed.batches, "M-03" in shared.rows())
    shared.pull({"M-03": "ours"})
    assert () == shared.push().waiting.proposals
    assert "M-03" in shared.rows()
    assert () == shared.pull().merged.proposals


def test_a_row_that_the_buyer_took_out_is_cancelled_where_theirs_is_taken(shared: Shared) -> None:
    """The deal keeps it as cancelled, and nobody is asked again, nor told of it at each push."""
    shared.drop_row("M-03")
    shared.pull({"M-03": "theirs"})
    told = [shared.push().skipped, shared.push().skipped]

    assert ("status: cancelled" in shared.text, [(), ()]) == (True, told)
    assert () == shared.pull().merged.proposals


@pytest.mark.parametrize(("take", "says"), [("theirs", "Mon 1 Mar 2027"), ("ours", "")])
def test_a_date_that_is_not_firm_waits_for_an_answer(shared: Shared, take: Take, says: str) -> None:
    """Neither pull nor push touches it; once answered, the next push writes the date alone, and nothing is asked."""
    before = shared.says(DUE)
    shared.retype(DUE, "w/c 1 March")
    pulled = shared.pull()
    shared.push()

    assert [("unclear", ("2027-03-01",))] == [(one.kind, one.choices) for one in pulled.merged.proposals]
    assert "w/c 1 March" == shared.says(DUE)
    shared.pull({DUE: take})
    shared.push()
    assert (says or before) == shared.says(DUE)
    assert ((), ()) == (shared.pull().merged.proposals, shared.pull().merged.edits)


def test_a_date_far_from_the_plan_that_was_meant_has_its_place_in_the_document(shared: Shared) -> None:
    """Taken on purpose, it makes a timeline of many years, in a table with no more columns than Google takes."""
    shared.retype(DUE, "1 March 2072")
    shared.pull({DUE: "theirs"})
    shared.push()

    assert "Tue 1 Mar 2072" == shared.says(DUE)


HEADING = "plan/F-01/title"


def names(found: Pulled) -> list[str]:
    """What of ours people rewrote or took out."""
    return [one.name for one in found.merged.unmapped if one.name]


def heading(shared: Shared) -> Spot | None:
    """Where the first phase's heading stands."""
    return shared.found().paras.get(HEADING)


@pytest.mark.parametrize("how", ["retyped", "taken-out", "long-ago"])
def test_a_text_of_ours_is_written_again_where_ours_is_taken(shared: Shared, how: str) -> None:
    """A heading that people rewrote or took out, also before an earlier push; then it is ours as any other."""
    spot = heading(shared)
    assert spot
    ours = spot.text
    gone = delete(spot.start, spot.end + 1) if how == "taken-out" else delete(spot.start, spot.end - 2)
    shared.edit(gone)
    if how == "long-ago":
        shared.push()
    assert [HEADING] == names(shared.pull(write=False))
    shared.pull({HEADING: "ours"})
    assert [] == names(shared.pull(write=False))
    shared.push()

    now = heading(shared)
    assert now
    assert (ours, {}, {}) == (now.text, shared.state.edited, shared.state.again)
    again = shared.push()
    assert (0, [], ()) == (again.batches, names(shared.pull()), again.skipped)


def test_words_typed_after_ours_was_taken_are_kept_and_told(shared: Shared) -> None:
    """Nobody has decided about those."""
    spot = heading(shared)
    assert spot
    shared.edit(insert(spot.end, " for us"))
    shared.pull({HEADING: "ours"})
    shared.edit(insert(spot.end, " by Maria"))
    shared.push()

    now = heading(shared)
    assert now
    assert now.text.endswith(" by Maria for us")
    assert [HEADING] == names(shared.pull(write=False))


def test_a_table_of_ours_that_people_took_out_is_written_again_where_ours_is_taken(shared: Shared) -> None:
    """The timeline, which holds no value."""
    table = next(table for table in shared.state.layout.tables() if table.kind == "timeline")
    grid = shared.found().tables[table.id].grid
    shared.edit(delete(grid.start, grid.end))
    assert [table.id] == names(shared.pull(write=False))
    shared.pull({table.id: "ours"})
    shared.push()

    assert table.id in shared.found().tables
    assert ([], 0) == (names(shared.pull()), shared.push().batches)


def test_the_deal_can_t_take_a_text_that_is_made_from_the_plan(shared: Shared) -> None:
    """It says what can be done."""
    spot = heading(shared)
    assert spot
    shared.edit(insert(spot.end, " for us"))
    with pytest.raises(UsageError, match="made from the plan") as error:
        shared.pull({HEADING: "theirs"})

    assert f"--take ours {HEADING}" in error.value.problems[0].hint


AMERICAN = "locale: en-US\nresources:"


def test_a_date_is_read_by_the_locale_that_the_document_was_written_in(shared: Shared) -> None:
    """Where the deal's has changed since and means another day by it, it is asked about, never guessed."""
    shared.retype(DUE, "03/04/2027")
    shared.retype("tasks.M-03.due", "Fri 30 Apr 2027")
    shared.write("resources:", AMERICAN)
    found = shared.pull()

    assert ("en-GB",) == shared.state.locales
    assert {"tasks.M-03.due": "2027-04-30"} == {str(one.field): one.theirs for one in found.merged.edits}
    assert [("unclear", ("2027-04-03", "2027-03-04"))] == [(one.kind, one.choices) for one in found.merged.proposals]
    assert "due: 2027-01-29" in shared.text


def test_what_waits_is_read_by_the_locale_that_it_was_typed_in(shared: Shared) -> None:
    """A push in another locale leaves it as it is, and does not make another day of it; once settled, that is over."""
    shared.retype(DUE, "03/04/2027")
    shared.write("resources:", AMERICAN)
    shared.push()

    assert ["en-US", "en-GB"] == [*shared.state.locales]
    assert ["unclear"] == [one.kind for one in shared.pull().merged.proposals]
    shared.pull({DUE: "ours"})
    shared.push()
    assert ["en-US"] == [*shared.state.locales]
    shared.retype(DUE, "03/04/2027")
    assert {DUE: "2027-03-04"} == {str(one.field): one.theirs for one in shared.pull().merged.edits}


def test_a_new_row_is_read_by_the_locale_that_it_was_typed_in(shared: Shared) -> None:
    """Its date is no other day because the deal got another locale, and was pushed in it, before somebody took it."""
    shared.row_below("M-02", {1: "Pen test", 5: "03/04/2027"})
    shared.write("resources:", AMERICAN)
    shared.push()
    found = shared.pull({"new-1": "theirs"})

    assert ("en-US", "en-GB") == shared.state.locales
    assert [("unclear-value", True)] == [(one.code, "03/04/2027" in one.message) for one in found.faults]


def test_a_google_json_without_a_locale_is_read_by_the_deal_s(shared: Shared) -> None:
    """As one that an earlier mapdocs wrote; the next push remembers it."""
    content = json.loads(shared.co.paths.state.read_text("utf-8"))
    assert ["en-GB"] == content.pop("locales")
    shared.co.paths.state.write_text(json.dumps(content), "utf-8")
    shared.retype(DUE, "03/04/2027")

    assert {DUE: "2027-04-03"} == {str(one.field): one.theirs for one in shared.pull().merged.edits}
    shared.push()
    assert ("en-GB",) == shared.state.locales


def test_a_suggestion_that_was_taken_is_no_question_any_more(shared: Shared) -> None:
    """It is told as waiting in the document, nothing is written twice, and once accepted there it is known."""
    suggestion = shared.retype(DUE, "Fri 12 Feb 2027", suggest=True)
    shared.pull({DUE: "theirs"})
    shared.push()
    before = (shared.co.paths.state.read_bytes(), shared.text)
    again = [shared.pull(), shared.pull()]

    assert [((), [("taken", DUE)])] * 2 == [
        (one.merged.proposals, [(thing.kind, thing.near) for thing in one.merged.unmapped]) for one in again
    ]
    assert before == (shared.co.paths.state.read_bytes(), shared.text)
    shared.edit({"acceptSuggestion": {"suggestionId": suggestion}})
    assert "Fri 12 Feb 2027" == shared.says(DUE)
    assert ((), ()) == (shared.pull().merged.edits, shared.pull().merged.unmapped)


def test_a_suggestion_that_is_not_firm_is_asked_about_once(shared: Shared) -> None:
    """Taken, it is only told until somebody accepts it; then the next push writes the date alone."""
    suggestion = shared.retype(DUE, "w/c 1 March", suggest=True)
    found = shared.pull()
    told = pull_text(found, shared.co.desk.current, colour=False)

    assert f"  mapdocs pull deal.yaml --apply --take theirs {DUE}" in told.splitlines()
    shared.pull({DUE: "theirs"})
    shared.push()
    assert () == shared.pull().merged.proposals
    shared.edit({"acceptSuggestion": {"suggestionId": suggestion}})
    assert ((), ()) == (shared.pull().merged.proposals, shared.pull().merged.edits)
    shared.push()
    assert "Mon 1 Mar 2027" == shared.says(DUE)


def test_a_suggestion_that_was_taken_and_is_rejected_in_the_document_is_an_edit(shared: Shared) -> None:
    """It is asked about once; rejected, the document's day is an edit back, which is never passed over."""
    suggestion = shared.retype(DUE, "Fri 12 Feb 2027", suggest=True)
    asked = [len(shared.pull({DUE: "theirs"}).merged.proposals), len(shared.pull().merged.proposals)]
    shared.push()
    asked.append(len(shared.pull().merged.proposals))
    shared.edit({"rejectSuggestion": {"suggestionId": suggestion}})
    found = shared.pull(write=False)

    assert [1, 0, 0] == asked
    assert {DUE: ("2027-02-12", "2027-01-29")} == {str(one.field): (one.ours, one.theirs) for one in found.merged.edits}
    assert ((), ()) == (found.merged.proposals, found.merged.unmapped)
    shared.pull({DUE: "ours"})
    shared.push()
    assert "Fri 12 Feb 2027" == shared.says(DUE)
    assert ((), ()) == (shared.pull().merged.edits, shared.pull().merged.proposals)


def test_a_suggestion_that_was_taken_and_is_rejected_while_the_deal_goes_on_is_a_conflict(shared: Shared) -> None:
    """Neither side is touched until somebody picks one."""
    suggestion = shared.retype(DUE, "Fri 12 Feb 2027", suggest=True)
    shared.pull({DUE: "theirs"})
    shared.push()
    shared.write("due: 2027-02-12", "due: 2027-02-26")
    shared.edit({"rejectSuggestion": {"suggestionId": suggestion}})
    found = shared.pull()
    shared.push()

    assert [("2027-02-26", "2027-01-29")] == [(one.ours, one.theirs) for one in found.merged.conflicts]
    assert ("Fri 29 Jan 2027", 1) == (shared.says(DUE), found.exit_code)


def test_a_suggestion_over_what_the_deal_has_changed_is_a_conflict(shared: Shared) -> None:
    """The deal's value is shown, a push says what it leaves and why, and once it is rejected the push writes it."""
    suggestion = shared.retype(DUE, "Fri 12 Feb 2027", suggest=True)
    shared.write("due: 2027-01-29", "due: 2027-02-05")
    found, folder = shared.pull(), shared.co.desk.current
    pushed = shared.push()
    told = pull_text(found, folder, colour=False)

    assert "the deal has changed it too since the last push, when it was 2027-01-29." in told
    assert "ours, in the deal: 2027-02-05\n  To keep ours, reject the suggestion in the document" in told
    assert [("2027-01-29", "2027-02-05", True)] == [
        (one["base"], one["ours"], one["conflict"])
        for one in pull_json(found, folder)["proposals"]  # type: ignore[attr-defined]
    ]
    assert [1, 1, 0] == [one.exit_code for one in (found, shared.pull(), shared.pull({DUE: "theirs"}, write=False))]
    assert f"  left as is  {DUE}: A suggestion waits on it in the document." in push_text(pushed).splitlines()
    shared.edit({"rejectSuggestion": {"suggestionId": suggestion}})
    shared.push()
    assert ("Fri 5 Feb 2027", 0) == (shared.says(DUE), shared.pull().exit_code)


def test_a_suggestion_is_left_alone_until_somebody_decides(shared: Shared) -> None:
    """A push doesn't write there; taken, the deal has it, and the suggestion stays to be accepted in the document."""
    shared.retype(DUE, "Fri 12 Feb 2027", suggest=True)
    found = shared.pull()
    shared.write("due: 2027-01-29", "due: 2027-02-05")
    pushed = shared.push()

    assert [("suggestion", "2027-02-12")] == [(one.kind, one.value) for one in found.merged.proposals]
    assert DUE in [one.field for one in pushed.skipped]
    assert "Fri 29 Jan 2027" in shared.says(DUE)


def test_a_comment_is_shown_with_what_it_is_on(shared: Shared) -> None:
    """Who says what."""
    shared.server.interfere(
        shared.state.document, "comment", content="Too early for us.", **{"as": "maria@marlow.example"}
    )
    found = shared.pull(write=False)

    assert ["Too early for us."] == [comment.text for comment in found.merged.comments]


# ---------------------------------------------------------------- what is damaged


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 1}', '{"format": 1, "document": 3, "mark": 1}'])
def test_a_damaged_memory_is_told(shared: Shared, content: str) -> None:
    """With how to get it back; the document is not touched."""
    shared.co.paths.state.write_text(content, "utf-8")
    for run in (shared.push, shared.pull):
        with pytest.raises(DealError) as error:
            run()

        assert "unreadable-state" == error.value.problems[0].code
    assert [] == shared.calls()


def test_a_memory_of_a_newer_mapdocs_is_told(shared: Shared) -> None:
    """It is left as it is."""
    kept = json.loads(shared.co.paths.state.read_text("utf-8"))
    shared.co.paths.state.write_text(json.dumps({**kept, "format": kept["format"] + 1}), "utf-8")
    with pytest.raises(DealError, match="newer mapdocs"):
        shared.push()


@pytest.mark.parametrize(("action", "code"), [("trash", "google-trashed"), ("delete", "google-not-found")])
def test_a_document_that_is_gone_is_told(shared: Shared, action: str, code: str) -> None:
    """Nothing is made in its place, and what is remembered stays."""
    before = (shared.co.paths.state.read_bytes(), shared.text)
    shared.server.interfere(shared.state.document, action)
    for run in (shared.push, shared.pull):
        with pytest.raises(Refused) as error:
            run()

        assert (code, 3) == (error.value.problems[0].code, error.value.exit_code)
    assert before == (shared.co.paths.state.read_bytes(), shared.text)


def test_a_document_that_may_only_be_read_is_pulled_and_not_written(shared: Shared) -> None:
    """Google names no revision then."""
    shared.retype(DUE, "Fri 12 Feb 2027")
    shared.server.faults({"action": "no-revision", "times": "forever"})
    try:
        assert [DUE] == [str(edit.field) for edit in shared.pull().merged.edits]
        with pytest.raises(Refused) as error:
            shared.push()
    finally:
        shared.server.control("DELETE", "faults")

    assert "google-read-only" == error.value.problems[0].code
