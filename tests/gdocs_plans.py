"""A small plan as a Layout, as a first push would send it: what tests of co-editing lay documents beside."""

from __future__ import annotations

from mapdocs.layout import Cell, Layout, Para, ParaStyle, Row, Run, Table, Tone

SIGNS = {"Not started": "\u25cb\u00a0", "In progress": "\u25d0\u00a0", "Done": "\u25cf\u00a0"}
HEADS = ("Key", "What", "Marlow", "Fernhill", "Start", "Due", "Done when", "Status")


def para(id: str, text: str = "", style: ParaStyle = "text", field: str = "", tone: Tone = "") -> Para:  # noqa: A002
    return Para(id, (Run(text, tone),) if text else (), style, field)


def cell(*paras: Para) -> Cell:
    return Cell(paras)


def task(
    phase: str,
    key: str,
    title: str,
    *,
    buyer: str = "",
    seller: str = "",
    due: str = "",
    done_when: str = "",
    status: str = "Not started",
    start: str = "",
    note: str = "",
    tag: str = "proposed",
) -> Row:
    """A row of the plan: eight columns, the tag and the note beside values."""
    at, of = f"plan/{phase}/{key}", f"tasks.{key}"
    what = [para(f"{at}/title", title, field=f"{of}.title", tone="strong")]
    what += [para(f"{at}/note", note, "note", field=f"{of}.note")] if note else []
    what += [para(f"{at}/1/2", f"Waits for {key}-before", "note")]
    sign = SIGNS[status]
    cells = (
        cell(para(f"{at}/0/1", key)),
        cell(*what),
        cell(para(f"{at}/buyer", buyer, field=f"{of}.buyer")),
        cell(para(f"{at}/seller", seller, field=f"{of}.seller")),
        cell(para(f"{at}/4/1", start)),
        cell(para(f"{at}/due", due, field=f"{of}.due"), para(f"{at}/5/2", tag, tone="tag")),
        cell(para(f"{at}/done_when", done_when, field=f"{of}.done_when")),
        cell(Para(f"{at}/status", (Run(status),), field=f"{of}.status", sign=sign)),
    )
    return Row(at, cells, key)


def action(phase: str, key: str, title: str, *, buyer: str = "", due: str = "", status: str = "Not started") -> Row:
    """A row under a task, with the columns that actions have."""
    at, of = f"plan/{phase}/{key}", f"actions.{key}"
    cells = (
        cell(para(f"{at}/0/1", key)),
        cell(para(f"{at}/title", title, field=f"{of}.title")),
        cell(para(f"{at}/buyer", buyer, field=f"{of}.buyer")),
        cell(para(f"{at}/seller", "", field=f"{of}.seller")),
        cell(para(f"{at}/4/1")),
        cell(para(f"{at}/due", due, field=f"{of}.due")),
        cell(para(f"{at}/6/1")),
        cell(Para(f"{at}/status", (Run(status),), field=f"{of}.status", sign=SIGNS[status])),
    )
    return Row(at, cells, key)


def rows(id: str, heads: tuple[str, ...], *body: Row) -> Table:  # noqa: A002
    """A table of rows with keys."""
    head = Row(f"{id}/head", tuple(Cell((para(f"{id}/head/{n}/1", text),), head=True) for n, text in enumerate(heads)))
    return Table(id, (100 / len(heads),) * len(heads), (head, *body), key_column=0)


def criterion(key: str, what: str, measured: str, owner: str) -> Row:
    at = f"criteria/{key}"
    names = ("what", "measured_by", "owner")
    held = [
        cell(para(f"{at}/{n}", t, field=f"criteria.{key}.{n}"))
        for n, t in zip(names, (what, measured, owner), strict=True)
    ]
    return Row(at, (cell(para(f"{at}/0/1", key)), *held), key)


PROVE = (
    task(
        "F-01", "M-01", "Data sample sent", buyer="Maria Keller", seller="Tom Weiss", due="Fri 4 Dec 2026",
        done_when="Ten thousand alerts received", status="Done", start="30 Nov",
    ),
    task(
        "F-01", "M-02", "Proof accepted", buyer="Maria Keller", due="Fri 18 Dec 2026",
        done_when="Nine in ten are right", status="In progress", start="7 Dec", note="Weekly call on Tuesdays.",
    ),
    action("F-01", "M-02.1", "Draft the report", buyer="Maria Keller", due="Tue 15 Dec 2026"),
    task("F-01", "M-03", "Steering committee decides", buyer="Ruth Adeyemi", due="Thu 14 Jan 2027", start="11 Jan"),
)  # fmt: skip
ASSURE = (
    task("F-02", "M-04", "Security review passed", buyer="Security", seller="Tom Weiss", due="Fri 22 Jan 2027"),
    task("F-02", "M-05", "Contract signed", buyer="Ruth Adeyemi", due="Fri 29 Jan 2027", done_when="Both have signed"),
)

FACTS = Table(
    "front/facts",
    (30.0, 70.0),
    tuple(
        Row(f"front/facts/{n}", (cell(para(f"front/facts/{n}/0/1", name)), cell(para(f"front/facts/{n}/1/1", fact))))
        for n, (name, fact) in enumerate(
            (("Target", "Wed 31 Mar 2027"), ("Why", "First filing"), ("Signature", "29 Jan"))
        )
    ),
    heads=0,
    kind="facts",
)

PLAN = Layout(
    "Marlow Plan",
    (
        para("front/title", "Mutual Success Plan", "title"),
        para("front/line", "Marlow Bank and Fernhill Analytics", "subtitle"),
        FACTS,
        para("front/facts/gap", style="gap"),
        para("value/objective", "Bring alert review under one hour by March.", "objective", field="value.objective"),
        para("value/summary", "Analysts check alerts by hand.", field="value.summary"),
        para("value/summary/2", "Decisions within the hour", "list", field="value.summary"),
        para("value/summary/3", "No night shifts", "list", field="value.summary"),
        para("value/note", "All worth is a year.", "muted"),
        para("plan/title", "The plan", "h2"),
        para("plan/F-01/title", "Prove it on your data", "h3"),
        rows("plan/F-01/rows", HEADS, *PROVE),
        para("plan/F-01/rows/gap", style="gap"),
        para("plan/F-02/title", "Make it safe to say yes", "h3"),
        rows("plan/F-02/rows", HEADS, *ASSURE),
        para("plan/F-02/rows/gap", style="gap"),
        para("criteria/title", "Success criteria", "h2"),
        rows(
            "criteria/rows",
            ("Key", "What", "Measured by", "Owner"),
            criterion("C-01", "Nine in ten alerts are worth a look", "Weekly sample of 200", "Maria Keller"),
        ),
        para("criteria/rows/gap", style="gap"),
        para("end", "We will review this plan each Tuesday.", "muted"),
    ),
)
