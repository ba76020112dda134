"""Workspaces: found from anywhere below, their files over the shipped ones, and nothing read from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.deal import Deal
from mapdocs.problems import DealError, MapdocsError, Problem, UsageError, Where
from mapdocs.source import plain
from mapdocs.validation import validate
from mapdocs.workspace import (
    DealPlace,
    Workspace,
    all_deals,
    builtin_templates,
    find_deal,
    find_root,
    load_assets,
    load_theme,
    load_words,
    open_workspace,
    shown,
)
from tests.reading import PARTIES, node_of, shipped

HERE = Where("deal.yaml", 3, 9)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 17
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one deal."""
    (tmp_path / "content" / "deals" / "acme").mkdir(parents=True)
    (tmp_path / "content" / "workspace.yaml").write_text("seller: {name: Ours, country: DE}\n")
    (tmp_path / "content" / "deals" / "acme" / "deal.yaml").write_text("buyer: {name: Acme, country: GB}\n")
    return tmp_path


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def opened(root: Path) -> Workspace:
    return open_workspace(root, root)


def refusal(error: MapdocsError) -> str:
    [problem] = error.problems
    assert problem.hint
    return problem.code


def test_a_workspace_is_found_from_any_folder_in_it(root: Path) -> None:
    """The nearest one at or above."""
    below = root / "content" / "deals" / "acme"

    assert [root, root] == [find_root(None, root), find_root(None, below)]
    assert root == find_root(root, Path("/"))
    assert None is find_root(None, Path("/"))


def test_a_folder_that_is_asked_for_must_be_one(tmp_path: Path) -> None:
    """`-w` is not guessed around."""
    with pytest.raises(UsageError) as caught:
        find_root(tmp_path, tmp_path)

    assert "no-workspace" == refusal(caught.value)


def test_a_deal_is_named_by_its_folder(root: Path) -> None:
    """By name, by the path of its file, or of its folder: the same deal, with its documents in one place."""
    workspace = opened(root)
    by_name = find_deal(workspace, "acme", root)

    assert ("acme", root / "dist" / "acme", "content/deals/acme/deal.yaml") == (
        by_name.name,
        by_name.out,
        by_name.shown,
    )
    assert by_name == find_deal(workspace, "content/deals/acme/deal.yaml", root)
    assert by_name == find_deal(workspace, "content/deals/acme", root)
    assert by_name.out == find_deal(workspace, "deal.yaml", root / "content" / "deals" / "acme").out
    assert [by_name] == all_deals(workspace, root)


