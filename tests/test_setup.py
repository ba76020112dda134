"""`./inv` sets up a machine once, and mends what was left half-made; the locks and the wheel hold what they must."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")

# Stands for uv: makes an environment of what a set-up looks for, and notes what it was asked for. It can be told to be
# slow, or to die in the middle as a killed set-up does.
FAKE_UV = """#!/bin/sh
echo "$*" >>"$UV_CALLS"
here=$(pwd)
if [ "$1" = venv ]; then
    rm -rf "$VENV"; mkdir -p "$VENV/bin"; ln -s "$REAL_PYTHON" "$VENV/bin/python"
    printf '#!/bin/sh\\necho "invoke $*"\\n' >"$VENV/bin/invoke"; chmod +x "$VENV/bin/invoke"
elif [ -n "${UV_SLOW:-}" ]; then sleep 1
elif [ -n "${UV_DIES:-}" ]; then kill -9 $PPID; exit 1
fi
"""

Inv = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `./inv` needs of a clone, and a fake uv, in a folder whose name has a space and a quote."""
    folder = tmp_path / "a deal's clone"
    (folder / "fakes").mkdir(parents=True)
    for name in ("inv", "pyproject.toml", *LOCKS):
        shutil.copy(ROOT / name, folder / name)
    refuse = "#!/bin/sh\nexit 1\n"
    fakes = {"uv": FAKE_UV, "sudo": refuse, "apt-get": refuse, "id": "#!/bin/sh\necho 1000\n"}
    for name, text in fakes.items():
        (folder / "fakes" / name).write_text(text)
        (folder / "fakes" / name).chmod(0o755)
    return folder


