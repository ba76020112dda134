"""Logos: found beside the deal or in the workspace, never elsewhere, and pictures only."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.deal import Deal
from mapdocs.logos import load_logos
from mapdocs.problems import Problem, Where
from mapdocs.validation import validate
from tests.reading import node_of
from tests.workspaces import one_deal, opened, put

HERE = Where("deal.yaml", 3, 9)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 17
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one deal."""
    return one_deal(tmp_path)


def logos_of(root: Path, text: str) -> tuple[dict[str, bytes], list[Problem]]:
    """The logos of a deal that says `text` of its buyer, and what is wrong."""
    deal, faults = validate(node_of(f"buyer: {{name: A, {text}}}\nseller: {{name: B}}"), Deal)
    assert [] == faults
    assert deal
    logos, problems = load_logos(opened(root), deal, root / "content" / "deals" / "acme", lambda _: HERE)
    return {side: logo.data for side, logo in logos.items()}, problems


def test_logos_lie_beside_the_deal_or_in_content(root: Path) -> None:
    """The deal's own before the workspace's."""
    folder = root / "content" / "deals" / "acme"
    put(root, "content/a.svg", SVG.format("<g/>"))
    (root / "content" / "b.png").write_bytes(PNG)

    assert ({"buyer": SVG.format("<g/>").encode()}, []) == logos_of(root, "logo: a.svg")
    assert ({"buyer": PNG}, []) == logos_of(root, "logo: b.png")
    (folder / "a.svg").write_text(SVG.format("<path/>"))
    assert ({"buyer": SVG.format("<path/>").encode()}, []) == logos_of(root, "logo: a.svg")


@pytest.mark.parametrize(
    "name",
    [
        "../../secret.svg",
        "../secret.svg",
        "deals/acme/x.svg",
        "none.svg",
        "x.gif",
        "x",
        "link.svg",
        "x" * 5000 + ".svg",
        "folder.svg",
    ],
)
def test_a_logo_from_elsewhere_is_refused(root: Path, name: str) -> None:
    """Out of the folder, by a link, of another kind, or not there: a problem where the deal names it."""
    folder = root / "content" / "deals" / "acme"
    put(root, "content/secret.svg", SVG.format(""))
    put(root, "content/deals/secret.svg", SVG.format(""))
    put(root, "content/deals/acme/x.svg", SVG.format(""))
    put(root, "content/deals/acme/x.gif", "GIF89a")
    (folder / "link.svg").symlink_to(root / "content" / "secret.svg")
    (folder / "folder.svg").mkdir()
    logos, [problem] = logos_of(root, f"logo: '{name}'")

    assert ({}, "no-logo", HERE) == (logos, problem.code, problem.where)
    assert len(str(problem)) < 300


def test_an_absolute_path_is_no_logo(root: Path) -> None:
    """Wherever it leads."""
    put(root, "content/deals/x.svg", SVG.format(""))

    assert ["no-logo"] == [problem.code for problem in logos_of(root, f"logo: {root}/content/deals/x.svg")[1]]


BAD = {
    "script": SVG.format("<script>alert(1)</script>"),
    "handler": SVG.format('<path onclick="alert(1)"/>'),
    "onload": SVG.format("").replace("viewBox", 'onload="x()" viewBox'),
    "foreign": SVG.format("<foreignObject/>"),
    "html": SVG.format('<b xmlns="http://www.w3.org/1999/xhtml"/>'),
    "image": SVG.format('<image xlink:href="http://t.example/p.png"/>'),
    "use": SVG.format('<use xlink:href="http://t.example/p.svg#a"/>'),
    "file": SVG.format('<use href="file:///etc/passwd"/>'),
    "data": SVG.format('<use href="data:image/svg+xml,x"/>'),
    "link": SVG.format('<a href="javascript:alert(1)"/>'),
    "url": SVG.format('<path fill="url(http://t.example/p)"/>'),
    "quoted": SVG.format("<path style=\"fill:url( 'http://t.example/p')\"/>"),
    "escaped": SVG.format(r'<path style="fill:u\72l(http://t.example/p)"/>'),
    "style": SVG.format("<style>@import 'http://t.example/p.css'</style>"),
    "set": SVG.format('<a href="#a"><set attributeName="href" to="http://t.example"/></a>'),
    "animate": SVG.format('<animate attributeName="href" values="http://t.example"/>'),
    "sheet": "<?xml-stylesheet href='http://t.example/p.css'?>" + SVG.format(""),
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.format("&x;"),
    "laughs": '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + SVG.format("&b;"),
    "doctype": '<!DOCTYPE svg SYSTEM "http://t.example/svg.dtd">' + SVG.format(""),
    "page": "<html><body/></html>",
    "broken": SVG.format("<g>"),
    "nothing": "",
    "text": "not a picture",
    "deep": SVG.format("<g>" * 100_000 + "</g>" * 100_000),
}


@pytest.mark.parametrize("what", BAD)
def test_an_svg_that_runs_or_reaches_out_is_refused(root: Path, what: str) -> None:
    """A logo from a buyer's site is a picture and nothing else."""
    put(root, "content/deals/acme/a.svg", BAD[what])
    logos, [problem] = logos_of(root, "logo: a.svg")

    assert ({}, "bad-logo", HERE) == (logos, problem.code, problem.where)


@pytest.mark.parametrize(
    "body",
    [
        '<path fill="url(#a)"/>',
        '<use xlink:href="#a"/>',
        "<path style=\"fill:url('#a')\"/>",
        "<!-- a --><title>A</title>",
        "<linearGradient id='a'/>",
    ],
)
def test_an_svg_that_is_a_picture_is_taken(root: Path, body: str) -> None:
    """References inside it are its own."""
    put(root, "content/deals/acme/a.svg", SVG.format(body))

    assert [] == logos_of(root, "logo: a.svg")[1]


def test_a_png_must_be_one_and_no_logo_may_be_large(root: Path) -> None:
    """By its bytes, not by its name."""
    folder = root / "content" / "deals" / "acme"
    (folder / "a.png").write_bytes(b"<svg/>")
    (folder / "b.png").write_bytes(PNG + b"\0" * 1024 * 1024)

    assert ["bad-logo"] == [problem.code for problem in logos_of(root, "logo: a.png")[1]]
    assert ["bad-logo"] == [problem.code for problem in logos_of(root, "logo: b.png")[1]]
