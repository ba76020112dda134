"""pull on the command line, with the local server in Google's place."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.sandbox.server import serve

DAY = ["--today", "2026-11-23"]


@pytest.fixture
def pushed(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the document of the small deal, pushed."""
    with serve() as server:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.base_url)
        monkeypatch.setenv("MAPDOCS_CONFIG", str(workspace / "settings"))
        assert 0 == main(["push", "small", "--yes", *DAY])
        (state,) = workspace.rglob("google.json")
        yield f"{server.base_url}/v1/documents/{json.loads(state.read_bytes())['document']}"


def typed(document: str, was: str, now: str) -> None:
    """Somebody types other words in the document."""
    replace = {"replaceAllText": {"containsText": {"text": was, "matchCase": True}, "replaceText": now}}
    _, host, path = document.split("/", 3)[1:]
    wire = http.client.HTTPConnection(host, timeout=30)
    wire.request("POST", f"/{path}:batchUpdate", json.dumps({"requests": [replace]}))
    assert json.loads(wire.getresponse().read())["replies"][0]["replaceAllText"]["occurrencesChanged"]
    wire.close()


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_an_edit_is_shown_then_applied_then_known(
    pushed: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written before --apply, and nothing twice."""
    file = workspace / "content/deals/small/deal.yaml"
    before = file.read_bytes()
    typed(pushed, "The report is signed", "The report is countersigned")
    told(capsys)

    assert 0 == main(["pull", "small", *DAY])
    shown = told(capsys)
    assert "- tasks.M-02.done_when, Proof on Marlow's data: " in shown
    assert '"The report is signed" -> "The report is countersigned"' in shown
    assert before == file.read_bytes()

    assert 0 == main(["pull", "small", "--apply", *DAY])
    assert "wrote content/deals/small/deal.yaml" in told(capsys)
    assert "    done_when: The report is countersigned\n" in file.read_text("utf-8")

    assert 0 == main(["pull", "small", *DAY])
    assert "Marlow, Google document: nothing has changed.\n" == told(capsys)


def test_a_conflict_ends_with_1_until_it_is_taken(
    pushed: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that settles it."""
    file = workspace / "content/deals/small/deal.yaml"
    typed(pushed, "The report is signed", "Both have signed")
    file.write_text(file.read_text("utf-8").replace("The report is signed", "The report is agreed"), "utf-8")
    told(capsys)

    assert 1 == main(["pull", "small", "--apply", *DAY])
    line = "mapdocs pull small --apply --take theirs tasks.M-02.done_when     or: --take ours tasks.M-02.done_when"
    assert line in told(capsys)
    assert 0 == main(["pull", "small", "--apply", "--take", "theirs", "tasks.M-02.done_when", *DAY])
    assert "    done_when: Both have signed\n" in file.read_text("utf-8")


def test_json_is_all_that_is_on_stdout(pushed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The source is the document's address."""
    told(capsys)
    assert 0 == main(["pull", "small", "--json", *DAY])
    found = json.loads(told(capsys))

    assert ("small", []) == (found["deal"], found["edits"])
    assert pushed.rpartition("/")[2] in found["source"]


@pytest.mark.parametrize(
    ("takes", "code"),
    [
        (["--take", "mine", "tasks.M-02.due"], "bad-take"),
        (["--take", "ours", "tasks.M-02.due", "--take", "theirs", "tasks.M-02.due"], "bad-take"),
        (["--take", "ours", "tasks.M-02.due"], "nothing-to-settle"),
    ],
)
def test_a_wrong_take_is_wrong_use(
    pushed: str, capsys: pytest.CaptureFixture[str], takes: list[str], code: str
) -> None:
    """Nothing is written."""
    assert pushed
    assert 2 == main(["pull", "small", "--apply", *takes, *DAY])
    assert f"{code}: " in capsys.readouterr().err


def test_a_deal_without_a_document_is_told(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the command that makes one."""
    with serve() as server:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", server.base_url)
        monkeypatch.setenv("MAPDOCS_CONFIG", str(workspace / "settings"))

        assert 1 == main(["pull", "small", *DAY])
    assert "not-pushed: " in capsys.readouterr().err
