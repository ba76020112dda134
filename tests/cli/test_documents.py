"""build and publish on the command line: what is written, told, and refused."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.source import write_whole
from tests.commands import COMMAND, DAY, built
from tests.conftest import ROOT
from tests.samples import SMALL, TINY


def test_build_writes_the_deals_asked_for(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table on stdout with pages and sizes; nothing on stderr; the second time there is nothing to do."""
    assert 0 == main(["build", "small", *DAY, "--to", "md,json"])
    told = capsys.readouterr()

    assert ["small/plan.json", "small/plan.md"] == built(workspace / "dist")
    assert ["deal", "small", "small"] == [line.split()[0] for line in told.out.splitlines()]
    assert "" == told.err
    assert 0 == main(["build", "small", *DAY, "--to", "md,json"])
    assert "Nothing to build: 2 documents up to date." in capsys.readouterr().out


def test_without_a_name_all_deals_are_built(workspace: Path) -> None:
    """Side by side or one after the other."""
    assert 0 == main(["build", *DAY, "--to", "md", "--jobs", "2"])
    assert ["small/plan.md", "tiny/plan.md"] == built(workspace / "dist")


def test_formats_by_default_are_pdf_word_and_html(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table counts the PDF's pages."""
    assert 0 == main(["build", "tiny", *DAY])
    rows = {line.split()[1]: line.split() for line in capsys.readouterr().out.splitlines()}

    assert ["plan.docx", "plan.html", "plan.pdf"] == [path.split("/")[1] for path in built(workspace / "dist")]
    assert int(rows["dist/tiny/plan.pdf"][2]) > 1


def test_an_error_in_one_deal_is_exit_code_1_and_the_other_is_built(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problem is told on stderr at its place."""
    write_whole(workspace / "content/deals/small/deal.yaml", f"{SMALL}colour: red\n".encode())

    assert 1 == main(["build", *DAY, "--to", "md"])
    assert ["tiny/plan.md"] == built(workspace / "dist")
    assert capsys.readouterr().err.startswith("content/deals/small/deal.yaml:")


@pytest.mark.parametrize(
    ("data", "code"), [(b"\xff\xfe\x00", "bad-encoding"), (b"a: [", "bad-yaml"), (b"#" * 1100000, "too-large")]
)
def test_a_file_that_is_not_what_it_claims_to_be_is_exit_code_2(
    workspace: Path, capsys: pytest.CaptureFixture[str], data: bytes, code: str
) -> None:
    """Alone, or one among several; the others are built all the same."""
    write_whole(workspace / "content/deals/small/deal.yaml", data)

    assert 2 == main(["check", "small", *DAY])
    assert 2 == main(["schedule", "small", *DAY])
    assert 2 == main(["build", *DAY, "--to", "md"])
    assert code in capsys.readouterr().err
    assert ["tiny/plan.md"] == built(workspace / "dist")


def test_the_languages_there_are_are_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the workspace, too."""
    write_whole(workspace / "templates/locales/nl.yaml", b"front: {where: Waar wij staan}\n")

    assert 2 == main(["build", *DAY, "--language", "xx"])
    assert capsys.readouterr().err.endswith("Use one of: de, en, fr, nl.\n")


def test_what_could_not_be_written_is_named(workspace: Path) -> None:
    """The document, not the deal and not a temporary file: here no file may grow beyond 2 KB."""
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));" + COMMAND[-1]
    words = ["build", "tiny", *DAY, "--to", "md"]
    done = subprocess.run([sys.executable, "-c", limited, *words], cwd=workspace, capture_output=True, check=False)

    assert 1 == done.returncode
    assert b"not-written: dist/tiny/plan.md: File too large." in done.stderr
    assert [] == built(workspace / "dist")


def test_documents_built_beside_their_deal_are_no_inputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second time there is nothing to do, though dist/ lies in the deal's own folder."""
    write_whole(tmp_path / "deal.yaml", SMALL.encode())
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["build", "deal.yaml", *DAY, "--to", "md,json"])
    assert 0 == main(["build", "deal.yaml", *DAY, "--to", "md,json"])
    assert "Nothing to build" in capsys.readouterr().out


