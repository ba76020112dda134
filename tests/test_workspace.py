"""Workspaces: found from anywhere below, their files over the shipped ones, and nothing read from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.problems import DealError, MapdocsError, UsageError, Where
from mapdocs.source import plain
from mapdocs.workspace import (
    DealPlace,
    all_deals,
    builtin_templates,
    find_deal,
    find_root,
    load_words,
    shown,
)
from tests.reading import PARTIES, shipped
from tests.workspaces import one_deal, opened, put


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one deal."""
    return one_deal(tmp_path)


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
    put(root, "templates/locales/nl.yaml", "front: {where: Waar wij staan}\n")
    found = load_words(opened(root))

    assert "Unser Wort" == found["de"][group][first]
    assert all(found["de"][group][key] == words[key] for key in rest)
    assert shipped_words["fr"] == found["fr"]
    assert {"front": {"where": "Waar wij staan"}} == found["nl"]


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


def test_commands_name_a_deal_as_it_is_found(tmp_path: Path) -> None:
    """In a workspace by its name, elsewhere by its path, in quotes where a shell needs them."""
    inside, outside = tmp_path / "content/deals/marlow/deal.yaml", tmp_path / "my deal.yaml"
    places = [DealPlace("marlow", file.parent, file, file.name, tmp_path) for file in (inside, outside)]

    assert ["marlow", "'my deal.yaml'"] == [place.asked for place in places]
