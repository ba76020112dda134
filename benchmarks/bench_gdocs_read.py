"""What a pull costs: reading a co-edited plan of 200 tasks and merging it, measured by parsing its JSON.

The document is what Google gives after a first push, with the looks of every paragraph, cell and run in it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.harness import Case
from mapdocs.merge import merge3
from mapdocs.observed import Known
from mapdocs.outline import layout_of
from mapdocs.readers.gdocs import find, observe, parse
from mapdocs.values import deal_values, reading_of
from tests.gdocs_pushed import Pushed
from tests.samples import TINY, document, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mapdocs.fields import FieldId
    from mapdocs.layout import Layout
    from mapdocs.observed import Observed

TASKS = 200
EVERY = 7
KEY, DUE = 0, 5
"""Columns of the plan's tables."""


@cache
def deal() -> str:
    """A deal file of so many tasks, in phases of twenty, with owners, dates and notes."""
    people = "people:\n  maria: {name: Maria Keller, party: buyer}\n  tom: {name: Tom Weiss, party: seller}\n"
    phases = "".join(f"  part-{n}: {{title: Part {n + 1}}}\n" for n in range(TASKS // 20))
    tasks = "".join(
        f"  step-{n}: {{phase: part-{n // 20}, title: Step {n} of the work, buyer: maria, seller: tom, duration: 3bd,"
        f" done_when: Both have seen result {n}, note: 'See the *list* of day {n}.'"
        + (f", after: [step-{n - 1}]" if n % 10 else "")
        + "}\n"
        for n in range(TASKS)
    )
    return f"{TINY.replace('playbook: enterprise-saas', '')}{people}phases:\n{phases}tasks:\n{tasks}"


@cache
def layout() -> Layout:
    """The plan as it was pushed."""
    made = document(deal())
    return layout_of(made.page, made.assets.theme)


@cache
def pushed() -> bytes:
    """The document as nobody has touched it."""
    return json.dumps(Pushed(layout(), document(deal()).assets.theme).raw(), ensure_ascii=False).encode()


@cache
def edited() -> bytes:
    """In each table every seventh key typed over, so that named ranges have to tell, and every seventh date."""
    raw = json.loads(pushed())
    for block in raw["tabs"][0]["documentTab"]["body"]["content"]:
        for number, row in enumerate(block.get("table", {}).get("tableRows", ())):
            cells = row["tableCells"]
            if number % EVERY == 1 and len(cells) > DUE:
                key, due = (cells[at]["content"][0]["paragraph"]["elements"][0]["textRun"] for at in (KEY, DUE))
                key["content"] = "x" * (len(key["content"]) - 1) + "\n"
                due["content"] = due["content"].replace("2027", "2028")
    return json.dumps(raw, ensure_ascii=False).encode()


@cache
def given(content: bytes) -> Any:  # noqa: ANN401
    """The document as Python objects."""
    return json.loads(content)


def read(content: bytes) -> Observed:
    """All that a pull reads of a document that has been parsed."""
    doc = parse(given(content))
    return observe(doc, layout(), find(doc, layout()))


@cache
def base() -> Mapping[FieldId, Known]:
    """What was read after the push, beside the deal's values."""
    ours = deal_values(opened(deal()))
    return {field: Known(seen.text, ours.get(field, "")) for field, seen in read(pushed()).fields.items()}


def pull(content: bytes) -> object:
    """Read and merged: what people changed."""
    return merge3(base(), deal_values(opened(deal())), read(content), reading_of(opened(deal())))


PARSED = "parsing its JSON"
CASES = [
    Case("gdocs: 200 tasks read and merged", lambda: pull(pushed()), PARSED, lambda: json.loads(pushed()), 1.5),
    Case("gdocs: the same, much edited", lambda: pull(edited()), PARSED, lambda: json.loads(edited()), 1.5),
]
