"""publish: a version frozen and its documents made, whole, once, whatever happens meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from mapdocs import publish as module
from mapdocs.cli import main
from mapdocs.codec import from_plain
from mapdocs.compare import compare
from mapdocs.deals import history_of, open_deal
from mapdocs.history import History, seal, write_version
from mapdocs.links import Link
from mapdocs.plan.parts import Plan
from mapdocs.problems import DealError, UsageError
from mapdocs.publish import MESSAGE, Published, Sending, as_json, as_text, complete, file_stem, publish
from mapdocs.workspace import DealPlace, Workspace, find_deal, find_root, open_workspace
from tests.conftest import ROOT
from tests.samples import SMALL, TODAY

STEM = "Marlow Bank plc - Mutual Action Plan"
BOTH = ("maria", "tom")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """One format where a test doesn't ask for all three."""
    monkeypatch.setattr(module, "KINDS", ("html",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with the deal `marlow`."""
    (tmp_path / "content" / "deals" / "marlow").mkdir(parents=True)
    (tmp_path / "content" / "workspace.yaml").write_text("theme: default\n", "utf-8")
    deal_file(tmp_path).write_text(SMALL, "utf-8")
    return tmp_path


def deal_file(folder: Path) -> Path:
    return folder / "content" / "deals" / "marlow" / "deal.yaml"


def edit(folder: Path, was: str, now: str) -> None:
    text = deal_file(folder).read_text("utf-8")
    assert was in text
    deal_file(folder).write_text(text.replace(was, now, 1), "utf-8")


def where(folder: Path) -> tuple[Workspace, DealPlace]:
    workspace = open_workspace(find_root(None, folder), folder)
    return workspace, find_deal(workspace, "marlow", folder)


def send(folder: Path, note: str = "", *agreed_by: str, today: date = TODAY, by: str = "") -> Published:
    return publish(*where(folder), today, Sending(note, agreed_by, by), folder)


def history(folder: Path) -> History:
    return history_of(where(folder)[1], folder)


def files(folder: Path) -> list[str]:
    """Everything that lies in dist and in the history, by its path."""
    below = [folder / "dist" / "marlow", folder / "content" / "deals" / "marlow" / "history"]
    return sorted(path.relative_to(folder).as_posix() for place in below for path in place.rglob("*") if path.is_file())


# ---------------------------------------------------------------- what a version is


def test_a_version_is_frozen_and_its_documents_lie_ready(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deal, dates, plan, and the hash of each file, which has a name that can be forwarded."""
    monkeypatch.setattr(module, "KINDS", ("pdf", "docx", "html"))
    found = send(folder, "  After the\nsteering committee ", *BOTH)
    version = history(folder).versions[0]
    out = folder / "dist" / "marlow" / "v1"

    assert found.version == version
    assert (1, "", TODAY, "After the steering committee", "tom", BOTH, True) == (
        version.number, version.parent, version.on, version.note, version.by, version.agreed_by, version.agreed
    )  # fmt: skip
    assert {f"{STEM} v1.pdf", f"{STEM} v1.docx", f"{STEM} v1.html", MESSAGE} == set(version.files)
    assert dict(version.files) == {p.name: sha256(p.read_bytes()).hexdigest() for p in out.iterdir()}
    assert 1 == from_plain(Plan, version.plans["buyer"]).version
    assert set(version.snapshot.deal.tasks) == {"kick-off", "proof", "sign", "go"}


def test_the_documents_say_which_version_they_are_and_who_agreed(folder: Path) -> None:
    """A working draft until both sides have agreed; then its number, the names, and the list of versions."""
    send(folder)
    first = (folder / "dist/marlow/v1" / f"{STEM} v1.html").read_text("utf-8")
    edit(folder, "due: 2027-01-29", "due: 2027-02-05")
    send(folder, "", *BOTH, today=TODAY + timedelta(7))
    second = (folder / "dist/marlow/v2" / f"{STEM} v2.html").read_text("utf-8")

    assert "Version 1, working draft" in first
    assert 'id="confirmed"' not in first
    assert "working draft" not in second.lower()
    assert 'id="confirmed/table"' in second
    assert "1 date moved" in second
    assert "Here is version 2 of our plan" in (folder / "dist/marlow/v2" / MESSAGE).read_text("utf-8")


def test_a_later_version_tells_what_changed_and_comes_with_its_redline(folder: Path) -> None:
    """The part of the plan, the reason in people's words in the e-mail, and a Word file with tracked changes."""
    send(folder)
    edit(folder, "    due: 2027-01-29\n    agreed: {on: 2026-11-12, by: [maria, tom]}\n", "    due: 2027-02-26\n")
    found = send(folder, today=TODAY + timedelta(7))
    page = (found.folder / f"{STEM} v2.html").read_text("utf-8")
    changes = zipfile.ZipFile(found.folder / f"{STEM} v2 changes.docx").read("word/document.xml").decode()

    assert 'id="changes/rows"' in page
    assert "Proof on Marlow's data: 29 January 2027, now 26 February 2027" in (found.folder / MESSAGE).read_text(
        "utf-8"
    )
    assert "<w:ins " in changes
    assert "<w:del " in changes
    assert not (folder / "dist/marlow/v1" / f"{STEM} v1 changes.docx").exists()


def test_a_figure_for_a_delay_of_the_sellers_own_is_warned_of(folder: Path) -> None:
    """Before it goes out, once the buyer has confirmed what a week is worth; another's delay is no such matter."""
    edit(folder, "unit_value: 21.50, owner: maria", "unit_value: 21.50, confirmed: {by: maria, on: 2026-11-12}")
    edit(folder, "    buyer: maria\n    seller: tom\n    approver", "    seller: tom\n    approver")
    edit(folder, "    due: 2027-01-29\n    agreed: {on: 2026-11-12, by: [maria, tom]}\n", "")
    assert "own-delay" not in [problem.code for problem in send(folder).problems]

    edit(folder, "duration: 10bd", "duration: 200bd")
    assert "own-delay" in [problem.code for problem in send(folder, today=TODAY + timedelta(1)).problems]


def test_a_draft_after_a_version_says_so_and_is_built_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that stood before publishing doesn't stand after it."""
    monkeypatch.chdir(folder)
    build = ["build", "marlow", "--to", "html", "--today", str(TODAY)]
    assert main(build) == 0
    before = (folder / "dist/marlow/plan.html").read_text("utf-8")
    send(folder)
    assert main(build) == 0
    after = (folder / "dist/marlow/plan.html").read_text("utf-8")

    assert "Working draft after version 1" in after
    assert "after version" not in before
    assert 'id="versions"' not in before
    assert 'id="versions/table"' in after


def test_versions_are_a_chain(folder: Path) -> None:
    """Each is made on the last, also where tasks that an old one names are gone."""
    send(folder, "one")
    edit(folder, "  proof:\n    phase", "  pilot:\n    phase")
    edit(folder, "after: [proof]", "after: [pilot]")
    send(folder, "two")
    first, second = history(folder).versions

    assert (1, 2, first.hash) == (first.number, second.number, second.parent)
    assert ("proof" in first.snapshot.deal.tasks, "proof" in second.snapshot.deal.tasks) == (True, False)


def test_after_an_agreed_version_the_forecast_holds_its_starts(folder: Path) -> None:
    """Nothing is told to begin before the day it was agreed to, though it could; a task deleted since holds nothing."""
    workspace, place = where(folder)
    before = open_deal(workspace, place, TODAY, current=folder)
    send(folder)
    assert {} == open_deal(workspace, place, TODAY, current=folder).prepared.held

    send(folder, "", *BOTH)
    after = open_deal(workspace, place, TODAY, current=folder)
    agreed = {name: days.start for name, days in before.schedule.tasks.items()}
    assert agreed == after.prepared.held
    assert after.schedule.tasks["proof"].early_start >= agreed["proof"]

    edit(folder, "  go: {phase: live", "  gone-live: {phase: live")
    assert "go" not in open_deal(workspace, place, TODAY, current=folder).prepared.held


def test_what_was_agreed_is_part_of_what_moved(folder: Path) -> None:
    """The starts that the forecast holds are kept with a version, so no day of a slip is left without its cause."""
    edit(folder, "    due: 2027-01-29\n    agreed: {on: 2026-11-12, by: [maria, tom]}\n", "")
    send(folder, "", *BOTH)
    edit(folder, "duration: 10bd", "duration: 20bd")
    send(folder, "", *BOTH, today=TODAY + timedelta(1))
    edit(folder, "duration: 20bd", "duration: 10bd")
    for version in history(folder).versions:
        assert version.snapshot.held == {n: dates.start for n, dates in version.snapshot.schedule.tasks.items()}
    for since in "12":
        diff = compare(*where(folder), TODAY + timedelta(2), since, "", folder).diff
        assert diff.go_live.days == sum(cause.share for cause in diff.causes)
        assert "rules" not in [cause.title for cause in diff.causes]


def test_agreeing_moves_nothing_by_itself(folder: Path) -> None:
    """A version that is agreed holds its own starts, so the deal as it stands is where the version is."""
    send(folder)
    send(folder, "", *BOTH)
    first, second = (version.snapshot for version in history(folder).versions)
    since_agreed = compare(*where(folder), TODAY, "2", "", folder).diff
    since_draft = compare(*where(folder), TODAY, "1", "", folder).diff

    assert since_agreed.nothing
    assert second.schedule.forecast > first.schedule.forecast
    assert [("setting", "agreed")] == [(cause.kind, cause.title) for cause in since_draft.causes]


def test_publishing_twice_makes_no_second_version(folder: Path) -> None:
    """The same state, note and people: the version that is there; another note or day makes another."""
    first = send(folder, "note", *BOTH)
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    again = send(folder, "note", *BOTH)

    assert (True, False, first.version) == (first.fresh, again.fresh, again.version)
    assert before == {name: (folder / name).read_bytes() for name in files(folder)}
    assert 2 == send(folder, "other", *BOTH).version.number
    assert 3 == send(folder, "other", *BOTH, today=TODAY + timedelta(1)).version.number


def test_documents_that_are_missing_are_made_again_the_same(folder: Path) -> None:
    """dist/ is not kept in git; a fresh clone gets the very bytes that were sent. What else lies there is kept."""
    send(folder, "one", *BOTH)
    out = folder / "dist/marlow/v1"
    page = out / f"{STEM} v1.html"
    sent = page.read_bytes()
    page.write_text("edited by hand", "utf-8")
    found = send(folder, "one", *BOTH)

    assert not found.fresh
    assert sent == page.read_bytes()
    assert "edited by hand" == (folder / "dist/marlow/v1-before" / page.name).read_text("utf-8")


# ---------------------------------------------------------------- refusals


def test_a_deal_with_errors_is_not_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, every error told, nothing written."""
    edit(folder, "buyer: maria", "buyer: mria")
    with pytest.raises(DealError, match="unknown-person"):
        send(folder)

    monkeypatch.chdir(folder)
    assert main(["publish", "marlow", "--today", str(TODAY)]) == 1
    assert [] == files(folder)


@pytest.mark.parametrize(("name", "hint"), [("mria", "maria"), ("P-99", "maria, tom"), ("role:champion", "cfo")])
def test_only_people_of_the_deal_agree(folder: Path, name: str, hint: str) -> None:
    """Wrong use, with the nearest name; nothing is written."""
    with pytest.raises(UsageError, match=f"unknown-person: --agreed-by.*{hint}"):
        send(folder, "", name)
    with pytest.raises(UsageError, match="unknown-person: --by"):
        send(folder, by=name)
    assert [] == files(folder)


def test_people_may_be_named_by_key(folder: Path) -> None:
    """Keys are what people see; each person counts once."""
    keys = open_deal(*where(folder), TODAY, current=folder).keys.people

    assert ("maria", "tom") == send(folder, "", keys["maria"], "tom", keys["tom"].lower()).version.agreed_by


def test_what_will_be_sent_is_shown_before_anything_is_kept(folder: Path) -> None:
    """With its files and what to think about; whoever says no has published nothing."""
    shown: list[Published] = []

    def no(draft: Published) -> bool:
        shown.append(draft)
        assert [] == files(folder)
        return False

    with pytest.raises(DealError, match="not-confirmed"):
        publish(*where(folder), TODAY, Sending(), folder, no)

    assert [f"{STEM} v1.html", MESSAGE] == list(shown[0].pages)
    assert [] == files(folder)
    assert 1 == publish(*where(folder), TODAY, Sending(), folder, lambda _: True).version.number


def test_a_version_that_can_not_be_scheduled_any_more_stops_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning, and a document without what changed; a comparison that was asked for says why there is none."""
    send(folder)
    first = history(folder).versions[0]
    ring = {name: task.model_copy(update={"after": (Link("go"),)}) for name, task in first.snapshot.deal.tasks.items()}
    deal = first.snapshot.deal.model_copy(update={"tasks": ring})
    (folder / "content/deals/marlow/history" / first.file_name).unlink()
    broken = seal(replace(first, snapshot=replace(first.snapshot, deal=deal)))
    write_version(folder / "content/deals/marlow/history", broken)
    edit(folder, "duration: 10bd", "duration: 12bd")

    found = send(folder)
    assert ["unscheduled-version"] == [problem.code for problem in found.problems if "version" in problem.code]
    assert 'id="changes"' not in (found.folder / f"{STEM} v2.html").read_text("utf-8")

    monkeypatch.chdir(folder)
    assert 0 == main(["build", "marlow", "--to", "md", "--today", str(TODAY)])
    assert 1 == main(["diff", "marlow", "--from", "1", "--today", str(TODAY)])
    assert "Version 1-" in capsys.readouterr().err
    assert 0 == main(["diff", "marlow", "--from", "2", "--today", str(TODAY)])


def test_a_plan_that_can_not_be_read_any_more_leaves_out_its_redline(folder: Path) -> None:
    """The version is published with a warning."""
    send(folder)
    first = history(folder).versions[0]
    (folder / "content/deals/marlow/history" / first.file_name).unlink()
    plans = {"buyer": {**first.plans["buyer"], "invented": 1}}
    write_version(folder / "content/deals/marlow/history", seal(replace(first, plans=plans)))
    edit(folder, "duration: 10bd", "duration: 12bd")
    found = send(folder)

    assert ["unreadable-version"] == [problem.code for problem in found.problems if "version" in problem.code]
    assert [f"{STEM} v2.html", MESSAGE] == list(found.pages)


def test_a_damaged_history_stops_publish_and_stays_as_it_is(folder: Path) -> None:
    """An edited version is an error of the deal; nothing is written on top of it."""
    send(folder, "one")
    path = next((folder / "content/deals/marlow/history").iterdir())
    path.write_text(path.read_text("utf-8").replace('"note": "one"', '"note": "two"'), "utf-8")
    before = {name: (folder / name).read_bytes() for name in files(folder)}

    with pytest.raises(DealError, match="edited-version"):
        send(folder, "next")
    assert before == {name: (folder / name).read_bytes() for name in files(folder)}


def test_what_the_disk_refuses_is_a_problem(folder: Path) -> None:
    """Where a file stands in the folder's place."""
    (folder / "dist").write_text("", "utf-8")
    with pytest.raises(DealError, match="not-written"):
        send(folder)
    assert () == history(folder).versions


# ---------------------------------------------------------------- two people


def test_branches_that_both_published_are_ended_by_the_next_version(folder: Path) -> None:
    """Two versions 2 after a merge: both are kept, a warning says so, and version 3 is made on the later."""
    send(folder, "one")
    send(folder, "ours")
    ours = history(folder).versions[1]
    kept = (folder / "content/deals/marlow/history" / ours.file_name).read_bytes()
    (folder / "content/deals/marlow/history" / ours.file_name).unlink()
    theirs = send(folder, "theirs", today=TODAY + timedelta(1)).version
    (folder / "content/deals/marlow/history" / ours.file_name).write_bytes(kept)
    documents = (folder / "dist/marlow/v2-before").iterdir()

    assert ours.files[f"{STEM} v2.html"] in {sha256(path.read_bytes()).hexdigest() for path in documents}
    assert ["two-versions"] == [problem.code for problem in history(folder).problems]

    third = send(folder, "merged", today=TODAY + timedelta(2))
    assert (3, theirs.hash) == (third.version.number, third.version.parent)
    assert {ours.hash, theirs.hash} < {version.hash for version in history(folder).versions}
    assert () == history(folder).problems


RUN = """
import os, signal, sys
from datetime import date
from pathlib import Path
from mapdocs import publish as module, source
from mapdocs.workspace import find_deal, find_root, open_workspace
module.KINDS = ("html",)
folder, note = Path(sys.argv[1]), sys.argv[2]
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
{kill}
workspace = open_workspace(find_root(None, folder), folder)
place = find_deal(workspace, "marlow", folder)
print(module.publish(workspace, place, date(2026, 11, 23), module.Sending(note), folder).version.number)
"""

# Where a run is killed: a Python statement that replaces the step that it doesn't live to do, or to survive.
KILLS = {
    "between two documents": (
        "real, n = module.write_whole, []\n"
        "module.write_whole = lambda *a: die() if n else (n.append(1), real(*a))"
    ),
    "in the middle of a document": "source.os.fsync = die",
    "before the version": "module.write_version = die",
    "in the middle of the version": (
        "import mapdocs.history as h\n"
        "def cut(path, data):\n"
        "    (path.parent / f'.{path.name}.x.part').write_bytes(data[:100]); die()\n"
        "h.write_whole = cut"
    ),
    "before the documents are moved": "module._settle = die",
    "after all": "real = module._settle\nmodule._settle = lambda *a: (real(*a), die())",
}  # fmt: skip


def started(folder: Path, note: str, kill: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN.replace("{kill}", kill), str(folder), note]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.parametrize("kill", KILLS)
def test_a_run_that_was_killed_is_ended_by_the_next(folder: Path, kill: str) -> None:
    """At whatever moment: after the next run there is one version with all its documents, and no rest of the first."""
    open_deal(*where(folder), TODAY, current=folder)  # so that the keys are there
    run = started(folder, "note", KILLS[kill])
    run.communicate(timeout=60)
    assert run.returncode == -9
    assert () == history(folder).problems

    found = send(folder, "note")
    left = [name for name in files(folder) if "/." in name]
    assert ((found.version,), []) == (history(folder).versions, left)
    assert complete(folder / "dist/marlow/v1", [found.version])
    assert ["v1"] == [path.name for path in (folder / "dist/marlow").iterdir()]


def test_runs_at_the_same_time_get_numbers_of_their_own(folder: Path) -> None:
    """They wait for each other, and each is made on the one before."""
    runs = [started(folder, f"note {n}") for n in range(3)]
    numbers = sorted(run.communicate(timeout=120)[0].strip() for run in runs)
    versions = history(folder).versions

    assert ["1", "2", "3"] == numbers
    assert ["", versions[0].hash, versions[1].hash] == [version.parent for version in versions]
    assert ["v1", "v2", "v3"] == sorted(path.name for path in (folder / "dist/marlow").iterdir())


# ---------------------------------------------------------------- names and words


@pytest.mark.parametrize(
    ("buyer", "plan", "stem"),
    [
        ("Marlow Bank", "Mutual Success Plan", "Marlow Bank - Mutual Success Plan v3"),
        ("A/B: <C> | D?", 'The "Plan"\\*', "A B C D - The Plan v3"),
        ("../../etc", "..", "etc - Plan v3"),
        ("a\u202eb\u200b", "\u0007", "ab - Plan v3"),
        ("Müller & Söhne", "計画", "Müller & Söhne - 計画 v3"),
        (" -rf", "Plan. ", "rf - Plan v3"),
    ],
)
def test_any_name_makes_a_file_name(buyer: str, plan: str, stem: str) -> None:
    """Nothing in it that a system refuses, or that leads elsewhere."""
    assert stem == file_stem(buyer, plan, 3)


@pytest.mark.parametrize("letter", ["x", "é", "計", "🙂"])
def test_long_names_are_cut_to_what_systems_keep(letter: str) -> None:
    """Under 255 bytes with any ending, and whole characters."""
    stem = file_stem(letter * 300, letter * 300, 999)

    assert len(stem.encode()) < 245
    assert letter in stem


def told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(["-w", str(folder), "--today", str(TODAY), *words])
    return code, capsys.readouterr().out


@pytest.fixture
def inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace as current folder."""
    monkeypatch.chdir(folder)
    return folder


def test_publish_says_what_to_send_and_what_comes_next(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Version, what moved, who agreed, the files; a run with nothing new says that."""
    code, text = told(inside, capsys, "publish", "marlow", "-m", "Kick-off", "--agreed-by", "maria, tom")

    assert code == 0
    assert text.startswith("Version 1 of Mutual Action Plan for Marlow Bank plc: agreed\n")
    assert "Maria Keller, Tom Weiss" in text
    assert f"dist/marlow/v1/{STEM} v1.html" in text
    assert "Next: send these" in text

    code, text = told(inside, capsys, "publish", "marlow", "-m", "Kick-off", "--agreed-by", "maria,tom")
    assert (0, True) == (code, "nothing has changed since" in text)


def test_publish_as_json_is_one_document(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Version, hash, files with their hashes, problems."""
    code, text = told(inside, capsys, "publish", "marlow", "--json")
    found = json.loads(text)
    version = history(inside).versions[0]

    assert (0, "marlow", 1, version.hash, True, False) == (
        code, found["deal"], found["version"], found["hash"], found["published"], found["agreed"]
    )  # fmt: skip
    assert {f"dist/marlow/v1/{name}": digest for name, digest in version.files.items()} == {
        file["path"]: file["sha256"] for file in found["files"]
    }


def test_history_lists_versions_even_of_a_deal_that_is_broken(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It reads only the history; a damaged one ends with 1, and the rest is listed."""
    code, text = told(inside, capsys, "history", "marlow")
    assert (0, True) == (code, "mapdocs publish" in text)

    send(inside, "one")
    send(inside, "two")
    deal_file(inside).write_text("buyer: [", "utf-8")
    code, text = told(inside, capsys, "history", "marlow")
    assert (0, 3) == (code, len(text.splitlines()))

    path = min((inside / "content/deals/marlow/history").iterdir())
    path.write_text("{}", "utf-8")
    code, text = told(inside, capsys, "history", "marlow", "--json")
    found = json.loads(text)
    assert (1, [2], ["edited-version"]) == (
        code, [version["version"] for version in found["versions"]], [problem["code"] for problem in found["problems"]]
    )  # fmt: skip


def test_a_published_plan_reads_the_same_as_text_and_json(folder: Path) -> None:
    """Both forms name each file."""
    found = send(folder)
    text, data = as_text(found, folder), as_json(found, "marlow", folder)

    assert all(str(file["path"]) in text for file in data["files"])  # type: ignore[attr-defined]


def test_a_role_that_nobody_is_named_for_does_not_agree(folder: Path) -> None:
    """It is of the deal, so it is not called unknown: a name is what is missing."""
    edit(folder, "  cfo:   {name: Ruth Adeyemi,", "  cfo:   {unknown: true,")
    told = "--agreed-by: cfo is a role, economic-buyer, that nobody is named for yet. Give cfo a name: under people:"
    with pytest.raises(UsageError, match=told):
        send(folder, "", "cfo")


def test_a_note_that_says_what_moved_is_told_once(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A first version with a note of these very words; another note is told beside it."""
    _, text = told(inside, capsys, "publish", "marlow", "-m", "First version")

    assert 1 == text.count("First version")
    _, text = told(inside, capsys, "publish", "marlow", "-m", "Kick-off")
    assert "  note        Kick-off\n" in text