def test_a_logo_lies_beside_its_deal_and_not_below(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So a build sees that it changed without reading the deal."""
    text = SMALL.replace("country: GB", "logo: pictures/m.svg, country: GB").encode()
    write_whole(workspace / "content/deals/small/deal.yaml", text)
    write_whole(workspace / "content/deals/small/pictures/m.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')

    assert 1 == main(["check", "small", *DAY])
    assert "no-logo" in capsys.readouterr().out


def test_out_puts_documents_elsewhere(workspace: Path) -> None:
    """A folder a deal in it."""
    assert 0 == main(["build", "small", *DAY, "--to", "md", "--out", "sent/today"])
    assert ["small/plan.md"] == built(workspace / "sent/today")
    assert not (workspace / "dist").exists()


def test_editions_sizes_and_languages_have_their_names(workspace: Path) -> None:
    """None overwrites another."""
    for more in ([], ["--edition", "internal"], ["--size", "brief"], ["--language", "DE"]):
        assert 0 == main(["build", "small", *DAY, "--to", "md", *more])

    assert ["plan-brief.md", "plan-de.md", "plan-internal.md", "plan.md"] == built(workspace / "dist/small")
    assert "intern" in (workspace / "dist/small/plan-internal.md").read_text().lower()


def test_warnings_are_told_and_are_no_errors(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, each time, built or not."""
    write_whole(workspace / "content/deals/small/deal.yaml", f"{SMALL}locale: ja-JP\n".encode())

    for _ in range(2):
        assert 0 == main(["build", "small", *DAY, "--to", "md"])
        assert "warning" in capsys.readouterr().err


FAULTS = {
    "templates/parts/risks.html.j2": ("<p id='r'>fine</p>\n<p><blink>x</blink></p>\n", ":2:4: outside-subset"),
    "templates/parts/work.html.j2": ("<p>fine</p>\n\n{{ plan.nothing }}\n", ":3:1: bad-template"),
    "templates/phases/prove.md": ("---\ntitle: Prove\n---\n\n{{ nobody }}\n", ":5:1: bad-template"),
    "templates/playbooks/light.yaml": ("title: L\nphases: [nothing]\n", ""),
    "templates/themes/default/theme.yaml": ("title: T\ncolours: {ink: red}\n", ""),
    "templates/locales/en.yaml": ("plan: {title: }}\n", ":1:"),
    "content/workspace.yaml": ("colour: red\n", ":1:1: unknown-key"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_a_workspaces_own_file_names_that_file(
    workspace: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """And the line, as people click on it; an override is wrong, not what ships."""
    text, place = FAULTS[name]
    write_whole(workspace / name, text.encode())
    write_whole(workspace / "content/deals/small/deal.yaml", SMALL.encode() + b"playbook: light\n")
    write_whole(workspace / "content/deals/tiny/deal.yaml", TINY.replace("2027-03-31", "2027-09-30").encode())

    assert 0 != main(["build", *DAY, "--to", "md", "--jobs", "1"])
    told = capsys.readouterr().err
    assert f"{name}{place}" in told
    assert "Traceback" not in told


def at_a_terminal(workspace: Path, answer: bytes, *more: str) -> tuple[int, str, str]:
    """`publish` with somebody who answers; code, stdout, stderr."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, "publish", "small", *DAY, *more],
        cwd=workspace,
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.write(master, answer)
    out, err = process.communicate(timeout=120)
    os.close(slave)
    os.close(master)
    return process.returncode, out, err


def test_publish_shows_what_will_be_sent_and_asks_at_a_terminal(workspace: Path) -> None:
    """Whoever doesn't say yes has published nothing; with --yes nobody is asked."""
    history, dist = workspace / "content/deals/small/history", workspace / "dist"
    code, out, err = at_a_terminal(workspace, b"\n")

    assert 1 == code
    assert out.startswith("Version 1 of Mutual Action Plan for Marlow Bank plc")
    assert "to send     dist/small/v1/" in out
    assert "Next:" not in out
    assert "Publish version 1? [y/N]" in err
    assert "not-confirmed" in err
    assert ([], []) == ([*history.glob("*")], [*dist.rglob("*.pdf")])

    code, out, err = at_a_terminal(workspace, b"y\n")
    assert 0 == code
    assert "Next: send these" in out
    assert 1 == len([*history.glob("0001-*.json")])

    code, out, err = at_a_terminal(workspace, b"", "--yes", "-m", "Again")
    assert (0, "") == (code, err)
    assert 1 == len([*history.glob("0002-*.json")])
