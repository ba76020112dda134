"""Pages as the templates make them, for judging the Word writer by itself: any number of rows, and nasty texts."""
# ruff: noqa: E501 - a row of HTML stays on a line, as in the templates

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mapdocs.assets import Assets, Logo
from mapdocs.gantt import Bar, Mark, Row, timeline
from mapdocs.markup import parse
from mapdocs.page import Page, Running
from mapdocs.themes import load_theme
from mapdocs.workspace import open_workspace

if TYPE_CHECKING:
    from mapdocs.gantt import Drawing, Scale

START = date(2026, 10, 5)
LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30" width="120" height="30">
<rect width="30" height="30" rx="6" fill="#0b5f73"/><circle cx="15" cy="15" r="7" fill="#fff"/>
<rect x="40" y="9" width="78" height="12" fill="#0b5f73"/></svg>"""
STATUSES = (
    ("not-started", "Not started"),
    ("in-progress", "In progress"),
    ("at-risk", "At risk"),
    ("blocked", "Blocked"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
)
NASTY = "<b>&{{=1+1}} *not bold* ]]> \"quoted\" 'so'"
LONG = "Vereinigte Nordhessische Energieversorgungsgesellschaft mbHxx"[:60]
ARABIC = "\u0634\u0631\u0643\u0629 \u0627\u0644\u062e\u0644\u064a\u062c Gulf 2026 \u0627\u0644\u0645\u062d\u062f\u0648\u062f\u0629"
JAPANESE = "\u65e5\u672c\u682a\u5f0f\u4f1a\u793e\u3000\u5c0e\u5165\u8a08\u753b"


@dataclass(frozen=True, slots=True)
class Names:
    """The texts that differ between samples."""

    plan: str = "Treasury close in one day"
    buyer: str = "Halden Mutual Bank"
    seller: str = "Corvane Systems"
    task: str = "Confirm the data protection assessment"
    language: str = "en-GB"
    direction: str = "ltr"


@lru_cache(maxsize=4)
def assets(theme: str = "default") -> Assets:
    """The theme as it ships, and nothing else."""
    found, _ = load_theme(open_workspace(None, Path.cwd()), theme)
    return Assets({}, {}, found)


def page(rows: int = 45, names: Names = Names(), *, drawing: bool = True, logos: bool = True) -> Page:
    """A whole document with that many rows in its plan."""
    blocks = [_front(names), _plan(rows, names), _grids(names)]
    return Page(
        title=f"{names.plan} - {names.buyer}",
        author=names.seller,
        subject=f"Mutual action plan of {names.buyer} and {names.seller}",
        language=names.language,
        direction=names.direction,
        paper="A4",
        locale=names.language.replace("-", "_"),
        edition="buyer",
        created=date(2026, 11, 23),
        running=Running(
            header_left=f"{names.plan} \u00b7 {names.buyer}",
            header_right="Working draft \u00b7 23 November 2026",
            footer_left=f"Confidential to {names.buyer} and {names.seller}",
            footer_mark="",
            page_of="Page {page} of {pages}",
        ),
        blocks=tuple(parse(block) for block in blocks),
        drawings={"timeline": _drawing(names)} if drawing else {},
        logos={"buyer": Logo(LOGO, "image/svg+xml"), "seller": Logo(LOGO, "image/svg+xml")} if logos else {},
        choices={"status": STATUSES},
        about={"deal_id": "8c1f", "version": "draft", "keys": "M-01 M-02 D-01"},
    )


def with_blocks(base: Page, *xhtml: str) -> Page:
    """The same page with other blocks."""
    return replace(base, blocks=tuple(parse(text) for text in xhtml))


def _field(tag: str, text: str, kind: str = "text", value: str = "") -> str:
    typed = f' data-value="{value}"' if value else ""
    return f'<span data-field="{tag}" data-kind="{kind}"{typed}>{escape(text)}</span>'


def _front(names: Names) -> str:
    buyer, seller, task = escape(names.buyer), escape(names.seller), escape(names.task)
    facts = {
        "Go-live": "<strong>Mon 29 Mar 2027</strong>",
        "Signature by": "Thu 17 Dec 2026",
        "Why this day": "The new financial year starts on 1 April, and the auditors close the old books in May",
        "As of": "23 November 2026",
        f"Lead at {buyer}": '<a href="#people/P-01">Ines Halvorsen</a>',
        f"Lead at {seller}": '<a href="#people/P-02">Tomas Reil</a>',
        "Version": "working draft",
    }
    lines = "".join(f'<tr><th scope="row">{key}</th><td>{value}</td></tr>' for key, value in facts.items())
    needs = "".join(
        f'<tr><td><a href="#people/P-01">Ines Halvorsen</a></td><td><a href="#plan/F-01/M-0{i}">{task}</a></td>'
        "<td>Fri 4 Dec 2026</td><td>Without it the pilot data cannot be loaded in time</td></tr>"
        for i in (1, 2, 3)
    )
    drivers = "".join(
        f'<tr><th scope="row">{metric}</th><td class="num">{now}</td><td class="num">{then}</td>'
        f'<td class="num"><strong>{worth}</strong></td></tr>'
        for metric, now, then, worth in (
            ("Days to close the month", "8 days", "1 day", "£1,240,000"),
            ("Manual postings a month", "4,300", "350", "£310,500"),
            ("Late regulatory reports", "3", "0", "£95,000"),
        )
    )
    return f"""<section id="front" class="part page-one">
