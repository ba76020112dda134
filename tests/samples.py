"""Deals to test with, and their Plans and Pages, each made once."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.deals import open_deal
from mapdocs.documents import document_of
from mapdocs.workspace import DealPlace, open_workspace

if TYPE_CHECKING:
    from mapdocs.deals import OpenDeal
    from mapdocs.documents import Document
    from mapdocs.plan.parts import Edition, Plan, Row, Size
    from mapdocs.workspace import Workspace

TODAY = date(2026, 11, 23)

TINY = """\
buyer:  {name: Marlow Bank, country: GB}
seller: {name: Fernhill Analytics, country: DE}
go_live: 2027-03-31
playbook: enterprise-saas
"""

SMALL = """\
buyer:  {name: Marlow Bank plc, short: Marlow, country: GB, subdivision: ENG, lead: maria}
seller: {name: Fernhill Analytics, short: Fernhill, country: DE, subdivision: BY, lead: tom}
go_live: {date: 2027-06-30, why: First filing under the new reporting rule}
value:
  problem: Analysts check 4,000 alerts a day by hand.
  objective: Alert review takes under one hour by 30 June 2027.
  summary: Decisions within the *hour*, on alerts that matter.
  investment: {once: 60000, yearly: 240000, audience: all}
  drivers:
    hours: {metric: Analyst hours, unit: h, per: week, today: 1200, target: 400, unit_value: 21.50, owner: maria}
people:
  maria: {name: Maria Keller, title: Head of Fraud, party: buyer, role: champion, email: maria@marlow.example}
  cfo:   {name: Ruth Adeyemi, title: CFO, party: buyer, role: economic-buyer}
  tom:   {name: Tom Weiss, party: seller, role: account-executive}
success_criteria:
  precision: {what: Nine in ten alerts are worth a look, measured_by: Weekly sample, owner: maria}
phases:
  prove: {title: Prove it, purpose: See it work on your data, exit: [Criteria met]}
  live: {title: Go live}
tasks:
  kick-off: {phase: prove, title: Kick-off, role: kick-off, duration: 0, buyer: maria, seller: tom,
             status: done, finished: 2026-11-09}
  proof:
    phase: prove
    title: Proof on Marlow's data
    buyer: maria
    seller: tom
    approver: cfo
    contributors: [cfo]
    informed: [cfo]
    serves: [hours, precision]
    effort: {buyer: 4h}
    duration: 10bd
    after: [kick-off]
    due: 2027-01-29
    agreed: {on: 2026-11-12, by: [maria, tom]}
    deliverable: A report
    done_when: The report is signed
    note: Data comes *first*.
    internal_note: They are nervous.
    actions:
      draft: {title: Draft report, seller: tom, due: 2026-12-10, status: in-progress}
      read: {title: Read report, buyer: maria, due: 2026-12-17}
  sign: {phase: live, title: Contract signed, role: signature, duration: 0, buyer: cfo, seller: tom, after: [proof]}
  go: {phase: live, title: Live, role: go-live, duration: 0, buyer: maria, after: [sign]}
risks:
  staffing: {what: Engineers are shared, owner: maria, mitigation: Two days a week held, impact: high, audience: all}
decisions:
  hosting: {what: Hosting region, owner: cfo, by: 2026-12-04, why: The contract names it}
  vendor: {what: Which vendor, owner: cfo, decided: Fernhill, on: 2026-11-02}
resources: [{title: White paper, url: "https://fernhill.example/paper.pdf"}]
meetings: {cadence: every Tuesday, next: 2026-11-24, expected: Agree the criteria}
"""
"""Something of everything, in few rows, so that it is set close."""

_MORE = "".join(
    f"  after-{n}: {{phase: live, title: Follow-up {n}, buyer: maria, seller: tom, duration: 2bd, after_target: true,"
    f" after: [{'go' if n == 1 else f'after-{n - 1}'}]}}\n"
    for n in range(1, 7)
)
RICH = SMALL.replace("risks:\n", f"{_MORE}risks:\n")
"""The same with more rows, set in full."""


@lru_cache(maxsize=64)
def document(
    text: str, edition: Edition = "buyer", size: Size = "full", language: str = "", today: date = TODAY
) -> Document:
    """The document of a deal file's text, outside any workspace."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample" / "deal.yaml"
        file.parent.mkdir()
        file.write_text(text, "utf-8")
        place = DealPlace("sample", file.parent, file, "deal.yaml", Path(folder) / "dist")
        return document_of(shipped(), place, today, edition, size, language, Path(folder))


@lru_cache(maxsize=16)
def opened(text: str, today: date = TODAY) -> OpenDeal:
    """A deal file's text, opened outside any workspace."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deal.yaml"
        file.write_text(text, "utf-8")
        place = DealPlace("sample", file.parent, file, "deal.yaml", Path(folder) / "dist")
        return open_deal(shipped(), place, today, keep=False, current=Path(folder))


@lru_cache(maxsize=1)
def shipped() -> Workspace:
    """No workspace: the templates that ship."""
    return open_workspace(None, Path.cwd())


def plan_of(
    text: str, edition: Edition = "buyer", size: Size = "full", language: str = "", today: date = TODAY
) -> Plan:
    """The Plan of a deal file's text."""
    return document(text, edition, size, language, today).plan


def rows_of(plan: Plan) -> dict[str, Row]:
    """Title -> row."""
    return {row.title: row for phase in plan.phases for row in phase.rows}
