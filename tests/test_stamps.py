"""What a document was made from: the stamp's own rules. tests/test_build.py has what follows from them."""

from __future__ import annotations

from pathlib import Path

from mapdocs.problems import Problem, Where
from mapdocs.source import write_whole
from mapdocs.stamps import fingerprint, read_stamp, remember, stamp_of, stands, told
from mapdocs.workspace import all_deals, open_workspace
from tests.samples import TINY

WARNING = Problem("no-glyph", "Boxes.", Where("deal.yaml", 3, 1), "Install a font.", "warning")


def test_a_document_stands_while_it_is_what_was_remembered(tmp_path: Path) -> None:
    """Made from the same, and with the same bytes."""
    write_whole(tmp_path / "plan.md", b"x")
    remember(tmp_path, "plan.md", "made-from", b"x", [])

    assert stands(tmp_path, "plan.md", "made-from")
    assert not stands(tmp_path, "plan.md", "other")
    write_whole(tmp_path / "plan.md", b"y")
    assert not stands(tmp_path, "plan.md", "made-from")


def test_what_was_told_is_remembered_whole(tmp_path: Path) -> None:
    """Place, hint and severity, too."""
    write_whole(tmp_path / "plan.md", b"x")
    remember(tmp_path, "plan.md", "made-from", b"x", [WARNING, Problem("p", "m", severity="info")])

    assert [WARNING, Problem("p", "m", severity="info")] == told(tmp_path, "plan.md")
    assert [] == told(tmp_path, "plan.html")


def test_documents_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    """The stamp doesn't grow for ever."""
    for name in ("plan.md", "plan.html"):
        write_whole(tmp_path / name, b"x")
        remember(tmp_path, name, "made-from", b"x", [])
    (tmp_path / "plan.md").unlink()
    remember(tmp_path, "plan.html", "made-from", b"x", [])

    assert ["plan.html"] == list(read_stamp(tmp_path))


def test_a_stamp_lies_outside_the_folder_that_people_forward(tmp_path: Path) -> None:
    """Warnings name internal rows, and a whole folder is quickly zipped."""
    write_whole(tmp_path / "deal/plan.md", b"x")
    remember(tmp_path / "deal", "plan.md", "made-from", b"x", [WARNING])

    assert ["plan.md"] == [path.name for path in (tmp_path / "deal").iterdir()]
    assert [WARNING] == told(tmp_path / "deal", "plan.md")


def test_a_damaged_stamp_is_no_stamp(tmp_path: Path) -> None:
    """Neither cut-off JSON nor JSON of another shape is an error."""
    for text in ("{", "[]", '{"plan.md": 3}', "\0", '{"plan.md": {"problems": 3}}', '{"plan.md": {"problems": [{}]}}'):
        write_whole(stamp_of(tmp_path), text.encode())

        assert not stands(tmp_path, "plan.md", "x")
        assert [] == told(tmp_path, "plan.md")


def test_a_fingerprint_is_the_same_wherever_the_workspace_was_opened_from(tmp_path: Path) -> None:
    """By an absolute path or one seen from inside."""
    write_whole(tmp_path / "content/workspace.yaml", b"people: {}\n")
    write_whole(tmp_path / "content/deals/tiny/deal.yaml", TINY.encode())
    found = []
    for current in (tmp_path, tmp_path / "content"):
        workspace = open_workspace(tmp_path, current)
        found.append(fingerprint(workspace, all_deals(workspace, current)[0], ("buyer",)))

    assert found[0] == found[1]
    assert found[0] != fingerprint(workspace, all_deals(workspace, tmp_path)[0], ("internal",))
