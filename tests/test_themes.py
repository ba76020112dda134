"""Themes: those that ship, a workspace's own, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.problems import DealError, Where
from mapdocs.themes import load_theme
from tests.reading import shipped
from tests.workspaces import one_deal, opened, put

HERE = Where("deal.yaml", 3, 9)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one deal."""
    return one_deal(tmp_path)


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
