"""A redline as Word's tracked changes: who takes them all has the new plan, who turns them down the old one."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

import mammoth
import pytest
from lxml import etree
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from mapdocs.deals import open_deal
from mapdocs.documents import page_of
from mapdocs.redline import redline
from mapdocs.workspace import find_deal, open_workspace
from mapdocs.writers.docx import write_docx
from tests.conftest import ROOT
from tests.redlines import EDITS, states
from tests.writers.ooxml import W, controls, faults, found, parts, root, taken, told, turned_down, value
from tests.writers.word_pages import ARABIC, JAPANESE, LONG, NASTY, Names, assets, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mapdocs.page import Page

PAGES = {
    "two hundred rows": (page(200), page(200, Names(task="Confirm the assessment with the auditors"))),
    "rows come": (page(9), page(20)),
    "rows go": (page(20), page(9)),
    "nasty and long": (page(6), page(6, Names(plan=NASTY, buyer=LONG, seller=LONG[::-1], task=NASTY))),
    "Arabic": (
        page(10, Names(ARABIC, ARABIC, ARABIC, ARABIC, "ar-SA", "rtl")),
        page(12, Names(ARABIC, ARABIC, ARABIC, f"{ARABIC} 12 {ARABIC}", "ar-SA", "rtl")),
    ),
    "Japanese": (page(5), page(5, Names(JAPANESE, JAPANESE, JAPANESE, JAPANESE, "ja-JP"))),
}
STORY = ("casterbridge-retail 1-2", "casterbridge-retail 2-3", "casterbridge-retail 3-4")
"""A deal's versions as they were sent, each with a letter of its own."""
ROWS = [
    "all",
    "a task come",
    "a task gone",
    "a phase come",
    "a phase gone",
    "a decision come",
    "a decision gone",
    "a risk come",
    "a risk gone",
    "a criterion come",
    "a criterion gone",
    "a person come",
    "a driver come",
    "rows come",
    "rows go",
]
VALUES = (
    "a due date+a title+an owner+an owner come+a status+a summary+a risk+a criterion changed+a person's title"
    "+a driver's worth+a phase's purpose+words from right to left+a phase renamed"
)


def pages(what: str) -> tuple[Page, Page]:
    """Two pages to compare: of a deal to which something happened, or made for the writer."""
    if what in PAGES:
        return PAGES[what]
    if what in STORY:
        name, _, numbers = what.partition(" ")
        first, second = map(int, numbers.split("-"))
        return sent(name, first), sent(name, second)
    old, new = states(what)
    return old.page, new.page


@lru_cache(maxsize=8)
def sent(name: str, number: int) -> Page:
    """A version's page, made again from its plan."""
    workspace = open_workspace(ROOT, ROOT)
    place = find_deal(workspace, name, ROOT)
    opened = open_deal(workspace, place, date(2026, 11, 24), keep=False, current=ROOT)
    return page_of(place, opened, opened.history.line[number - 1])


def written(page: Page) -> bytes:
    return write_docx(page, assets()).data


def said(mark: etree._Element) -> str:
    return "".join(map(str, mark.itertext()))


def marked(what: str) -> bytes:
    return written(redline(*pages(what)))


@pytest.mark.parametrize("what", [*EDITS, "all", *PAGES, *STORY])
def test_taking_all_changes_gives_the_new_plan_and_none_the_old(what: str) -> None:
    """Line for line and row for row, by our own reading of the file."""
    old, new = map(written, pages(what))
    data = marked(what)

    assert told(root(new)) == told(taken(data))
    assert told(root(old)) == told(turned_down(data))


@pytest.mark.parametrize("what", [*ROWS, *STORY])
def test_another_reader_takes_and_turns_down_rows_alike(what: str) -> None:
    """As mammoth reads it, which leaves deleted rows out too; with the marks exchanged it reads the old plan."""
    old, new = (_read(written(page)) for page in pages(what))
    data = marked(what)

    assert new == _read(data)
    assert old == _read(_exchanged(data))


def _read(data: bytes) -> list[str]:
    text = mammoth.extract_raw_text(BytesIO(data)).value
    return [line for line in text.splitlines() if line.strip() and not line.startswith(("Timeline", "Calendrier"))]


def _exchanged(data: bytes) -> bytes:
    """Each insertion is a deletion, and the other way round."""
    names = {"ins": "del", "del": "ins", "t": "delText", "delText": "t"}
    files = parts(data)
    body = root(data)
    for mark in found(body, "ins") + found(body, "del"):
        for text in [*found(mark, "t"), *found(mark, "delText")]:
            text.tag = W + names[text.tag.removeprefix(W)]
        mark.tag = W + names[mark.tag.removeprefix(W)]
    files["word/document.xml"] = etree.tostring(body)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("what", ["all", "a note", "a note gone", *ROWS, *PAGES, *STORY])
def test_three_validators_and_our_own_checks_find_nothing(
    what: str, tmp_path: Path, ooxml_findings: Callable[[Path], list[str]]
) -> None:
    """The Open XML SDK, openxml-audit, ooxml-integrity, and what none of them sees."""
    data = marked(what)
    path = tmp_path / "plan-redline.docx"
    path.write_bytes(data)

    assert [] == faults(data)
    assert [] == list(check(str(path)))
    assert [] == list(OpenXmlValidator().validate(str(path)).errors)
    assert [] == ooxml_findings(path)


