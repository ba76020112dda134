"""A redline against a published version: what was sent beside what would be sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mapdocs.build import Built, Options, build_deal
from mapdocs.cli import main
from mapdocs.codec import to_plain
from mapdocs.deals import OpenDeal, open_deal
from mapdocs.documents import Document, document_from, page_of
from mapdocs.history import History, Version, seal, write_version
from mapdocs.marked import marked
from mapdocs.problems import DealError, UsageError
from mapdocs.redline import has_changes
from mapdocs.source import write_whole
from mapdocs.workspace import DealPlace, all_deals, open_workspace
from tests.redlines import accepted, lines, rejected
from tests.samples import RICH, TODAY
from tests.writers.ooxml import controls, found

State = tuple[OpenDeal, Document]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one deal."""
    write_whole(tmp_path / "content" / "workspace.yaml", b"people: {}\n")
    write_whole(deal_file(tmp_path), RICH.encode())
    return tmp_path


def deal_file(folder: Path) -> Path:
    return folder / "content" / "deals" / "marlow" / "deal.yaml"


def place(folder: Path) -> DealPlace:
    return all_deals(open_workspace(folder, folder), folder)[0]


def opened(folder: Path) -> State:
    """The deal as it stands, and its document."""
    deal = open_deal(open_workspace(folder, folder), place(folder), TODAY, current=folder)
    return deal, document_from(place(folder), deal, "buyer", "full")


def sent(folder: Path, number: int = 1, parent: str = "") -> Version:
    """Publish the deal as it stands."""
    deal, document = opened(folder)
    version = Version(
        number, "", parent, TODAY, "", "", (), deal.snapshot, {"buyer": to_plain(document.plan)}, {}, "0.1.0"
    )
    write_version(place(folder).history, seal(version))
    return seal(version)


def edit(folder: Path, was: str, now: str) -> None:
    text = deal_file(folder).read_text("utf-8")
    assert was in text
    deal_file(folder).write_text(text.replace(was, now), "utf-8")


def build(folder: Path, **given: object) -> Built:
    fields: dict[str, object] = {"kinds": ("docx",), "today": TODAY, "redline": "last", **given}
    return build_deal(open_workspace(folder, folder), place(folder), Options(**fields), folder)  # type: ignore[arg-type]


def test_the_page_that_was_sent_is_made_again_from_its_plan(folder: Path) -> None:
    """Block for block what was rendered when it was published, whatever became of the deal."""
    before = opened(folder)[1].page
    version = sent(folder)
    edit(folder, "due: 2027-01-29", "due: 2027-02-05")

    assert before.blocks == page_of(place(folder), opened(folder)[0], version).blocks


def test_a_redline_is_told_against_the_version_asked_for(folder: Path) -> None:
    """With all changes it is today's plan, its letter told since that version; without any, what that version said."""
    first = sent(folder)
    edit(folder, "due: 2027-01-29", "due: 2027-02-05")
    second = sent(folder, 2, first.hash)
    edit(folder, "title: Read report", "title: Read the report")
    deal, document = opened(folder)

    for name, version in (("first", first), ("1", first), ("last", second), ("2", second)):
        made = marked(place(folder), deal, document.page, name)
        assert has_changes(made)
        now = document_from(place(folder), deal, "buyer", "full", since=version)
        assert lines(now.page) == lines(accepted(made))
        assert lines(page_of(place(folder), deal, version)) == lines(rejected(made))


def test_without_such_a_version_there_is_no_redline(folder: Path) -> None:
    """Nothing is published yet, or not that one; both are wrong use."""
    deal, document = opened(folder)
    with pytest.raises(UsageError) as none:
        marked(place(folder), deal, document.page, "last")
    sent(folder)
    deal, document = opened(folder)
    with pytest.raises(UsageError) as other:
        marked(place(folder), deal, document.page, "7")

    assert ["no-versions", "unknown-version"] == [error.value.problems[0].code for error in (none, other)]


@pytest.mark.parametrize("plans", [{}, {"buyer": {}}, {"buyer": {"name": 1}}])
def test_a_plan_of_another_mapdocs_is_told(folder: Path, plans: dict[str, object]) -> None:
    """Nothing is marked against what can't be read."""
    version = sent(folder)
    deal, document = opened(folder)
    broken = replace(deal, history=History((replace(version, plans=plans),)))
    with pytest.raises(DealError) as error:
        marked(place(folder), broken, document.page, "last")

    assert "unreadable-version" == error.value.problems[0].code


def test_build_writes_the_redline_beside_the_plan(folder: Path) -> None:
    """A Word file with tracked changes, and the same in the formats asked for that show them; each built once."""
    sent(folder)
    edit(folder, "due: 2027-01-29", "due: 2027-02-05")
    built = build(folder, kinds=("docx", "html", "md"))
    names = ["plan.docx", "plan.html", "plan.md", "plan-redline.docx", "plan-redline.html"]
    due = controls((folder / "dist" / "marlow" / "plan-redline.docx").read_bytes())["tasks.M-02.due"]

    assert names == [output.path.name for output in built.outputs]
    assert (1, 1) == (len(found(due, "ins")), len(found(due, "del")))
    assert not any(output.fresh for output in build(folder, kinds=("docx", "html", "md")).outputs)


def test_a_redline_is_built_again_for_another_version_and_the_plan_is_not(folder: Path) -> None:
    """Each document is made again only when something changes for it."""
    first = sent(folder)
    edit(folder, "due: 2027-01-29", "due: 2027-02-05")
    sent(folder, 2, first.hash)
    build(folder, kinds=("md",))
    again = build(folder, kinds=("md",), redline="first")

    assert [("plan.md", False), ("plan-redline.docx", True)] == [(o.path.name, o.fresh) for o in again.outputs]


def test_where_nothing_is_published_the_plan_is_built_all_the_same(folder: Path) -> None:
    """What is lacking is told, as an error: somebody waits for the redline."""
    built = build(folder)

    assert ["plan.docx"] == [output.path.name for output in built.outputs]
    assert ["no-versions"] == [problem.code for problem in built.problems if problem.severity == "error"]


@pytest.mark.parametrize("other", [["--edition", "internal"], ["--size", "brief"], ["--language", "de"]])
def test_only_what_was_sent_can_be_compared(other: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The buyer's edition, in full, in the deal's language; everything else is wrong use."""
    code = main(["-w", str(folder), "build", "marlow", "--redline", *other])

    assert 2 == code
    assert "bad-redline" in capsys.readouterr().err


def test_the_command_builds_a_redline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--from` alone asks for one, too."""
    sent(folder)
    edit(folder, "title: Read report", "title: Read the report")
    code = main(["-w", str(folder), "build", "marlow", "--to", "md", "--from", "1", "--today", "2026-11-23"])

    assert 0 == code
    assert "plan-redline.docx" in capsys.readouterr().out
