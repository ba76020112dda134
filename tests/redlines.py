"""Two states of a deal, and what is left of a redline when its changes are taken or turned down."""

# ruff: noqa: E501 - an edit stays on a line
from __future__ import annotations

import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.documents import document_of
from mapdocs.markup import Element
from mapdocs.redline import change_of
from mapdocs.workspace import DealPlace
from tests.samples import RICH, TODAY, shipped

if TYPE_CHECKING:
    from mapdocs.documents import Document
    from mapdocs.page import Page

EDITS = {
    "a due date": [("due: 2027-01-29", "due: 2027-02-05")],
    "a title": [("title: Proof on Marlow's data", "title: Proof on all of Marlow's data")],
    "an owner": [("    buyer: maria\n    seller: tom\n    approver", "    buyer: cfo\n    seller: tom\n    approver")],
    "an owner gone": [("    buyer: maria\n    seller: tom\n    approver", "    buyer: maria\n    approver")],
    "an owner come": [("read: {title: Read report,", "read: {title: Read report, seller: tom,")],
    "a status": [("status: in-progress", "status: done")],
    "a note": [("note: Data comes *first*.", "note: |\n      Data comes *second*.\n\n      - One\n      - Two")],
    "a note gone": [("    note: Data comes *first*.\n", "")],
    "a summary": [("Decisions within the *hour*", "Decisions within **minutes**")],
    "a risk": [("Engineers are shared", "Engineers are & stay <shared>")],
    "a risk gone": [(RICH[RICH.index("risks:") : RICH.index("decisions:")], "")],
    "a decision taken": [("by: 2026-12-04, why: The contract names it", "decided: Ireland, on: 2026-11-20")],
    "a task gone": [("  after-3: {phase: live, title: Follow-up 3,", "  after-x: {phase: live, title: Follow-up 3,")],
    "a task come": [("risks:\n", "  legal: {phase: prove, title: Legal *review*, duration: 5bd, buyer: cfo}\nrisks:\n")],
    "a task in another phase": [("after-6: {phase: live", "after-6: {phase: prove")],
    "a phase come": [("tasks:\n", "  later: {title: Later}\ntasks:\n"), ("after-5: {phase: live", "after-5: {phase: later")],
    "a phase gone": [("  prove: {title: Prove it, purpose: See it work on your data, exit: [Criteria met]}\n", ""), ("phase: prove", "phase: live")],
    "a phase's purpose": [("purpose: See it work on your data, exit: [Criteria met]", 'purpose: "See it work on **all** of your data\\n\\n- fast\\n- right", exit: [Criteria met, Costs known]')],
    "a decision come": [("decisions:\n", "decisions:\n  term: {what: Two years or three, owner: cfo, by: 2026-12-11}\n")],
    "a decision gone": [("  hosting: {what: Hosting region, owner: cfo, by: 2026-12-04, why: The contract names it}\n", "")],
    "a risk come": [("risks:\n", "risks:\n  holidays: {what: Nobody is there in *August*, owner: tom, audience: all}\n")],
    "a criterion changed": [("Nine in ten alerts are worth a look", "Eight in ten alerts are worth a *second* look")],
    "a criterion come": [("phases:\n", "  speed: {what: Under an hour, measured_by: Time stamps, owner: cfo}\nphases:\n")],
    "a criterion gone": [("  precision: {what: Nine in ten alerts are worth a look, measured_by: Weekly sample, owner: maria}\n", "  speed: {what: Under an hour}\n"), ("serves: [hours, precision]", "serves: [hours]")],
    "a person come": [("success_criteria:\n", "  helen: {name: Helen Marsh, title: CISO, party: buyer, role: security, email: helen@marlow.example}\nsuccess_criteria:\n")],
    "a person's title": [("title: Head of Fraud,", "title: Head of Fraud & Risk, asked_for: Leads the work,")],
    "a person gone": [(", title: CFO, party: buyer, role: economic-buyer}", ", party: buyer, role: economic-buyer, until: 2026-11-20, handed_to: maria}")],
    "a driver's worth": [("target: 400, unit_value: 21.50", "target: 300, unit_value: 22.75")],
    "a driver come": [("people:\n", "    losses: {metric: Losses, per: month, today: 310, target: 265, unit_value: 1000, owner: cfo}\npeople:\n")],
    "a phase renamed": [("title: Prove it", "title: Show that it works")],
    "texts that mean something elsewhere": [("measured_by: Weekly sample", 'measured_by: "<b>&{{=1+1}} *x* ~~y~~ ]]>"'), ("is signed", 'is [signed](x) & "sealed"')],
    "words from right to left": [("Two days a week held", "\u0634\u0631\u0643\u0629 Gulf \u0627\u0644\u062e\u0644\u064a\u062c"), ("Read report", "\u0634\u0631\u0643\u0629")],
    "who the buyer is": [("Marlow Bank plc, short: Marlow", "Marlow & Sons plc, short: M&S")],
}  # fmt: skip
"""What happened -> the spans of the deal file to replace."""


@lru_cache(maxsize=32)
def states(what: str) -> tuple[Document, Document]:
    """A deal before and after something happened, or several joined by "+", with the same keys."""
    text = RICH
    names = [name for name in EDITS if not name.endswith("gone")] if what == "all" else what.split("+")
    for name in names:
        for before, after in EDITS[name]:
            assert before in text, (name, before)
            text = text.replace(before, after)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample" / "deal.yaml"
        file.parent.mkdir()
        place = DealPlace("sample", file.parent, file, "deal.yaml", Path(folder) / "dist")
        made = []
        for state in (RICH, text.replace("after-3]", "after-x]") if "after-x:" in text else text):
            file.write_text(state, "utf-8")
            made.append(document_of(shipped(), place, TODAY, "buyer", "full", "", Path(folder)))
    return made[0], made[1]


def accepted(page: Page) -> Page:
    """With what came, without what went."""
    return _kept(page, "del")


def rejected(page: Page) -> Page:
    """With what went, without what came."""
    return _kept(page, "ins")


def _kept(page: Page, without: str) -> Page:
    blocks = tuple(_told(block, without) for block in page.blocks if change_of(block) != without)
    return replace(page, blocks=blocks)


def _told(element: Element, without: str) -> Element:
    children = (node for node in element.children if isinstance(node, str) or change_of(node) != without)
    return replace(element, children=tuple(n if isinstance(n, str) else _told(n, without) for n in children))


def lines(page: Page) -> list[str]:
    """The text of each row and each other block that holds no block, without the white space around words."""
    return [line for block in page.blocks for line in _lines(block)]


def _lines(element: Element) -> list[str]:
    blocks = [child for child in element.children if isinstance(child, Element) and child.tag in _BLOCKS]
    if element.tag == "figure":
        return []  # a picture is shown as it is now
    if element.tag in {"tr", "p", "li"} or not blocks:
        said = " ".join(_spaced(element).split())
        return [said] if said else []
    return [line for block in blocks for line in _lines(block)]


def _spaced(element: Element) -> str:
    inner = "".join(node if isinstance(node, str) else _spaced(node) for node in element.children)
    return f" {inner} " if element.tag in _BLOCKS or element.tag == "br" else inner


_BLOCKS = frozenset(
    "section div h1 h2 h3 h4 p ul ol li blockquote hr table caption thead tbody tr th td figure".split()
)
