"""What a pull costs: reading a co-edited plan of 200 tasks, measured by parsing its JSON.

The document is what Google gives after a first push, with the looks of every paragraph, cell and run in it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.harness import Case
from mapdocs.outline import layout_of
from mapdocs.readers.gdocs import find, observe, parse
from tests.gdocs_pushed import Pushed
from tests.writers.looks import assets, sample

if TYPE_CHECKING:
    from typing import Any

    from mapdocs.layout import Layout

TASKS = 200
EVERY = 7


@cache
def layout() -> Layout:
    """The plan as it was pushed."""
    return layout_of(sample(TASKS), assets().theme)


@cache
def pushed() -> bytes:
    """The document as nobody has touched it."""
    return json.dumps(Pushed(layout(), assets().theme).raw(), ensure_ascii=False).encode()


@cache
def edited() -> bytes:
    """Keys typed over in each table, so that words and named ranges have to tell."""
    document = json.loads(pushed())
    for block in document["tabs"][0]["documentTab"]["body"]["content"]:
        for number, row in enumerate(block.get("table", {}).get("tableRows", ())):
            if number % EVERY == 1:
                run = row["tableCells"][0]["content"][0]["paragraph"]["elements"][0]["textRun"]
                run["content"] = "x" * (len(run["content"]) - 1) + "\n"
    return json.dumps(document, ensure_ascii=False).encode()


@cache
def given(content: bytes) -> Any:  # noqa: ANN401
    """The document as Python objects."""
    return json.loads(content)


def read(content: bytes) -> object:
    """All that a pull reads of a document that has been parsed."""
    doc = parse(given(content))
    return observe(doc, layout(), find(doc, layout()))


PARSED = "parsing its JSON"
CASES = [
    Case("gdocs: 200 tasks read", lambda: read(pushed()), PARSED, lambda: json.loads(pushed()), 1.0),
    Case("gdocs: 200 tasks read, keys typed over", lambda: read(edited()), PARSED, lambda: json.loads(edited()), 1.5),
]
