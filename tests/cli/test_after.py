"""What follows a publish: the live document, with the local server in Google's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.sandbox.server import serve

DAY = ["--today", "2026-11-23"]
DEAL = "content/deals/small"


@pytest.fixture
def targeted(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose deals are in Google documents, and nobody's account."""
    monkeypatch.setenv("MAPDOCS_CONFIG", str(workspace / "settings"))
    (workspace / "content/workspace.yaml").write_text("google: {account: sandbox}\n", "utf-8")
    return workspace


def test_a_publish_pushes_where_there_is_a_document(
    targeted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After the version, told below it; published again it finds nothing to write."""
    with serve() as server:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.base_url)
        assert 0 == main(["push", "small", *DAY])
        capsys.readouterr()
        assert 0 == main(["publish", "small", *DAY])
        first = capsys.readouterr().out
        assert 0 == main(["publish", "small", "--json", *DAY])
        second = json.loads(capsys.readouterr().out)

    assert first.index("Version 1 of") < first.index(f"to {server.base_url}/d/")
    assert (1, False, 0) == (second["version"], second["push"]["created"], second["push"]["batches"])


def test_a_push_that_fails_leaves_the_version_published(
    targeted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, with what to do; the version and its documents are there."""
    with serve() as gone:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", gone.base_url)
        assert 0 == main(["push", "small", *DAY])
    monkeypatch.setattr("time.sleep", lambda _seconds: None)

    assert 3 == main(["publish", "small", *DAY])
    told = capsys.readouterr()
    assert "google-unreachable: " in told.err
    assert "then mapdocs push small writes the document" in told.err
    assert "Version 1 of" in told.out
    assert 1 == len(list((targeted / DEAL / "history").glob("*.json")))
    assert list((targeted / "dist/small/v1").glob("*.pdf"))


def test_without_a_document_nothing_is_pushed(
    targeted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though the endpoint variable is set, and the workspace names an account."""
    with serve() as server:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.base_url)
        assert 0 == main(["publish", "small", "--json", *DAY])
        calls = server.log()

    assert (None, []) == (json.loads(capsys.readouterr().out)["push"], calls)
    assert not (targeted / DEAL / "google.json").exists()
