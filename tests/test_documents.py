"""Whole documents: of odd deals, in every format, text as typed, the same bytes each time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from mapdocs.writers import EXTENSIONS, write
from tests.samples import RICH, SMALL, TINY, document

if TYPE_CHECKING:
    from mapdocs.writers.result import Written

HEAD = "buyer: {name: Marlow, country: GB}\nseller: {name: Fernhill, country: DE}\n"
NASTY = "<b>&{{1}}*_=1+1&amp;[a](b)"


@lru_cache(maxsize=64)
def written(text: str, kind: str, *, today: date = date(2026, 11, 23)) -> Written:
    found = document(text, today=today)
    return write(kind, found.plan, found.page, found.assets)


def text_of(kind: str, data: bytes) -> str:
    """What a reader sees of a document, without white space."""
    if kind == "pdf":
        found = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    elif kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = unescape(re.sub(r"<[^>]*>", "", package.read("word/document.xml").decode()))
    elif kind == "html":
        found = unescape(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", "", data.decode(), flags=re.DOTALL))
    else:
        found = data.decode() if kind in ("json", "gdocs") else unescape(re.sub(r"\\(.)", r"\1", data.decode()))
    return re.sub(r"\s|\u00ad|\u200b|\u2060", "", found)


ODD = {
    "four lines": TINY,
    "no go-live": TINY.replace("go_live: 2027-03-31\n", ""),
    "on hold": SMALL + "state: {is: on-hold, why: Reorganisation}\n",
    "no people": f"{HEAD}go_live: 2027-03-31\ntasks: {{a: {{title: A}}, b: {{title: B, after: [a]}}}}\n",
    "nothing but names": HEAD,
    "all done": f"{HEAD}go_live: 2026-11-20\ntasks:\n"
    + "".join(f"  t{n}: {{title: T{n}, status: done, finished: 2026-11-{n:02d}}}\n" for n in range(2, 7)),
    "all cancelled": f"{HEAD}tasks: {{a: {{title: A, status: cancelled}}}}\n",
    "long names": SMALL.replace(
        "Marlow Bank plc, short: Marlow", "Vereinigte Nordhessische Energieversorgungsgesellschaft mbHx"
    )
    .replace("Fernhill Analytics, short: Fernhill", "W" * 60)
    .replace("Maria Keller", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter"),
    "arabic": SMALL.replace("Marlow Bank plc, short: Marlow", "شركة الخليج المحدودة") + "locale: ar-AE\n",
    "japanese": SMALL.replace("Contract signed", "契約締結・導入計画") + "locale: ja-JP\n",
}


@pytest.mark.parametrize("kind", ["html", "docx", "md", "json", "gdocs"])
@pytest.mark.parametrize("name", ODD)
def test_an_odd_deal_is_written(name: str, kind: str) -> None:
    """Whatever there is of it, without an error."""
    assert written(ODD[name], kind).data


@pytest.mark.parametrize("name", ["nothing but names", "long names", "arabic", "japanese", "all done"])
def test_an_odd_deal_is_printed(name: str) -> None:
    """Page one of it, too."""
    found = written(ODD[name], "pdf")

    assert found.pages
    assert [] == [problem for problem in found.problems if problem.severity == "error"]


def test_a_plan_months_late_still_has_a_page_one() -> None:
    """Its rows say that they need a new date; nothing says `late`."""
    page = document(RICH, today=date(2028, 2, 1)).page
    text = " ".join(block.text() for block in page.blocks)

    assert "new date" in text.lower()
    assert not re.search(r"\blate\b|\boverdue\b", text.lower())


def test_two_hundred_tasks_are_written() -> None:
    """Each with its row, in a time that a person waits."""
    lines = "".join(
        f"  t{n}: {{title: Task {n}, duration: 2bd, after: [{f't{n - 1}' if n else ''}]}}\n" for n in range(200)
    )
    text = f"{HEAD}go_live: 2029-03-30\ntasks:\n{lines}"
    rows = [element for element in document(text).page.walk() if element.tag == "tr" and "task" in element.classes]

    assert 200 == len(rows)
    assert written(text, "docx").data


def test_without_a_date_page_one_asks_for_it() -> None:
    """All dates are proposals then, and no date stands as the target."""
    found = document(ODD["no go-live"])
    front = found.page.blocks[0]

    assert found.plan.proposed
    assert ["front/go-live"] == [e.id for e in front.walk() if "callout" in e.classes]
    assert "proposed" in " ".join(block.text() for block in found.page.blocks)


def test_a_deal_on_hold_says_so_and_not_why() -> None:
    """The reason is the seller's."""
    front = document(ODD["on hold"]).page.blocks[0].text()

    assert "hold" in front.lower()
    assert "Reorganisation" not in front


@pytest.mark.parametrize("kind", EXTENSIONS)
@pytest.mark.parametrize("place", ["Contract signed", "Marlow Bank plc", "Engineers are shared", "Hosting region"])
def test_text_comes_out_as_typed_in_every_format(place: str, kind: str) -> None:
    """No format reads it as its own language: HTML, Markdown, a formula, a template."""
    text = re.sub(place, lambda _: f'"{NASTY}"', SMALL)

    assert NASTY in text_of(kind, written(text, kind).data)


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.samples import document
from mapdocs.writers import write
text = sys.stdin.read()
for edition in ("buyer", "internal"):
    for kind in {kinds!r}:
        found = document(text, edition)
        Path(sys.argv[1], edition + "." + kind).write_bytes(write(kind, found.plan, found.page, found.assets).data)
"""


def test_the_same_deal_gives_the_same_bytes_in_any_process(root: Path, tmp_path: Path) -> None:
    """Two processes that hash text differently, and live in different places and time zones."""
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        folder = tmp_path / seed
        folder.mkdir()
        script = SCRIPT.format(root=str(root), kinds=tuple(EXTENSIONS))
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        command = [sys.executable, "-c", script, str(folder)]
        subprocess.run(command, input=RICH, text=True, check=True, env=environment, cwd=folder, timeout=120)
        made.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})

    assert 2 * len(EXTENSIONS) == len(made[0])
    assert [] == [name for name in made[0] if made[0][name] != made[1][name]]
