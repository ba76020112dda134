"""build: only what changed, whole or not at all, each deal by itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from mapdocs.build import Built, Options, build_all, build_deal
from mapdocs.problems import has_errors
from mapdocs.source import write_whole
from mapdocs.stamps import stamp_of
from mapdocs.workspace import all_deals, open_workspace
from tests.samples import SMALL, TINY, TODAY

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1" width="4" height="1"><path d="M0 0h4v1z"/></svg>'
KINDS = ("html", "md", "json")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two deals, a logo for one of them."""
    files = {
        "content/workspace.yaml": "people: {}\n",
        "content/deals/marlow/deal.yaml": SMALL.replace("country: GB", "logo: marlow.svg, country: GB"),
        "content/deals/marlow/marlow.svg": LOGO,
        "content/deals/tiny/deal.yaml": TINY,
    }
    for name, text in files.items():
        write_whole(tmp_path / name, text.encode())
    return tmp_path


def options(**given: object) -> Options:
    fields: dict[str, object] = {"kinds": KINDS, "today": TODAY, **given}
    return Options(**fields)  # type: ignore[arg-type]


def build(root: Path, name: str = "marlow", **given: object) -> Built:
    """One deal built as asked, the workspace read anew."""
    opened = open_workspace(root, root)
    place = next(place for place in all_deals(opened, root) if place.name == name)
    return build_deal(opened, place, options(**given), root)


def fresh(built: Built) -> list[str]:
    assert not has_errors(built.problems), built.problems
    return [output.path.name for output in built.outputs if output.fresh]


def all_bytes(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted((root / "dist").rglob("plan*"))}


def test_what_has_not_changed_is_not_built_again(workspace: Path) -> None:
    """Its files are not touched either."""
    assert ["plan.html", "plan.md", "plan.json"] == fresh(build(workspace))
    before = {path: path.stat().st_mtime_ns for path in (workspace / "dist/marlow").iterdir()}

    assert [] == fresh(build(workspace))
    assert before == {path: path.stat().st_mtime_ns for path in (workspace / "dist/marlow").iterdir()}


def append(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + text.encode())


INPUTS = {
    "deal": ("content/deals/marlow/deal.yaml", "tags: [x]\n"),
    "comment in the deal": ("content/deals/marlow/deal.yaml", "# said\n"),
    "keys": ("content/deals/marlow/keys.yaml", "retired:\n  - M-77\n"),
    "history": ("content/deals/marlow/history/notes.txt", "said"),
    "logo": ("content/deals/marlow/marlow.svg", "<!-- new -->"),
    "workspace": ("content/workspace.yaml", "theme: boardroom\n"),
    "seller's logo": ("content/seller.svg", LOGO),
    "template": ("templates/parts/confirmed.html.j2", '<p id="confirmed">New</p>'),
    "phase": ("templates/phases/own.md", "---\ntitle: Own\n---\n"),
    "theme": ("templates/themes/default/theme.css", "p { color: red }"),
    "locale word": ("templates/locales/en.yaml", "plan:\n  title: All steps\n"),
}


@pytest.mark.parametrize("what", INPUTS)
def test_every_input_that_shapes_the_bytes_makes_it_build_again(workspace: Path, what: str) -> None:
    """Whether or not the bytes come out different; and then it stands again."""
    build(workspace)
    name, text = INPUTS[what]
    append(workspace / name, text)

    assert 3 == len(fresh(build(workspace)))
    assert [] == fresh(build(workspace))


@pytest.mark.parametrize(
    "given",
    [{"today": date(2026, 11, 24)}, {"edition": "internal"}, {"size": "brief"}, {"language": "de"}, {"force": True}],
)
def test_other_options_are_other_documents(workspace: Path, given: dict[str, object]) -> None:
    """The data date, the edition, the size, the language; and `force` builds whatever stands."""
    build(workspace)

    assert 3 == len(fresh(build(workspace, "marlow", **given)))