@pytest.fixture
def start(clone: Path) -> Callable[..., subprocess.Popen[str]]:
    """`start("build", UV_SLOW="1")` starts ./inv in the clone, from another folder."""

    def run(*arguments: str, path: str = "", **more: str) -> subprocess.Popen[str]:
        given = {
            "PATH": f"{clone / 'fakes'}:{path or os.environ['PATH']}",
            "HOME": str(clone),
            "UV_CALLS": str(clone / "calls"),
            "VENV": str(clone / ".venv"),
            "REAL_PYTHON": sys.executable,
        }
        return subprocess.Popen(
            [clone / "inv", *arguments],
            env=given | more,
            cwd=clone.parent,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    return run


@pytest.fixture
def inv(start: Callable[..., subprocess.Popen[str]]) -> Inv:
    """`inv("build")` runs ./inv in the clone to its end."""

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        process = start(*arguments, **more)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run


@pytest.fixture
def calls(clone: Path) -> Callable[[], list[str]]:
    """`calls()` is what uv was asked for since the last look."""

    def look() -> list[str]:
        path = clone / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    return look


def names(lines: list[str]) -> set[str]:
    """The packages that requirement lines are about, as package indexes spell them."""
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", hit.group()).lower() for hit in found if hit}


def pins(lock: str) -> dict[str, str]:
    """Package and version (with its marker) of each line of a lock."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return dict(line.removesuffix(" \\").split("==", 1) for line in lines if re.match(r"\w.*==", line))


# ---------------------------------------------------------------- ./inv


def test_the_first_run_sets_up_and_passes_the_verb_on(inv: Inv, calls: Callable[[], list[str]], clone: Path) -> None:
    """In a fresh clone a daily verb installs the run-time lock and the project itself, then is invoke's."""
    done = inv("build", "--deal", "two words")

    assert f"invoke --search-root {clone.resolve()} build --deal two words\n" == done.stdout
    assert 0 == done.returncode
    environment, packages, project = calls()
    assert environment.startswith("venv")
    assert "--require-hashes" in packages
    assert packages.endswith("/requirements.lock")
    assert "--no-build-isolation --offline -e" in project


def test_a_later_run_only_looks(inv: Inv, calls: Callable[[], list[str]]) -> None:
    """Set-up happens once: the second run installs nothing and says nothing."""
    inv("build")
    calls()

    done = inv("build")

    assert ([], "") == (calls(), done.stderr)


@pytest.mark.parametrize("verb", ["lint", "bench", "docs", "lock"])
def test_verbs_for_who_changes_mapdocs_install_the_tools_on_top(
    inv: Inv, calls: Callable[[], list[str]], verb: str
) -> None:
    """The tools' lock is installed into the same environment, and serves the daily verbs too."""
    inv("build")
    calls()

    inv(verb)
    packages, _project = calls()
    inv("build")

    assert packages.endswith("/requirements-dev.lock")
    assert [] == calls()


def test_a_changed_lock_is_installed(inv: Inv, calls: Callable[[], list[str]], clone: Path) -> None:
    """A pull that changes the lock is noticed by the next run, which keeps the environment and installs the change."""
    inv("build")
    calls()
    (clone / "requirements.lock").write_text("rich==15.0.0 --hash=sha256:00\n")

    inv("build")

    assert ["pip", "pip"] == [call.split()[0] for call in calls()]


def test_a_moved_clone_is_set_up_anew(inv: Inv, calls: Callable[[], list[str]], clone: Path) -> None:
    """Scripts in an environment hold its path, so a stamp made elsewhere does not count."""
    inv("build")
    stamp = clone / ".venv/requirements.lock.stamp"
    stamp.write_text(stamp.read_text().replace("clone", "other"))
    calls()

    inv("build")

    assert [] != calls()


def test_a_killed_set_up_is_made_anew_by_the_next_run(inv: Inv, calls: Callable[[], list[str]]) -> None:
    """Whatever a killed set-up left behind, the next run starts from an empty environment."""
    killed = inv("build", UV_DIES="1")
    calls()

    done = inv("build")

    assert 0 != killed.returncode
    assert 0 == done.returncode
    assert calls()[0].startswith("venv -q --clear")


def test_two_runs_at_once_set_up_once(
    start: Callable[..., subprocess.Popen[str]], calls: Callable[[], list[str]]
) -> None:
    """The second waits for the first, says so, and then has nothing to do but its verb."""
    runs = [start("build", UV_SLOW="1") for _ in range(2)]
    ends = [run.communicate(timeout=60) for run in runs]

    assert [0, 0] == [run.returncode for run in runs]
    assert 1 == sum(call.startswith("venv") for call in calls())
    assert 1 == sum("waiting for another ./inv" in err for _, err in ends)
    assert all("build\n" in out for out, _ in ends)


def test_without_root_what_is_missing_is_named_in_one_line(inv: Inv, clone: Path) -> None:
    """Where nothing may be installed, the verb still runs, after one line with the command that installs it."""
    tools = clone / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink", "cat", "cmp", "rm", "mv", "tr", "uname", "mkdir", "ln", "chmod", "cp"):
        (tools / name).symlink_to(str(shutil.which(name)))

    done = inv("test", path=str(tools))

    said = [line for line in done.stderr.splitlines() if "missing" in line]
    assert 1 == len(said)
    assert re.search(r"apt-get install --no-install-recommends .*poppler-utils qpdf .*nodejs npm|brew install", said[0])
    assert done.stdout.endswith(" test\n")


def test_a_daily_verb_passes_on_what_mapdocs_says(tmp_path: Path) -> None:
    """`invoke build` is `mapdocs build`: the same words on the same streams, the same exit code."""
    day, commands = ["--today", "2026-11-23"], Path(sys.executable).parent
    task = [str(commands / "invoke"), "--search-root", str(ROOT), "build", "--deal", "no-such-deal", *day]
    command = [str(commands / "mapdocs"), "build", "no-such-deal", *day, "-w", str(ROOT)]
    ends = [subprocess.run(each, check=False, capture_output=True, text=True, cwd=tmp_path) for each in (task, command)]

    assert ends[1].returncode == ends[0].returncode != 0
    assert (ends[1].stdout, ends[1].stderr) == (ends[0].stdout, ends[0].stderr)
    assert "no-such-deal" in ends[0].stderr


# ---------------------------------------------------------------- locks


def test_every_dependency_of_the_project_is_in_its_lock() -> None:
    """Whoever adds a dependency to pyproject.toml renews the locks with `./inv lock`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run = names([*project["project"]["dependencies"], *project["dependency-groups"]["setup"]])
    tools = names(project["dependency-groups"]["dev"])

    assert set() == run - names(list(pins("requirements.lock")))
    assert set() == (run | tools) - names(list(pins("requirements-dev.lock")))


def test_the_tools_lock_holds_the_run_time_lock() -> None:
    """What is tested is what runs: the same versions in both locks."""
    tools = pins("requirements-dev.lock")

    assert pins("requirements.lock") == {name: tools.get(name) for name in pins("requirements.lock")}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_has_its_hashes(lock: str) -> None:
    """A package that is not the one that was locked is refused."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert [] == [line[:40] for line in lines if "--hash=sha256:" not in line]


def test_the_package_lock_is_what_package_json_asks_for() -> None:
    """`npm ci` installs by hash, and from the registry of whoever installs."""
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["optionalDependencies"]
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    locked = {name.removeprefix("node_modules/"): package for name, package in packages.items() if name}

    assert wanted == {name: package["version"] for name, package in locked.items()}
    assert all(package["integrity"] and "resolved" not in package for package in locked.values())


# ---------------------------------------------------------------- wheel


def test_the_wheel_ships_the_templates(tmp_path: Path) -> None:
    """An installed mapdocs finds every template of the repository inside its package, and has its command."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (path,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        inside = set(wheel.namelist())
        scripts = wheel.read(next(name for name in inside if name.endswith("entry_points.txt"))).decode()
    hidden = re.compile(r"(^|/)(\.|__pycache__)")
    templates = {
        f"mapdocs/{file.relative_to(ROOT).as_posix()}" for file in (ROOT / "templates").rglob("*") if file.is_file()
    }
    modules = {file.relative_to(ROOT).as_posix() for file in (ROOT / "mapdocs").rglob("*.py")}

    assert set() == {name for name in templates | modules if not hidden.search(name)} - inside
    assert "mapdocs = mapdocs.cli:run" in scripts
    assert not [name for name in inside if name.startswith(("tests/", "content/", "templates/"))]
