"""The loop as people try it: a plan pushed in one window, edited by hand in the other, pulled back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapdocs.cli import main
from mapdocs.sandbox.server import Server
from tests.browser import browser
from tests.conftest import Program

DUE = (
    "[...document.querySelectorAll('.paper tr')].find(row => row.textContent.startsWith('M-02'))"
    ".querySelectorAll('td')[5].querySelector('.para')"
)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Any:  # noqa: ANN401
    """`told(command)` is what a command answers as JSON, in a new workspace whose Google is the sandbox."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MAPDOCS_CONFIG", str(tmp_path / "settings"))
    monkeypatch.setenv("MAPDOCS_TODAY", "2026-11-23")
    monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.base_url)
    main(["init", "."])

    def run(*command: str) -> Any:  # noqa: ANN401 - JSON
        capsys.readouterr()
        code = main(["--json", *command])
        shown = capsys.readouterr()
        assert code == 0, shown.err
        return json.loads(shown.out)

    return run


@pytest.mark.slow
def test_a_date_that_a_buyer_edits_on_the_page_is_pulled(
    told: Any,  # noqa: ANN401 - a callable
    server: Server,
    program: Program,
    tmp_path: Path,
) -> None:
    """`pull` shows it with the text that was there; `--apply` writes it; a push then has nothing of it to change."""
    url = told("push", "example", "--yes")["url"]
    with browser(program("chromium"), tmp_path / "profile") as chromium:
        chromium.go(url)
        chromium.click(DUE)
        chromium.run("getSelection().selectAllChildren(document.activeElement)")
        chromium.type("Wed 9 Dec 2026")
        chromium.key("Enter")
        chromium.wait("document.getElementById('told').textContent.startsWith('Saved.')")
        assert [] == chromium.faults

    (edit,) = told("pull", "example")["edits"]
    assert ("tasks.M-02.due", "2026-12-09") == (edit["field"], edit["theirs"])
    told("pull", "example", "--apply")
    assert "2026-12-09" in (tmp_path / "content/deals/example/deal.yaml").read_text("utf-8")
    told("push", "example")
    assert [] == told("pull", "example")["edits"]
    with browser(program("chromium"), tmp_path / "profile") as chromium:
        chromium.go(url)
        assert chromium.run(f"{DUE}.textContent").startswith("Wed 9 Dec 2026")