<div class="masthead" id="front/masthead">
<div class="logos" id="front/logos"><img src="logo:buyer" alt="Logo of {buyer}"/>
<img src="logo:seller" alt="Logo of {seller}"/></div>
<h1 id="front/title">{escape(names.plan)}</h1>
<p class="parties" id="front/parties"><span class="party buyer">{buyer}</span> <span class="party seller">{seller}</span></p>
</div>
<table class="facts" id="front/facts"><tbody>{lines}</tbody></table>
<p class="objective" id="front/objective">{_field("value.objective", f"{names.buyer} closes its books within a day from April 2027, with {names.seller}, so that the board decides on figures of the same month.")}</p>
<h2 id="front/value">What it is worth</h2>
<div class="summary" id="value/summary"><div data-field="value.summary" data-kind="markdown">
<p>Today the month is closed on the <strong>eighth working day</strong>, from forty sheets.</p>
<p>From April, the ledgers agree overnight, and three people go back to analysis.</p></div></div>
<table class="drivers figures" id="front/drivers">
<colgroup><col data-width="46"/><col data-width="18"/><col data-width="18"/><col data-width="18"/></colgroup>
<thead><tr><th scope="col">Measure</th><th scope="col" class="num">Today</th><th scope="col" class="num">Target</th>
<th scope="col" class="num">Worth a year</th></tr></thead><tbody>{drivers}</tbody></table>
<h2 id="front/needs">What we need, and from whom</h2>
<table class="needs grid" id="front/needs-table">
<colgroup><col data-width="22"/><col data-width="35"/><col data-width="15"/><col data-width="28"/></colgroup>
<thead><tr><th scope="col">Who</th><th scope="col">What</th><th scope="col">By when</th><th scope="col">Why</th></tr></thead>
<tbody>{needs}</tbody></table>
<h2 id="front/where">Where we are</h2>
<p class="muted progress" id="front/progress">12 of 45 steps are done. Next: security review passed, 4 December 2026.</p>
<figure data-drawing="timeline" id="front/timeline"><figcaption>Timeline from October 2026 to June 2027</figcaption></figure>
</section>"""


def _plan(rows: int, names: Names) -> str:
    phases, size = [], 8
    for number, first in enumerate(range(0, rows, size), 1):
        lines = "".join(_row(i, names) for i in range(first, min(first + size, rows)))
        phases.append(f"""<div class="phase" id="plan/F-{number:02}">
<h3 class="band" id="plan/F-{number:02}/title">Prove it on your own data {number} <span class="when">5 Oct – 18 Dec 2026</span></h3>
<div class="purpose" id="plan/F-{number:02}/purpose"><p>Your ledgers, your month-end, our people beside yours.</p></div>
<table class="rows" id="plan/F-{number:02}/rows">
<colgroup><col data-width="6.5"/><col data-width="27"/><col data-width="12.5"/><col data-width="12.5"/><col data-width="8"/>
<col data-width="11"/><col data-width="11.5"/><col data-width="11"/></colgroup>
<thead><tr><th scope="col">Key</th><th scope="col">What</th><th scope="col">Halden</th><th scope="col">Corvane</th>
<th scope="col">Start</th><th scope="col">Due</th><th scope="col">Done when</th><th scope="col">Status</th></tr></thead>
<tbody>{lines}</tbody></table>
<p class="exit" id="plan/F-{number:02}/exit"><strong>To go on:</strong> both project leads have signed the test protocol.</p></div>""")
    return f'<section id="plan" class="part"><h2 id="plan/title">The plan</h2>{"".join(phases)}</section>'


def _row(i: int, names: Names) -> str:
    key = f"M-{i + 1:02}"
    day = START + timedelta(days=3 * (i % 80))
    status, word = STATUSES[(4, 1, 0, 2, 0, 3, 0, 5)[i % 8]]
    kind = "milestone" if i % 8 == 7 else "task"
    note = f'<div class="note"><div data-field="tasks.{key}.note" data-kind="markdown"><p>Needs the <em>signed</em> annex.</p></div></div>'
    seller = _field(f"tasks.{key}.seller", "Tomas Reil" if i % 3 else "", "person", "P-02" if i % 3 else "")
    return f"""<tr id="plan/F-{i // 8 + 1:02}/{key}" class="{kind}{" critical" if i % 5 == 0 else ""} {status}">
