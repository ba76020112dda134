"""push and sync on the command line, with the local server in Google's place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.sandbox.server import Server, serve
from mapdocs.source import write_whole
from tests.coedits import NO_TIME

DAY = ["--today", "2026-11-23"]
SMALL = "content/deals/small"


@pytest.fixture
def server(running: Server, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """In Google's place, with nothing in it; nobody is logged in."""
    running.reset()
    monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", running.base_url)
    alone(workspace, monkeypatch)
    return running


def alone(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No account of whoever runs the tests."""
    for name in ("GOOGLE_APPLICATION_CREDENTIALS", "CLOUDSDK_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(workspace))
    monkeypatch.setenv("MAPDOCS_CONFIG", str(workspace / "settings"))


def write(workspace: Path, old: str, new: str) -> None:
    file = workspace / SMALL / "deal.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def document(workspace: Path) -> str:
    return str(json.loads((workspace / SMALL / "google.json").read_bytes())["document"])


def typed(server: Server, workspace: Path, was: str, now: str) -> None:
    """The buyer types other words in the document."""
    replace = {"replaceAllText": {"containsText": {"text": was, "matchCase": True}, "replaceText": now}}
    server.edit(document(workspace), replace, by="maria@marlow.example")


# ---------------------------------------------------------------- push


def test_a_push_makes_the_document_then_finds_nothing_to_write(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The address on stdout, nothing on stderr; what only this machine needs is kept out of git."""
    assert 0 == main(["push", "small", *DAY])
    first = capsys.readouterr()
    assert 0 == main(["push", "small", *DAY])

    assert (f"Made {server.base_url}/d/{document(workspace)}\n", "") == (first.out, first.err)
    assert capsys.readouterr().out.startswith("Nothing to write: ")
    assert f"\ngoogle:\n  document: {document(workspace)}\n" in (workspace / SMALL / "deal.yaml").read_text("utf-8")
    assert "*\n" == (workspace / SMALL / ".google/.gitignore").read_text("utf-8")


def test_json_of_a_push_is_all_that_is_on_stdout(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what docs/commands.md promises."""
    assert 0 == main(["push", "small", "--json", *DAY])
    found = json.loads(capsys.readouterr().out)
    keys = ["deal", "document", "url", "created", "batches", "requests", "bytes", "skipped"]

    assert keys == list(found)
    assert ("small", True, document(workspace)) == (found["deal"], found["created"], found["document"])
    assert [one["status"] for one in server.log() if one["path"].endswith(":batchUpdate")] == [200] * found["batches"]


def test_sharing_needs_a_yes(server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal nobody is asked and nobody is let in; --yes lets in whom the deal file names."""
    write(workspace, "resources:", "google: {share: {maria@marlow.example: writer}}\nresources:")
    assert 0 == main(["push", "small", *DAY])
    told = capsys.readouterr()

    assert ("not-shared: Not shared yet: maria@marlow.example may edit." in told.err, "shared" in told.out) == (
        True,
        False,
    )
    assert 0 == main(["push", "small", "--yes", *DAY])
    assert "  shared      maria@marlow.example may edit" in capsys.readouterr().out.splitlines()
    assert 0 == main(["push", "small", *DAY])
    assert "not-shared" not in capsys.readouterr().err


def test_without_an_account_it_is_said_how_to_get_one(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A login, or the sandbox; exit code 3, and nothing is written."""
    monkeypatch.delenv("MAPDOCS_GOOGLE_ENDPOINT", raising=False)
    alone(workspace, monkeypatch)
    before = sorted(path.name for path in (workspace / SMALL).iterdir())
    for verb in ("push", "sync", "pull"):
        assert 3 == main([verb, "small", *DAY])
        told = capsys.readouterr().err
        assert all(word in told for word in ("no-account: ", "mapdocs google login", "mapdocs google sandbox"))
    assert before == sorted(path.name for path in (workspace / SMALL).iterdir())


def test_a_server_that_does_not_answer_is_3(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to start."""
    with serve() as gone:
        monkeypatch.setenv("MAPDOCS_GOOGLE_ENDPOINT", gone.base_url)
    alone(workspace, monkeypatch)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)

    assert 3 == main(["push", "small", *DAY])
    assert "google-unreachable: " in capsys.readouterr().err


@pytest.mark.parametrize(("action", "code"), [("trash", "google-trashed"), ("delete", "google-not-found")])
def test_a_document_that_is_gone_is_3(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str], action: str, code: str
) -> None:
    """For each command, with the next step; the deal file stays as it is."""
    assert 0 == main(["push", "small", *DAY])
    server.interfere(document(workspace), action)
    before = (workspace / SMALL / "deal.yaml").read_bytes()
    capsys.readouterr()
    for words in (["push", "small"], ["pull", "small", "--apply"], ["sync", "small"]):
        assert 3 == main([*words, *DAY])
        told = capsys.readouterr().err
        assert f"{code}: " in told
        assert "remove document: under google: and google.json" in told
    assert before == (workspace / SMALL / "deal.yaml").read_bytes()


def test_a_login_that_was_revoked_is_3(server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With how to log in again; both sides are as they were, and go on when it is good again."""
    assert 0 == main(["push", "small", *DAY])
    write(workspace, "Engineers are shared", "Engineers are lent")
    before = (workspace / SMALL / "google.json").read_bytes()
    capsys.readouterr()
    server.faults({"action": "401", "times": "forever"})
    for verb in ("push", "pull", "sync"):
        assert 3 == main([verb, "small", *DAY])
        assert "google-signed-out: " in capsys.readouterr().err

    assert before == (workspace / SMALL / "google.json").read_bytes()
    server.control("DELETE", "faults")
    assert 0 == main(["push", "small", *DAY])


def test_a_deal_whose_folder_was_renamed_keeps_its_document(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By google.json; a push marks it anew. Where that is lost before, it is told how to go on."""
    assert 0 == main(["push", "small", *DAY])
    moved = (workspace / SMALL).rename(workspace / "content/deals/marlow")
    capsys.readouterr()
    assert 0 == main(["push", "marlow", *DAY])
    assert capsys.readouterr().out.startswith("Nothing to write: ")

    again = moved.rename(workspace / "content/deals/bank")
    (again / "google.json").unlink()
    assert 1 == main(["push", "bank", *DAY])
    told = capsys.readouterr().err
    assert all(word in told for word in ("other-deal: ", "renamed", "google.json"))


def test_a_deal_with_errors_is_not_pushed(server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, the line named, and no call made."""
    write(workspace, "due: 2027-01-29", "due: soon")

    assert 1 == main(["push", "small", *DAY])
    assert "content/deals/small/deal.yaml:" in capsys.readouterr().err
    assert [] == server.log()


def test_a_deal_outside_a_workspace_is_named_as_it_was_asked_for(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder's name alone would find nothing."""
    write_whole(workspace / "far/marlow/deal.yaml", (workspace / SMALL / "deal.yaml").read_bytes())
    write_whole(workspace / "far/here/x", b"")
    monkeypatch.chdir(workspace / "far/here")
    assert 0 == main(["push", "../marlow/deal.yaml", *DAY])
    ident = str(json.loads((workspace / "far/marlow/google.json").read_bytes())["document"])
    words = {"containsText": {"text": "The report is signed", "matchCase": True}, "replaceText": "Both have signed"}
    server.edit(ident, {"replaceAllText": words}, by="maria@marlow.example")
    capsys.readouterr()
    assert 0 == main(["push", "../marlow/deal.yaml", "--json", *DAY])
    named = json.loads(capsys.readouterr().out)["deal"]
    assert 0 == main(["push", "../marlow/deal.yaml", *DAY])
    command = capsys.readouterr().out.rpartition("See it: mapdocs ")[2].split()

    assert ("marlow", "pull", True) == (named, command[0], command[1].endswith("marlow/deal.yaml"))
    assert 0 == main([*command, *DAY])


# ---------------------------------------------------------------- sync


def test_a_sync_brings_both_sides_together(server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What came, what it does, what was written; then there is nothing to do."""
    assert 0 == main(["sync", "small", *DAY])
    typed(server, workspace, "The report is signed", "The report is countersigned")
    write(workspace, "Engineers are shared", "Engineers are lent")
    capsys.readouterr()
    assert 0 == main(["sync", "small", *DAY])
    told = capsys.readouterr().out

    assert '"The report is signed" -> "The report is countersigned"' in told
    assert ("Wrote " in told, "Next: " in told) == (True, False)
    assert "done_when: The report is countersigned" in (workspace / SMALL / "deal.yaml").read_text("utf-8")
    assert 0 == main(["sync", "small", *DAY])
    assert "Nothing to write: " in capsys.readouterr().out


def test_a_conflict_ends_a_sync_with_1_until_it_is_taken(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As JSON: both halves, and nothing else on stdout."""
    assert 0 == main(["sync", "small", *DAY])
    typed(server, workspace, "The report is signed", "Both have signed")
    write(workspace, "The report is signed", "The report is agreed")
    capsys.readouterr()
    assert 1 == main(["sync", "small", "--json", *DAY])
    found = json.loads(capsys.readouterr().out)
    assert 1 == main(["sync", "small", *DAY])

    assert "  mapdocs sync small --take theirs tasks.M-02.done_when     or: --take ours" in capsys.readouterr().out
    assert (["tasks.M-02.done_when"], 0) == ([c["field"] for c in found["pull"]["conflicts"]], found["push"]["batches"])
    assert 0 == main(["sync", "small", "--take", "ours", "tasks.M-02.done_when", *DAY])
    assert 0 == main(["pull", "small", *DAY])


def test_a_watch_looks_as_often_as_it_is_told(
    server: Server, workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that it watches, and how to stop it; its last result is its exit code."""
    monkeypatch.setattr("mapdocs.cli.pushing.pace", lambda: NO_TIME)
    assert 0 == main(["sync", "small", "--watch", "--every", "5", "--rounds", "3", *DAY])
    told = capsys.readouterr()

    assert "Watching small and its document, every 5 seconds. Ctrl-C stops it." in told.err
    assert 1 == told.out.count("Made ")
