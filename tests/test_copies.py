"""A copy of a deal's folder is another deal: it never writes into the first one's document."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mapdocs.coedit import Coediting
from mapdocs.desk import Desk
from mapdocs.problems import DealError
from mapdocs.push import push
from mapdocs.sandbox.server import Server, serve
from mapdocs.workspace import find_deal, open_workspace
from tests.samples import SMALL, TODAY
from tests.worlds import remote_of


@pytest.fixture
def server() -> Iterator[Server]:
    """One of its own: its documents are this deal's."""
    with serve() as made:
        yield made


def pushed(server: Server, root: Path) -> Coediting:
    """A workspace with one deal, which has a document."""
    folder = root / "content/deals/acme"
    folder.mkdir(parents=True)
    (root / "content/workspace.yaml").write_text("theme: default\n", "utf-8")
    (folder / "deal.yaml").write_text(SMALL, "utf-8")
    workspace = open_workspace(root, root)
    co = Coediting(
        Desk(workspace, find_deal(workspace, "acme", root), TODAY, root), remote_of(server), lambda: str(root)
    )
    push(co, lambda _changes: False)
    return co


def at(co: Coediting, name: str) -> Coediting:
    root = co.desk.current
    return replace(co, desk=replace(co.desk, place=find_deal(co.desk.workspace, name, root)))


def test_a_copied_folder_is_refused_before_anything_is_written(server: Server, tmp_path: Path) -> None:
    """Its memory is the other deal's: what to delete is told."""
    co = pushed(server, tmp_path)
    deals = tmp_path / "content/deals"
    shutil.copytree(deals / "acme", deals / "rival")
    file = deals / "rival/deal.yaml"
    file.write_text(file.read_text("utf-8").replace("Marlow Bank plc", "Rival Secret Corp"), "utf-8")
    with pytest.raises(DealError) as caught:
        push(at(co, "rival"), lambda _changes: False)
    problem = caught.value.problems[0]

    assert "other-deal" == problem.code
    assert "Delete content/deals/rival/google.json" in problem.hint
    assert 0 == push(co, lambda _changes: False).batches


def test_a_renamed_folder_goes_on_with_its_document(server: Server, tmp_path: Path) -> None:
    """Nobody else has that document, so it is the same deal."""
    co = pushed(server, tmp_path)
    deals = tmp_path / "content/deals"
    (deals / "acme").rename(deals / "acme-2027")
    again = push(at(co, "acme-2027"), lambda _changes: False)

    assert not again.created
    assert 0 == again.batches
