"""What all tests of the command line start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapdocs.source import write_whole
from tests.samples import SMALL, TINY


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two deals, entered."""
    write_whole(tmp_path / "content/workspace.yaml", b"people: {}\n")
    write_whole(tmp_path / "content/deals/small/deal.yaml", SMALL.encode())
    write_whole(tmp_path / "content/deals/tiny/deal.yaml", TINY.replace("2027-03-31", "2027-09-30").encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAPDOCS_TODAY", raising=False)
    return tmp_path