def test_another_deals_file_changes_nothing(workspace: Path) -> None:
    """Nor does a file that shapes nothing, a touched one, or one beside the workspace."""
    build(workspace)
    append(workspace / "content/deals/tiny/deal.yaml", "# said\n")
    append(workspace / "content/deals/marlow/notes.txt", "hush")
    append(workspace / "README.md", "hello")
    (workspace / "content/deals/marlow/deal.yaml").touch()

    assert [] == fresh(build(workspace))


def test_a_format_more_is_the_only_one_built(workspace: Path) -> None:
    """Those that stand are left alone."""
    build(workspace, kinds=("md",))

    assert ["plan.json"] == fresh(build(workspace, kinds=("md", "json")))


@pytest.mark.parametrize("change", ["edited", "deleted", "emptied", "stamp lost", "stamp damaged", "stamp odd"])
def test_a_document_that_is_not_as_it_was_built_is_built_again(workspace: Path, change: str) -> None:
    """An edit in dist/ doesn't survive unseen, and a damaged stamp costs a build, no more."""
    build(workspace)
    before = all_bytes(workspace)
    folder = workspace / "dist/marlow"
    stamp = stamp_of(folder)
    match change:
        case "edited":
            append(folder / "plan.md", "PS")
        case "deleted":
            (folder / "plan.md").unlink()
        case "emptied":
            (folder / "plan.md").write_bytes(b"")
        case "stamp lost":
            stamp.unlink()
        case "stamp damaged":
            stamp.write_bytes(stamp.read_bytes()[:40])
        case _:
            stamp.write_text(json.dumps({"plan.md": {"from": 3, "is": None, "problems": [{}]}, "x": {}}))
    again = build(workspace)

    assert "plan.md" in fresh(again)
    assert before == all_bytes(workspace)
    assert [] == fresh(build(workspace))


def test_warnings_are_told_again_when_nothing_is_built(workspace: Path) -> None:
    """A warning doesn't go away because nobody built anything."""
    append(workspace / "content/deals/marlow/deal.yaml", "locale: ja-JP\n")
    first = build(workspace)

    assert first.problems
    assert first.problems == build(workspace).problems


def test_one_deals_errors_do_not_stop_the_others(workspace: Path) -> None:
    """They come back as problems, in the order of the deals; what it had before stays."""
    build(workspace)
    before = all_bytes(workspace)
    append(workspace / "content/deals/marlow/deal.yaml", "no_such_key: 1\n")
    opened = open_workspace(workspace, workspace)
    results = list(build_all(opened, all_deals(opened, workspace), options(), workspace, 1))

    assert [("marlow", True), ("tiny", False)] == [(built.deal, has_errors(built.problems)) for built in results]
    assert before.items() <= all_bytes(workspace).items()


@pytest.mark.parametrize("jobs", [2, 8])
def test_side_by_side_gives_the_same_bytes(workspace: Path, jobs: int) -> None:
    """And the same results in the same order."""
    shutil.copytree(workspace / "content/deals/marlow", workspace / "content/deals/again")
    opened = open_workspace(workspace, workspace)
    places = all_deals(opened, workspace)
    one = list(build_all(opened, places, options(force=True), workspace, 1))
    alone = all_bytes(workspace)
    many = list(build_all(opened, places, options(force=True), workspace, jobs))

    assert alone == all_bytes(workspace)
    assert [(b.deal, b.problems, [o.path for o in b.outputs]) for b in one] == [
        (b.deal, b.problems, [o.path for o in b.outputs]) for b in many
    ]


COMMAND = "import sys; from mapdocs.cli import main; sys.exit(main(sys.argv[1:]))"


def command(root: Path, *more: str) -> list[str]:
    arguments = ["-w", str(root), "build", "marlow", "--today", "2026-11-23", "--to", "html,docx,md,json", *more]
    return [sys.executable, "-c", COMMAND, *arguments]


