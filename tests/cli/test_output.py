"""What goes to which stream, as text and as a document."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.source import write_whole
from tests.commands import COMMAND, DAY
from tests.samples import SMALL


@pytest.mark.parametrize("words", [["check", "tiny"], ["schema"], ["build", "tiny", "--to", "md"]])
def test_a_full_disk_under_stdout_is_no_traceback(workspace: Path, words: list[str]) -> None:
    """One line says so, and the exit code."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *words], cwd=workspace, stdout=full, stderr=subprocess.PIPE, check=False)

    assert 1 == done.returncode
    assert b"not-written: What is told on stdout: No space left on device." in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_verb(
    workspace: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    before: bool,  # noqa: FBT001
) -> None:
    """-w, --today and --json; stdout is then one document and nothing else."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    common = ["-w", str(workspace), "--json", *DAY]
    verb = ["build", "small", "--to", "md"]

    assert 0 == main([*common, *verb] if before else [*verb, *common])
    found = json.loads(capsys.readouterr().out)

    assert [("small", [])] == [(deal["deal"], deal["problems"]) for deal in found["deals"]]
    (output,) = found["deals"][0]["outputs"]
    assert (True, None) == (output["built"], output["pages"])
    assert output["bytes"] == Path(output["path"]).stat().st_size
    assert "23 November 2026" in Path(output["path"]).read_text()


@pytest.mark.parametrize("verb", [["build", "--to", "md"], ["check"]])
def test_json_is_one_document_when_there_are_errors_too(
    workspace: Path, capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    """With the problems in it, each with its place."""
    write_whole(workspace / "content/deals/small/deal.yaml", f"{SMALL}colour: red\n".encode())

    assert 1 == main([*verb, "--json", *DAY])
    found = json.loads(capsys.readouterr().out)
    problems = found.get("problems") or [p for deal in found["deals"] for p in deal["problems"]]

    assert [("unknown-key", "error")] == [(p["code"], p["severity"]) for p in problems]
    assert {"file", "line", "column"} == set(problems[0]["where"])


@pytest.mark.parametrize(
    "arguments", [["build", "nothing-there"], ["new", "../x", "--playbook", "light"], ["init", "."]]
)
def test_json_is_one_document_for_wrong_use_too(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """A script reads the problems where it reads results."""
    assert 2 == main([*arguments, "--json"])
    assert json.loads(capsys.readouterr().out)["problems"]


@pytest.mark.parametrize("verb", [["schema", "deal"], ["schema", "phase"], ["check", "hollow-pine", *DAY]])
def test_a_reader_that_leaves_early_is_no_error(root: Path, verb: list[str]) -> None:
    """`mapdocs schema | head -1` ends quietly, with much or little to say."""
    process = subprocess.Popen([*COMMAND, *verb], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()

    assert (0, b"") == (process.wait(60), told)