def test_a_deal_file_anywhere_is_a_deal(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Outside any workspace its documents go below the current folder; another file name names the deal."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    put(elsewhere, "north/deal.yaml", PARTIES)
    put(elsewhere, "south.yaml", PARTIES)
    places = [find_deal(shipped(), name, elsewhere) for name in ("north/deal.yaml", "north", "south.yaml")]

    assert ["north", "north", "south"] == [place.name for place in places]
    assert [elsewhere / "dist" / name for name in ("north", "north", "south")] == [place.out for place in places]


@pytest.mark.parametrize(
    "name",
    [
        "../acme",
        "..",
        ".",
        "acme/../../x",
        "/etc/passwd",
        "",
        " ",
        "-x",
        ".hidden",
        "a..b",
        "ac\0me",
        "x" * 5000,
        "a/" * 3000,
        "äcme",
        "con:x",
        "a\nb",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(root: Path, name: str) -> None:
    """A deal's name is the name of a folder under content/deals/, and nothing else."""
    with pytest.raises(UsageError) as caught:
        find_deal(opened(root), name, root)

    assert "bad-deal-name" == refusal(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("name", "code"), [("akme", "unknown-deal"), ("none/deal.yaml", "no-file"), ("acme.yaml", "no-file")]
)
def test_a_deal_that_is_not_there_is_named_with_the_nearest(root: Path, name: str, code: str) -> None:
    """Or its path is."""
    with pytest.raises(UsageError) as caught:
        find_deal(opened(root), name, root)

    assert code == refusal(caught.value)
    assert code != "unknown-deal" or 'Did you mean "acme"?' == caught.value.problems[0].hint


def test_without_a_workspace_a_name_is_no_deal(tmp_path: Path) -> None:
    """The hint says what would be."""
    with pytest.raises(UsageError) as caught:
        find_deal(shipped(), "acme", tmp_path)

    assert "no-workspace" == refusal(caught.value)


def test_a_link_out_of_the_deals_folder_is_refused(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder or a file that leads elsewhere is not opened by its name, and not among all deals."""
    outside = tmp_path_factory.mktemp("outside")
    put(outside, "deal.yaml", PARTIES)
    deals = root / "content" / "deals"
    (deals / "linked").symlink_to(outside)
    (deals / "half").mkdir()
    (deals / "half" / "deal.yaml").symlink_to(outside / "deal.yaml")

    assert ["acme"] == [place.name for place in all_deals(opened(root), root)]
    for name in ("linked", "half"):
        with pytest.raises(UsageError) as caught:
            find_deal(opened(root), name, root)

        assert "bad-deal-name" == refusal(caught.value)


def test_the_shipped_templates_are_there() -> None:
    """In a checkout beside the package."""
    assert {"playbooks/light.yaml", "page.html.j2", "themes/base.css", "locales/en.yaml"} <= set(shipped().templates)
    assert (builtin_templates(),) == shipped().folders


def test_a_workspace_overrides_file_by_file(root: Path) -> None:
    """One file of its own, all others as shipped; a new one is there, too."""
    put(root, "templates/phases/align.md", "---\ntitle: Ours\n---\n")
    put(root, "templates/playbooks/mine.yaml", "title: Mine\nphases: [align]\n")
    templates = opened(root).templates

    assert "---\ntitle: Ours\n---\n" == templates["phases/align.md"].text
    assert "templates/phases/align.md" == templates["phases/align.md"].path
    assert "title: Mine\nphases: [align]\n" == templates["playbooks/mine.yaml"].text
    assert shipped().templates["phases/prove.md"].text == templates["phases/prove.md"].text


def test_a_workspaces_locale_may_hold_only_a_few_words(root: Path) -> None:
    """Word by word over the shipped; an empty file changes nothing; a new language is its own."""
    shipped_words = load_words(shipped())
    group, words = next(
        (key, value) for key, value in shipped_words["de"].items() if isinstance(value, dict) and len(value) > 1
    )
    first, *rest = words
    put(root, "templates/locales/de.yaml", f"{group}: {{{first}: Unser Wort}}\n")
    put(root, "templates/locales/fr.yaml", "# nothing yet\n")
    put(root, "templates/locales/nl.yaml", "front: {objective: Doel}\n")
    found = load_words(opened(root))

    assert "Unser Wort" == found["de"][group][first]
    assert all(found["de"][group][key] == words[key] for key in rest)
    assert shipped_words["fr"] == found["fr"]
    assert {"front": {"objective": "Doel"}} == found["nl"]


def test_shipped_templates_are_told_as_such(root: Path) -> None:
    """Not by a path of the machine they are installed on."""
    put(root, "templates/phases/align.md", "---\ntitle: Ours\n---\n")
    templates = opened(root).templates

    assert "templates/phases/prove.md (shipped)" == templates["phases/prove.md"].path
    assert "templates/phases/align.md" == templates["phases/align.md"].path


def test_a_broken_locale_is_a_problem_in_its_file(root: Path) -> None:
    """With line and column."""
    put(root, "templates/locales/de.yaml", "a: 1\na: 2\n")
    with pytest.raises(DealError) as caught:
        load_words(opened(root))

    assert Where("templates/locales/de.yaml", 2, 1) == caught.value.problems[0].where


def test_what_lies_under_a_deal(root: Path) -> None:
    """The workspace's own keys over its `defaults`, which may be any of a deal's."""
    put(
        root,
        "content/workspace.yaml",
        "seller: {name: Ours}\ntheme: boardroom\ndefaults: {theme: default, buffer: 5bd}\n",
    )

    assert {"seller": {"name": "Ours"}, "theme": "boardroom", "buffer": "5bd"} == plain(opened(root).under)


def test_an_empty_workspace_file_is_a_workspace(root: Path) -> None:
    """It says nothing yet."""
    put(root, "content/workspace.yaml", "# soon\n")

    assert {} == plain(opened(root).under)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("selller: {name: A}", ["unknown-key"]),
        ("playbook: light", ["unknown-key"]),
        ("seller: {nam: A}\npeople: [x]\ntheme: {}", ["unknown-key", "missing-key", "wrong-kind", "wrong-kind"]),
        ("seller: {name: A}\nseller: {name: B}", ["duplicate-key"]),
        ("- a", ["wrong-kind"]),
        ("a: [", ["bad-yaml"]),
    ],
)
def test_a_wrong_workspace_file_is_told_at_once(root: Path, text: str, codes: list[str]) -> None:
    """Before any deal; a workspace sets no playbook."""
    put(root, "content/workspace.yaml", text)
    with pytest.raises(DealError) as caught:
        opened(root)

    assert sorted(codes) == sorted(problem.code for problem in caught.value.problems)
    assert all(problem.where and problem.where.file == "content/workspace.yaml" for problem in caught.value.problems)


def test_paths_are_told_as_people_read_them(tmp_path: Path) -> None:
    """Below the current folder from there, else whole."""
    assert "a/b" == shown(tmp_path / "a" / "b", tmp_path)
    assert str(tmp_path) == shown(tmp_path, tmp_path / "a")


def assets_of(root: Path, text: str) -> tuple[dict[str, bytes], list[Problem]]:
    """The logos of a deal that says `text` of its buyer, and what is wrong."""
    deal, faults = validate(node_of(f"buyer: {{name: A, {text}}}\nseller: {{name: B}}"), Deal)
    assert [] == faults
    assert deal
    assets, problems = load_assets(opened(root), deal, root / "content" / "deals" / "acme", lambda _: HERE)
    return {side: logo.data for side, logo in assets.logos.items()}, problems


def test_logos_lie_beside_the_deal_or_in_content(root: Path) -> None:
    """The deal's own before the workspace's."""
    folder = root / "content" / "deals" / "acme"
    put(root, "content/a.svg", SVG.format("<g/>"))
    (root / "content" / "b.png").write_bytes(PNG)

    assert ({"buyer": SVG.format("<g/>").encode()}, []) == assets_of(root, "logo: a.svg")
    assert ({"buyer": PNG}, []) == assets_of(root, "logo: b.png")
    (folder / "a.svg").write_text(SVG.format("<path/>"))
    assert ({"buyer": SVG.format("<path/>").encode()}, []) == assets_of(root, "logo: a.svg")


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
    logos, [problem] = assets_of(root, f"logo: '{name}'")

    assert ({}, "no-logo", HERE) == (logos, problem.code, problem.where)
    assert len(str(problem)) < 300


def test_an_absolute_path_is_no_logo(root: Path) -> None:
    """Wherever it leads."""
    put(root, "content/deals/x.svg", SVG.format(""))

    assert ["no-logo"] == [problem.code for problem in assets_of(root, f"logo: {root}/content/deals/x.svg")[1]]


WITH = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"
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
    logos, [problem] = assets_of(root, "logo: a.svg")

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

    assert [] == assets_of(root, "logo: a.svg")[1]


def test_a_png_must_be_one_and_no_logo_may_be_large(root: Path) -> None:
    """By its bytes, not by its name."""
    folder = root / "content" / "deals" / "acme"
    (folder / "a.png").write_bytes(b"<svg/>")
    (folder / "b.png").write_bytes(PNG + b"\0" * 1024 * 1024)

    assert ["bad-logo"] == [problem.code for problem in assets_of(root, "logo: a.png")[1]]
    assert ["bad-logo"] == [problem.code for problem in assets_of(root, "logo: b.png")[1]]


@pytest.mark.parametrize("name", ["default", "boardroom"])
def test_the_shipped_themes_load(name: str) -> None:
    """With their fonts, as bytes."""
    theme, problems = load_theme(shipped(), name)

    assert ([], name) == (problems, theme.name)
    assert theme.faces
    assert all(face.data[:4] in (b"\0\1\0\0", b"OTTO", b"true") for face in theme.faces)


@pytest.mark.parametrize("name", ["defualt", "../x", "x/y", "x" * 5000, "base.css"])
def test_an_unknown_theme_is_a_problem_where_it_is_named(name: str) -> None:
    """The default one stands in, so that all else can be looked at."""
    theme, [problem] = load_theme(shipped(), name, HERE)

    assert ("default", "unknown-theme", HERE) == (theme.name, problem.code, problem.where)
    assert name != "defualt" or 'Did you mean "default"?' == problem.hint


def test_a_workspaces_theme(root: Path) -> None:
    """A theme of its own needs no CSS; only one file of a shipped theme may differ."""
    text = shipped().templates["themes/default/theme.yaml"].text
    put(root, "templates/themes/own/theme.yaml", text.split("faces:")[0] + "sizes:" + text.split("sizes:")[1])
    put(root, "templates/themes/default/theme.css", "/* ours */")
    put(root, "templates/themes/half/theme.css", "/* no theme.yaml */")
    workspace = opened(root)

    assert ("own", "", ()) == (
        load_theme(workspace, "own")[0].name,
        load_theme(workspace, "own")[0].css,
        load_theme(workspace, "own")[0].faces,
    )
    assert "/* ours */" == load_theme(workspace, "default")[0].css
    assert len(load_theme(workspace, "default")[0].faces) > 1
    assert ["unknown-theme"] == [problem.code for problem in load_theme(workspace, "half")[1]]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('ink: "#17212e"', 'ink: "red"', ["bad-colour"]),
        ('ink: "#17212e"', 'ink: "#17212e;}*{x:y"', ["bad-colour"]),
        ('ink: "#17212e"', "", ["missing-key"]),
        ("body: Inter", "", ["missing-key"]),
        ("body: 9,", "", ["missing-key"]),
        ("body: 9,", "body: big,", ["bad-number"]),
        ("title: Default", "titel: Default", ["missing-key", "unknown-key"]),
        ("weight: 500", "weight: bold", ["bad-number"]),
        ("Inter-Medium.ttf", "../../../theme.yaml", ["no-font"]),
        ("Inter-Medium.ttf", "none.ttf", ["no-font"]),
        ("faces:", "faces: [x]\nfonts2:", ["wrong-kind", "unknown-key"]),
        ("colours:", "colours: [x]\nother:", ["wrong-kind", "unknown-key"]),
    ],
)
def test_a_wrong_theme_is_a_problem_in_its_file(root: Path, old: str, new: str, codes: list[str]) -> None:
    """What every document needs of a theme is looked at before a document is made."""
    text = shipped().templates["themes/default/theme.yaml"].text
    assert old in text
    put(root, "templates/themes/default/theme.yaml", text.replace(old, new, 1))
    with pytest.raises(DealError) as caught:
        load_theme(opened(root), "default")

    assert sorted(codes) == sorted(problem.code for problem in caught.value.problems)
    assert all(p.where and p.where.file == "templates/themes/default/theme.yaml" for p in caught.value.problems)


def test_commands_name_a_deal_as_it_is_found(tmp_path: Path) -> None:
    """In a workspace by its name, elsewhere by its path, in quotes where a shell needs them."""
    inside, outside = tmp_path / "content/deals/marlow/deal.yaml", tmp_path / "my deal.yaml"
    places = [DealPlace("marlow", file.parent, file, file.name, tmp_path) for file in (inside, outside)]

    assert ["marlow", "'my deal.yaml'"] == [place.asked for place in places]