<td class="key">{key}</td><td><strong class="title">{_field(f"tasks.{key}.title", names.task)}</strong>
{note if i % 4 == 1 else ""}</td>
<td><a href="#people/P-01">{_field(f"tasks.{key}.buyer", "Ines Halvorsen", "person", "P-01")}</a></td><td>{seller}</td>
<td>{day.strftime("%d %b")}</td>
<td>{_field(f"tasks.{key}.due", day.strftime("%a %d %b %Y"), "date", day.isoformat())}<br/><span class="tag proposed">proposed</span></td>
<td>{_field(f"tasks.{key}.done_when", "The report is signed" if i % 2 else "")}</td>
<td><span class="status status-{status}">{_field(f"tasks.{key}.status", word, "status", status)}</span></td></tr>"""


def _grids(names: Names) -> str:
    return f"""<section id="people" class="part appendix"><h2 id="people/title">People</h2>
<h3 id="people/buyer" class="buyer">{escape(names.buyer)}</h3>
<table class="grid people" id="people/buyer-table">
<colgroup><col data-width="7"/><col data-width="30"/><col data-width="22"/><col data-width="41"/></colgroup>
<thead><tr><th scope="col">Key</th><th scope="col">Name</th><th scope="col">Part</th><th scope="col">Asked to</th></tr></thead>
<tbody><tr id="people/P-01"><td class="key">P-01</td><td><strong>Ines Halvorsen</strong><p class="note">Head of finance</p>
<p class="note"><a href="mailto:ines@halden.example">ines@halden.example</a></p></td><td>Project lead</td><td>Decide</td></tr>
<tr id="people/P-02"><td class="key">P-02</td><td><strong>Tomas Reil</strong></td><td>Seller lead</td><td>Run the plan</td></tr>
</tbody></table>
<h3 id="work/title">How we work</h3>
<table class="grid" id="work/table"><colgroup><col data-width="24"/><col data-width="76"/></colgroup><tbody>
<tr><th scope="row">Cadence</th><td>Every second Tuesday</td></tr>
<tr><th scope="row">Closed</th><td><ul><li>Halden: year end, 21 December to 4 January</li><li>Corvane: 24 December</li></ul></td></tr>
<tr><th scope="row">Resources</th><td><ul><li><a href="https://docs.corvane.example/a?b=1&amp;c=2">Security pack</a></li></ul></td></tr>
</tbody></table>
<ul id="x"><li>One<ul><li>Two<ul><li>Three</li></ul></li></ul></li><li>Four</li></ul>
<ol id="y"><li>First</li><li><p>Second</p><p>still second</p></li></ol><ol id="z"><li>Counts from one</li></ol>
<p class="callout" id="c">A sentence that must not be missed.</p><blockquote id="q"><p>Quoted words.</p></blockquote><hr/>
<p id="p">Was <del>18 Dec</del> <ins>8 Jan</ins>, <mark>moved</mark>, <code>x = 1</code>.</p>
<table class="figures" id="value/years-table"><caption>Three years</caption>
<thead><tr><th scope="col">Value</th><th scope="col" class="num">Year 1</th><th scope="col" class="num">Total</th></tr></thead>
<tbody><tr><th scope="row">Base</th><td class="num">£240,000</td><td class="num"><strong>£3,240,000</strong></td></tr>
<tr class="total"><th scope="row">Net</th><td class="num">£40,000</td><td class="num">£2,000,000</td></tr></tbody></table></section>"""


def _drawing(names: Names) -> Drawing:
    def name(day: date, scale: Scale) -> str:
        return day.strftime("%b %Y") if scale != "year" else str(day.year)

    bars = [(0, 40), (30, 80), (75, 120), (110, 175), (176, 250)]
    rows = [
        Row(title, (Bar(START + timedelta(days=a), START + timedelta(days=b), "phase", 0.4),))
        for title, (a, b) in zip(("Align", names.task[:30], "Agree", "Implement", "Realise"), bars, strict=True)
    ]
    marks = tuple(
        Mark(START + timedelta(days=d), "milestone", t)
        for d, t in ((45, "Review passed"), (73, "Signed"), (175, "Go-live"))
    )
    rows.append(Row("Milestones", marks=marks))
    lines = (Mark(date(2026, 11, 23), "today", "Today"), Mark(date(2027, 3, 29), "target", "Go-live"))
    return timeline(rows, name=name, lines=lines, title="Timeline of five phases", rtl=names.direction == "rtl")
