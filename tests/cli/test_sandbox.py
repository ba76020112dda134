"""google sandbox on the command line."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mapdocs.cli import main
from mapdocs.sandbox.server import serve
from tests.conftest import ROOT

Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """`started(arguments)` is the command running; whatever still runs at the end is ended."""
    running = []
    environ = {**os.environ, "MAPDOCS_CONFIG": str(tmp_path / "settings"), "PYTHONPATH": str(ROOT)}

    def start(*arguments: str) -> subprocess.Popen[str]:
        # A shell's background command ignores Ctrl-C, and hands that on to the tests and to what they start.
        heard = "from signal import SIGINT, default_int_handler, signal; signal(SIGINT, default_int_handler)"
        code = f"{heard}; from mapdocs.cli import run; run()"
        command = [sys.executable, "-c", code, "google", "sandbox", "--port", "0", *arguments]
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate(timeout=30)


def address(process: subprocess.Popen[str]) -> str:
    """The host and port that its first line tells."""
    assert process.stdout is not None
    return process.stdout.readline().strip().rpartition("//")[2]


def ask(where: str, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
    connection = http.client.HTTPConnection(where, timeout=30)
    connection.request(method, path, None if body is None else json.dumps(body))
    told = json.loads(connection.getresponse().read())
    connection.close()
    return told


def test_it_serves_until_it_is_stopped(started: Started) -> None:
    """Ctrl-C ends it well; the times are real ones."""
    process = started()
    made = ask(address(process), "POST", "/v1/documents", {"title": "Plan"})
    assert "Plan" == made["title"]
    assert process.stdout is not None
    assert "Its documents: settings/sandbox\n" == process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (0, "Stopped. The documents are kept.\n") == (process.returncode, err)


def test_a_killed_server_loses_nothing_that_it_answered(started: Started, tmp_path: Path) -> None:
    """Every answered write is there when it is started again."""
    first = started("--folder", "kept")
    where = address(first)
    ident = ask(where, "POST", "/v1/documents", {"title": "Plan"})["documentId"]
    write = {"requests": [{"insertText": {"location": {"index": 1}, "text": "Hello"}}]}
    revision = ask(where, "POST", f"/v1/documents/{ident}:batchUpdate", write)["writeControl"]
    first.kill()
    first.communicate(timeout=30)

    second = started("--folder", "kept")
    again = ask(address(second), "GET", f"/v1/documents/{ident}")
    assert revision == {"requiredRevisionId": again["revisionId"]}
    assert [f"{ident}.json"] == [path.name for path in (tmp_path / "kept").iterdir()]


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It ends with 2 and says what to do."""
    with serve() as server:
        port = server.base_url.rpartition(":")[2]
        assert 2 == main(["google", "sandbox", "--port", port, "--folder", str(tmp_path / "x")])
    assert "bad-port: " in capsys.readouterr().err
