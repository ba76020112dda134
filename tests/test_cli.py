"""The command line: arguments, what goes to which stream, exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from mapdocs.cli import main
from mapdocs.source import write_whole
from tests.samples import SMALL, TINY

DAY = ["--today", "2026-11-23"]
COMMAND = [sys.executable, "-c", "import sys; from mapdocs.cli import main; sys.exit(main(sys.argv[1:]))"]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two deals, entered."""
    write_whole(tmp_path / "content/workspace.yaml", b"people: {}\n")
    write_whole(tmp_path / "content/deals/small/deal.yaml", SMALL.encode())
    write_whole(tmp_path / "content/deals/tiny/deal.yaml", TINY.replace("2027-03-31", "2027-09-30").encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAPDOCS_TODAY", raising=False)
    return tmp_path


def built(folder: Path) -> list[str]:
    """The documents in a folder, as relative paths."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("plan*"))


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


WRONG = [
    ["build", "--to", "exe"],
    ["build", "--to", ""],
    ["build", "--jobs", "0"],
    ["build", "--language", "../x"],
    ["build", "--language", "xx"],
    ["build", "--out", "/dev/null/x"],
    ["build", "--out", "content/workspace.yaml"],
    ["init", "content/workspace.yaml"],
    ["init", "content/workspace.yaml/below"],
    ["build", "nothing-there"],
    ["build", "../../etc/passwd"],
    ["build", "no/such/deal.yaml"],
    ["build", "--today", "tomorrow"],
    ["build", "--edition", "secret"],
    ["-w", "no-such-folder", "build"],
    ["dance"],
    [],
    ["new", "x"],
    ["new", "x", "--playbook", "none"],
    ["new", "x", "--playbook", "light", "--date", "soon"],
    ["new", "x", "--playbook", "light", "--from-csv", "none.csv"],
    ["init", "."],
    ["schema", "cake"],
    ["check", "--format", "xml"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_exit_code_2_with_one_line_that_says_so(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """On stderr; stdout stays empty, and nothing is written."""
    assert 2 == main(arguments)
    told = capsys.readouterr()

    assert "" == told.out
    assert told.err
    assert "Traceback" not in told.err
    assert not (workspace / "dist").exists()


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
    write_whole(workspace / "templates/locales/nl.yaml", b"front: {objective: Doel}\n")

    assert 2 == main(["build", *DAY, "--language", "xx"])
    assert capsys.readouterr().err.endswith("Use one of: de, en, fr, nl.\n")


@pytest.mark.parametrize("words", [["check", "tiny"], ["schema"], ["build", "tiny", "--to", "md"]])
def test_a_full_disk_under_stdout_is_no_traceback(workspace: Path, words: list[str]) -> None:
    """One line says so, and the exit code."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *words], cwd=workspace, stdout=full, stderr=subprocess.PIPE, check=False)

    assert 1 == done.returncode
    assert b"not-written: What is told on stdout: No space left on device." in done.stderr
    assert b"Traceback" not in done.stderr


def test_what_could_not_be_written_is_named(workspace: Path) -> None:
    """The document, not the deal and not a temporary file: here no file may grow beyond 2 KB."""
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));" + COMMAND[-1]
    words = ["build", "tiny", *DAY, "--to", "md"]
    done = subprocess.run([sys.executable, "-c", limited, *words], cwd=workspace, capture_output=True, check=False)

    assert 1 == done.returncode
    assert b"not-written: dist/tiny/plan.md: File too large." in done.stderr
    assert [] == built(workspace / "dist")


@pytest.mark.parametrize("verb", [["init", "new-one"], ["new", "other", "--playbook", "light"]])
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_where_nothing_can_be_written_that_is_told(workspace: Path, verb: list[str], more: list[str]) -> None:
    """As on a read-only disk: which file, and why."""
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10));" + COMMAND[-1]
    command = [sys.executable, "-c", limited, *verb, *more]
    done = subprocess.run(command, cwd=workspace, capture_output=True, check=False)

    assert 1 == done.returncode
    assert b"File too large. Check the folder's space and permissions." in done.stderr
    assert b"Traceback" not in done.stderr
    assert not more or "not-written" == json.loads(done.stdout)["problems"][0]["code"]


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