@pytest.mark.slow
def test_libreoffice_takes_and_turns_down_changed_values(uno_python: str, tmp_path: Path) -> None:
    """What it then shows is what it shows of the new plan, and of the old one, paragraph by paragraph."""
    old, new = map(written, pages(VALUES))
    for name, data in (("old", old), ("new", new), ("redline", marked(VALUES))):
        (tmp_path / f"{name}.docx").write_bytes(data)
    script = tmp_path / "take.py"
    script.write_text(TAKE, "utf-8")
    command = [uno_python, str(script), str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    before, after, taken_all, turned_down_all = done.stdout.split("\x1e")

    assert before != after
    assert after == taken_all
    assert before == turned_down_all


TAKE = r"""
import subprocess, sys, time
from pathlib import Path
import uno
from com.sun.star.beans import PropertyValue

folder = Path(sys.argv[1])
pipe = f"mapdocs{abs(hash(str(folder)))}"
office = subprocess.Popen(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
    "--norestore", f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(300):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
manager = context.ServiceManager
desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
hidden = PropertyValue()
hidden.Name, hidden.Value = "Hidden", True

def said(text):
    paragraphs = text.createEnumeration()
    while paragraphs.hasMoreElements():
        part = paragraphs.nextElement()
        if part.supportsService("com.sun.star.text.TextTable"):
            for cell in part.getCellNames():
                yield from said(part.getCellByName(cell))
        else:
            yield part.getString()

def shown(file, command):
    document = desktop.loadComponentFromURL((folder / file).as_uri(), "_blank", 0, (hidden,))
    if command:
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{command}AllTrackedChanges", "", 0, ())
    lines = [line.strip() for line in said(document.Text)]
    document.close(True)
    return "\n".join(line for line in lines if line)

changes = ("old", ""), ("new", ""), ("redline", "Accept"), ("redline", "Reject")
print("\x1e".join(shown(f"{name}.docx", command) for name, command in changes), end="")
try:
    desktop.terminate()
except Exception:
    pass
office.wait(60)
"""


def test_a_changed_value_is_deleted_and_inserted_inside_its_control() -> None:
    """Its control stays, with its tag, its date of now and its list of choices."""
    made = controls(marked("all"))
    due = made["tasks.M-02.due"]

    assert ["Fri 29 Jan 2027"] == [said(mark) for mark in found(due, "del")]
    assert ["Fri 5 Feb 2027"] == [said(mark) for mark in found(due, "ins")]
    assert "2027-02-05T00:00:00Z" == value(due, "date", "fullDate")
    assert found(made["actions.M-02.1.status"], "dropDownList")


def test_nothing_is_inserted_or_deleted_around_a_control() -> None:
    """Word takes a control as gone when the mark is outside; ours are always inside, and no mark holds another."""
    body = root(marked("all"))
    inside = [
        mark
        for mark in found(body, "ins") + found(body, "del")
        if list(mark.iterdescendants(f"{W}sdt", f"{W}ins", f"{W}del"))
    ]

    assert [] == inside


def test_what_was_empty_is_shown_as_empty_on_its_side() -> None:
    """Turned down, the control is not left without a thing to click on."""
    seller = controls(marked("an owner gone"))["tasks.M-02.seller"]

    assert ["Tom Weiss"] == [said(mark) for mark in found(seller, "del")]
    assert ["\u2013"] == [said(mark) for mark in found(seller, "ins")]
    assert not found(seller, "showingPlcHdr")


def test_rows_bear_the_row_mark_and_all_their_runs_are_marked() -> None:
    """A row mark alone would leave its words behind."""
    body = root(marked("a task in another phase"))
    rows = {
        kind: [row for row in found(body, "tr") if row.find(f"{W}trPr/{W}{kind}") is not None]
        for kind in ("ins", "del")
    }

    assert all(rows.values())
    for kind, marked_rows in rows.items():
        for row in marked_rows:
            assert len(found(row, "r")) == len([run for mark in found(row, kind) for run in mark.iterchildren(f"{W}r")])


def test_every_change_has_its_number_its_author_and_the_status_date() -> None:
    """The seller changed it, on the status date at midnight; no clock, and no number twice."""
    old, new = pages("all")
    body = root(written(redline(old, replace(new, author='Fern & "Hill"'))))
    marks = found(body, "ins") + found(body, "del")
    numbers = [mark.get(f"{W}id") for mark in marks]

    assert {'Fern & "Hill"'} == {mark.get(f"{W}author") for mark in marks}
    assert {"2026-11-23T00:00:00Z"} == {mark.get(f"{W}date") for mark in marks}
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & {mark.get(f"{W}id") for mark in found(body, "bookmarkStart")}


def test_nothing_changed_gives_the_plan_itself() -> None:
    """Byte for byte."""
    same = page(20)

    assert written(same) == written(redline(same, page(20)))


def test_the_same_pages_give_the_same_bytes() -> None:
    """Whichever was made first."""
    assert marked("all") == marked("all")


def test_marks_that_a_text_has_of_its_own_stay_text() -> None:
    """A date struck in the plan itself is no change that a reader could turn down."""
    data = written(page(1))

    assert re.search(rb"18 Dec", parts(data)["word/document.xml"])
    assert [] == found(root(data), "ins") + found(root(data), "del")
