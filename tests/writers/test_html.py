"""The HTML file: whole in itself, safe, and readable on a phone, on paper and in the dark."""

from __future__ import annotations

import re
import subprocess
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from tinyhtml5.parser import HTMLParser  # type: ignore[import-untyped]

from mapdocs.redline import redline
from mapdocs.writers.html import write_html
from tests.redlines import states
from tests.writers.looks import THEMES, assets, sample
from tests.writers.word_pages import ARABIC, NASTY, Names

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Program

ENDLESS = Names(plan="Donaudampfschifffahrtsgesellschaftskapit\u00e4nsversammlung", task="a" * 300)
PROBE = """
<script>
addEventListener("load", () => {
  const wide = [...document.querySelectorAll("main *")].filter(e => !e.closest(".scroll") &&
    e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length;
  document.title = "wide=" + wide + " scroll=" + document.documentElement.scrollWidth;
});
</script>
"""


def written(theme: str = "default", rows: int = 12, names: Names | None = None) -> str:
    return write_html(sample(rows, names), assets(theme)).data.decode("utf-8")


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_outside_the_file_is_asked_for(theme: str) -> None:
    """No address but in links that people follow; and the file forbids the browser to fetch anything."""
    html = written(theme)
    loaded = re.findall(r"""(?:src=["']?|url\(["']?)([a-z]+:)""", html)

    assert {"data:"} == set(loaded)
    assert "<link" not in html
    assert "<script" not in html
    assert "@import" not in html
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:" in html


@pytest.mark.parametrize("theme", THEMES)
def test_a_file_is_small_enough_to_mail(theme: str) -> None:
    """Faces and pictures included, a plan of 45 rows stays below 400 kB."""
    assert len(written(theme, rows=45)) < 400_000


@pytest.mark.parametrize("names", [Names(), Names(plan=NASTY, task=NASTY, buyer=NASTY)])
def test_it_is_html_without_a_fault(names: Names) -> None:
    """A strict parser has nothing to complain of, whatever people typed."""
    parser = HTMLParser(namespace_html_elements=False)
    parser._parse(StringIO(written(names=names)))

    assert [] == parser.errors


def test_the_same_page_gives_the_same_bytes() -> None:
    """No clock and no chance is in it."""
    assert write_html(sample(), assets()).data == write_html(sample(), assets()).data


def test_a_reader_without_a_mouse_gets_to_the_plan() -> None:
    """The first link leads past everything else, and each part is in the contents."""
    html = written()
    links = re.findall(r'<a (?:class="skip" )?href="#([^"]+)"', html)

    assert "plan" == links[0]
    assert '<nav aria-label="Contents">' in html
    assert {"plan", "people"} <= set(links)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "names", [Names(), ENDLESS, Names(plan=ARABIC, task=ARABIC, language="ar-SA", direction="rtl")]
)
def test_a_phone_never_scrolls_sideways(theme: str, names: Names, program: Program, tmp_path: Path) -> None:
    """At 390 pixels nothing is wider than the screen, but what scrolls in a box of its own."""
    html = written(theme, names=names)
    frame = tmp_path / "frame.html"
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html).replace("</body>", PROBE + "</body>")
    (tmp_path / "page.html").write_text(page, "utf-8")
    # A window of a headless browser is at least 500 pixels wide; a frame may be as narrow as a phone.
    frame.write_text(
        '<body><iframe src="page.html" width="390" height="800" id="f"></iframe><script>setTimeout(() => {'
        'document.title = "x"; const d = document.getElementById("f").contentDocument;'
        "document.body.append(d.title); }, 1500)</script>",
        "utf-8",
    )
    command = [
        program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--hide-scrollbars",
        "--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000",
        "--dump-dom", frame.as_uri(),
    ]  # fmt: skip
    seen = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    assert "wide=0 scroll=390" in seen


def changed() -> tuple[str, str]:
    """A deal's plan, and its redline against an earlier state."""
    old, new = states("all")
    return tuple(write_html(page, new.assets).data.decode() for page in (new.page, redline(old.page, new.page)))  # type: ignore[return-value]


def test_a_redline_has_a_switch_and_a_plan_has_none() -> None:
    """A checkbox with a label, without a script; the page is still whole in itself and without a fault."""
    plan, marked = changed()
    parser = HTMLParser(namespace_html_elements=False)
    parser._parse(StringIO(marked))

    assert 'for="redline"' not in plan
    assert 1 == marked.count('<label for="redline" class="switch">Show changes</label>')
    assert "<script" not in marked
    assert [] == parser.errors


@pytest.mark.slow
def test_the_switch_shows_the_plan_without_its_changes(program: Program, tmp_path: Path) -> None:
    """Switched off, a browser shows what it shows of the plan itself; switched on, more."""
    plan, marked = changed()
    seen = {
        name: shown(html, program, tmp_path / f"{name}.html")
        for name, html in (("plan", plan), ("off", marked.replace(" checked>", ">")), ("on", marked))
    }

    assert seen["plan"] == seen["off"]
    assert len(seen["plan"]) < len(seen["on"])


def shown(html: str, program: Program, path: Path) -> list[str]:
    """The words that a browser shows."""
    script = (
        "<script>addEventListener('load', () => document.title = document.querySelector('main').innerText)</script>"
    )
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html).replace("</body>", f"{script}</body>")
    path.write_text(page, "utf-8")
    command = [
        program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={path.parent / 'profile'}", "--virtual-time-budget=2000", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    title = re.search(r"<title>(.*?)</title>", done, re.DOTALL)
    return title[1].split() if title else []