def test_two_builds_at_once_leave_a_sound_folder(workspace: Path, root: Path) -> None:
    """Both end well, every file is whole, and the next build has nothing to do."""
    build(workspace, kinds=("html", "docx", "md", "json"))
    expected = all_bytes(workspace)
    shutil.rmtree(workspace / "dist")
    (workspace / "content/deals/marlow/keys.yaml").unlink()

    def run(_number: int) -> int:
        return subprocess.run(command(workspace), cwd=root, check=False, capture_output=True, timeout=120).returncode

    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(run, range(2)))

    assert [0, 0] == codes
    assert expected == all_bytes(workspace)
    assert [] == [path.name for path in (workspace / "dist/marlow").iterdir() if path.suffix == ".part"]
    assert [] == fresh(build(workspace, kinds=("html", "docx", "md", "json")))


@pytest.mark.parametrize("files", [0, 1, 2])
def test_a_killed_build_leaves_whole_files_and_the_next_one_mends(workspace: Path, root: Path, files: int) -> None:
    """Killed before the first document or after some: what is there is whole, what is missing is built."""
    expected_root = workspace / "expected"
    shutil.copytree(workspace / "content", expected_root / "content")
    build(expected_root, kinds=("html", "docx", "md", "json"))
    expected = all_bytes(expected_root)
    process = subprocess.Popen(command(workspace), cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    folder = workspace / "dist/marlow"
    end = time.monotonic() + 60
    while process.poll() is None and len(list(folder.glob("plan*"))) < files and time.monotonic() < end:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert all_bytes(workspace).items() <= expected.items() if folder.exists() else True
    build(workspace, kinds=("html", "docx", "md", "json"))
    assert expected == all_bytes(workspace)
    assert [] == [path.name for path in folder.iterdir() if not path.name.startswith("plan")]


def test_what_a_killed_build_left_half_written_is_cleared_away(workspace: Path) -> None:
    """The folder holds documents and nothing else."""
    append(workspace / "dist/marlow/.plan.md.x1y2.part", "half")
    build(workspace)

    assert ["plan.html", "plan.json", "plan.md"] == sorted(path.name for path in (workspace / "dist/marlow").iterdir())


def test_a_folder_that_cannot_be_written_is_a_problem(workspace: Path) -> None:
    """It names the file; nothing else of the run is lost."""
    (workspace / "dist").write_text("in the way")
    built = build(workspace)

    assert has_errors(built.problems)
    assert ["not-written"] == [problem.code for problem in built.problems]


def test_what_a_writer_tells_has_the_deal_as_its_place(workspace: Path) -> None:
    """A character that no font has stands somewhere in the deal; it is told again when the document stands."""
    file = workspace / "content/deals/marlow/deal.yaml"
    file.write_text(file.read_text().replace("Contract signed", "Contract \U00100010 signed"), "utf-8")

    for _ in range(2):
        built = build(workspace, kinds=("pdf",))
        assert ["content/deals/marlow/deal.yaml"] == [
            p.where.file for p in built.problems if p.code == "missing-glyph" and p.where
        ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_a_problem(workspace: Path) -> None:
    """As where a deal lies on a share without permission."""
    (workspace / "content/deals/marlow").chmod(0o500)
    built = build(workspace)
    (workspace / "content/deals/marlow").chmod(0o700)

    assert ["not-written"] == [problem.code for problem in built.problems]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "plan.pdf"),
        ({"edition": "internal"}, "plan-internal.pdf"),
        ({"size": "brief"}, "plan-brief.pdf"),
        ({"language": "de"}, "plan-de.pdf"),
        ({"edition": "internal", "size": "brief", "language": "fr"}, "plan-internal-brief-fr.pdf"),
    ],
)
def test_whatever_differs_from_the_default_is_in_the_name(given: dict[str, object], name: str) -> None:
    """So that no edition overwrites another."""
    assert name == options(**given).file_name("pdf")


def test_keys_are_kept_beside_the_deal_and_stay(workspace: Path) -> None:
    """The first build writes them; a task taken out and put back keeps its key."""
    build(workspace)
    keys = workspace / "content/deals/marlow/keys.yaml"
    first = keys.read_text()
    file = workspace / "content/deals/marlow/deal.yaml"
    text = file.read_text()
    file.write_text(re.sub(r"  vendor: .*\n", "", text))
    build(workspace)
    file.write_text(text)
    build(workspace)

    assert "vendor: Q-02" in first
    assert first == keys.read_text()