def test_what_init_and_new_wrote_is_one_document_as_well(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Paths, and no word of what comes next."""
    assert 0 == main(["--json", "new", "fresh", "--playbook", "light"])
    assert {"written": ["content/deals/fresh/deal.yaml"]} == json.loads(capsys.readouterr().out)
    assert 0 == main(["--json", "init", "other"])
    assert 2 == len(json.loads(capsys.readouterr().out)["written"])


def test_two_deals_of_one_name_are_not_written_over_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They lie in different folders, and would share one under dist/."""
    for folder in ("x", "y"):
        write_whole(tmp_path / folder / "same/deal.yaml", SMALL.encode())
    monkeypatch.chdir(tmp_path)

    assert 2 == main(["build", "x/same", "y/same", *DAY, "--to", "md"])
    assert "same-folder" in capsys.readouterr().err


def test_the_data_date_comes_from_the_option_then_the_environment(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script sets it once for all commands; a wrong one is wrong use."""
    monkeypatch.setenv("MAPDOCS_TODAY", "2026-11-20")

    assert 0 == main(["build", "small", "--to", "md"])
    assert "20 November 2026" in (workspace / "dist/small/plan.md").read_text()
    assert 0 == main(["build", "small", "--to", "md", *DAY])
    assert "23 November 2026" in (workspace / "dist/small/plan.md").read_text()
    monkeypatch.setenv("MAPDOCS_TODAY", "today")
    assert 2 == main(["build", "small", "--to", "md"])


def test_a_deal_file_anywhere_is_built_into_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its keys lie beside it; a folder that holds a deal.yaml is as good as the file."""
    write_whole(tmp_path / "far/marlow/deal.yaml", SMALL.encode())
    write_whole(tmp_path / "here/x", b"")
    monkeypatch.chdir(tmp_path / "here")

    assert 0 == main(["build", "../far/marlow/deal.yaml", *DAY, "--to", "md"])
    assert ["dist/marlow/plan.md"] == built(tmp_path / "here")
    assert (tmp_path / "far/marlow/keys.yaml").exists()
    assert 0 == main(["build", "../far/marlow", *DAY, "--to", "json"])
    assert ["dist/marlow/plan.json", "dist/marlow/plan.md"] == built(tmp_path / "here")
    assert 2 == main(["build", *DAY])


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


def test_the_same_deal_named_twice_is_built_once(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By name and by path."""
    assert 0 == main(["build", "small", "content/deals/small/deal.yaml", *DAY, "--to", "md", "--json"])

    assert 1 == len(json.loads(capsys.readouterr().out)["deals"])


def test_warnings_are_told_and_are_no_errors(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, each time, built or not."""
    write_whole(workspace / "content/deals/small/deal.yaml", f"{SMALL}locale: ja-JP\n".encode())

    for _ in range(2):
        assert 0 == main(["build", "small", *DAY, "--to", "md"])
        assert "warning" in capsys.readouterr().err


def test_check_tells_that_there_is_nothing_to_tell(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And writes nothing."""
    assert 0 == main(["check", *DAY])
    assert "2 deals checked: no problems.\n" == capsys.readouterr().out
    assert [] == list(workspace.rglob("keys.yaml"))


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


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_check_writes_one_document_in_machine_formats(
    workspace: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    """Without problems, too."""
    assert 0 == main(["check", *DAY, "--format", form])
    assert json.loads(capsys.readouterr().out)


def test_init_then_build_works_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to do next, and that works."""
    monkeypatch.chdir(tmp_path)

    assert 0 == main(["init", "team"])
    assert "cd team && mapdocs build" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "team")
    assert 0 == main(["build", *DAY, "--to", "md"])
    assert ["dist/example/plan.md"] == built(tmp_path / "team")


FLAGS = {
    "problem": "It: takes #1 'too' \"long\"",
    "event": "{{ new }} rule",
    "date": "2027-03-31",
    "sponsor": "Ann Lee, Head of Ops",
    "approver": "Bob, CFO",
    "measure": "no",
}


def test_new_takes_every_answer_as_a_flag_and_builds(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked, the file reads back as typed, and it builds."""
    flags = [word for name, value in FLAGS.items() for word in (f"--{name}", value)]

    assert 0 == main(["new", "fresh", "--playbook", "light", "--buyer", "Fresh Ltd", "--country", "gb", *flags])
    assert "mapdocs build fresh" in capsys.readouterr().out
    assert 0 == main(["build", "fresh", *DAY, "--to", "json"])
    plan = json.loads((workspace / "dist/fresh/plan.json").read_text())

    assert ("Fresh Ltd", "2027-03-31") == (plan["buyer"]["name"], plan["go_live"])
    assert (FLAGS["problem"], FLAGS["event"]) == (plan["value"]["problem"], plan["go_live_why"])
    assert ["Ann Lee", "Bob"] == [line["who"]["name"] for line in plan["people"]]
    assert "no" == plan["criteria"][0]["what"]


def test_new_from_an_export_asks_nothing_where_nobody_can_answer(workspace: Path, tmp_path: Path) -> None:
    """Standard input is no terminal in a script."""
    write_whole(
        tmp_path / "crm.csv", b"\xef\xbb\xbfAccount Name;Amount;Go-Live Date\nMarlow Bank;120.000,00;31.03.2027\n"
    )
    command = [*COMMAND, "new", "marlow-bank", "--playbook", "light", "--from-csv", "crm.csv"]
    done = subprocess.run(
        command,
        cwd=workspace,
        check=False,
        capture_output=True,
        text=True,
        input="",
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )

    assert 0 == done.returncode, done.stderr
    text = (workspace / "content/deals/marlow-bank/deal.yaml").read_text()
    assert "amount: 120000.00" in text
    assert "date: 2027-03-31" in text
    assert 0 == main(["build", "marlow-bank", *DAY, "--to", "md"])


def test_new_asks_on_a_terminal_and_asks_again_for_a_day(workspace: Path) -> None:
    """Six questions; an answer that is no day doesn't cost the others."""
    master, slave = pty.openpty()
    command = [*COMMAND, "new", "asked", "--playbook", "light"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    process = subprocess.Popen(
        command, cwd=workspace, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    os.write(master, b"Slow: work\nAudit\nsoon\n2027-03-31\nAnn\n\nDays\n")
    out, err = process.communicate(timeout=60)
    os.close(slave)
    os.close(master)

    assert 0 == process.returncode, err
    assert 7 == err.count("?")
    assert "bad-date" in err
    assert "wrote" in out
    text = (workspace / "content/deals/asked/deal.yaml").read_text()
    assert 'problem: "Slow: work"' in text
    assert "unknown: true" in text


@pytest.mark.parametrize("kind", ["deal", "playbook", "phase", "workspace"])
def test_schema_prints_one_document(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """For editors."""
    assert 0 == main(["schema", kind])
    assert "properties" in json.loads(capsys.readouterr().out)


def test_schedule_tells_dates_on_stdout_and_writes_keys_alone(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table without colours where nobody watches; the deal file and dist/ stay as they are."""
    before = (workspace / "content/deals/small/deal.yaml").read_bytes()
    assert 0 == main(["schedule", "small", *DAY])
    told = capsys.readouterr()

    assert "What drives go-live: " in told.out
    assert "\x1b" not in told.out
    assert before == (workspace / "content/deals/small/deal.yaml").read_bytes()
    assert ["deal.yaml", "keys.yaml"] == sorted(path.name for path in (workspace / "content/deals/small").iterdir())
    assert not (workspace / "dist").exists()


def test_schedule_json_is_one_document(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a what-if it holds both; the same on every run."""
    asked = ["schedule", "small", *DAY, "--json", "--what-if", "M-02+5bd", "--what-if", "M-03=2027-04-30"]
    assert 0 == main(asked)
    first = capsys.readouterr().out
    assert 0 == main(asked)

    assert first == capsys.readouterr().out
    assert ["M-02+5bd", "M-03=2027-04-30"] == json.loads(first)["what_if"]
    assert "small" == json.loads(first)["was"]["deal"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["small", "--what-if", "M-99+5bd"], 2, "unknown-task"),
        (["small", "--what-if", "sooner"], 2, "bad-what-if"),
        (["small", "--what-if", "M-02=2026-12-25"], 1, "pin-nonworking"),
        (["smal"], 2, 'Did you mean "small"?'),
        ([], 2, "DEAL"),
    ],
)
def test_schedule_used_wrongly_is_a_problem(
    workspace: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, says: str
) -> None:
    """On stderr, with nothing on stdout."""
    assert code == main(["schedule", *words, *DAY])
    told = capsys.readouterr()

    assert "" == told.out
    assert says in told.err


@pytest.mark.parametrize("verb", ["init", "new", "build", "check", "schedule", "schema"])
def test_every_command_has_help(capsys: pytest.CaptureFixture[str], verb: str) -> None:
    """What it does and what it takes."""
    assert 0 == main([verb, "--help"])
    assert f"mapdocs {verb}" in capsys.readouterr().out


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """One line."""
    assert 0 == main(["--version"])
    assert capsys.readouterr().out.startswith("mapdocs 0.")


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
