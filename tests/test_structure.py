"""The house keeps its shape: floors, a test for every module, one place that prints, a quick start."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT, Program

PACKAGE = ROOT / "mapdocs"

# A module imports only from floors below its own, or from its own folder. A floor of several steps has them in order.
FLOORS = """
    0    problems dates verbs utf16
    1    lettering source quoting scalars assets timetable words markup wellformed keyhelp codec
    1.1  links validation spans
    1.2  model
    1.3  deal
    1.4  fields
    1.5  observed layout values
    2    dealfile conditions prose references schedule keys worth
    2.1  playbook locales history renames
    2.2  compose workspace
    2.3  logos themes
    3    timeline checks
    4    plan
    5    told
    5.1  gantt pagetools message
    5.2  pictures
    5.3  page
    5.35 columns
    5.4  redline outline
    6    writers readers sandbox
    6.1  google
    7    live begin deals experience saving schemas stamps versions portfolio
    7.05 values desk
    7.07 merge
    7.1  daily documents compare
    7.2  check marked study publish
    7.3  build show
    7.35 accept
    7.4  effects differences pull regained
    7.45 beside coedit pulled
    7.5  push
    7.55 pushed
    7.6  sync
    7.9  arguments
    8    cli
    9    __main__
"""

# What takes long to import, and is imported only by what needs it.
HEAVY = (
    "weasyprint",
    "docx",
    "googleapiclient",
    "google.auth",
    "httplib2",
    "requests",
    "starlette",
    "uvicorn",
    "numpy",
    "holidays",
)


@cache
def floors() -> dict[str, float]:
    lines = (line.split() for line in FLOORS.strip().splitlines())
    return {name: float(floor) for floor, *names in lines for name in names}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")


def top(path: Path) -> str:
    """The module or folder directly in the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and first name under `mapdocs` of every import in a file, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "mapdocs" else [base]
        else:
            continue
        for name in names:
            if name.startswith("."):
                yield node.lineno, name
            elif name.startswith("mapdocs."):
                yield node.lineno, name.split(".")[1]


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call in a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize("path", sources(), ids=named)
def test_a_module_imports_only_from_floors_below_its_own(path: Path) -> None:
    """An import points down, or stays inside its folder; none is relative, and every module has a floor."""
    own = top(path)
    here = 0.0 if own == "__init__" else floors().get(own)
    assert here is not None, f"{own} has no floor: give it one in FLOORS"
    seen = [(line, name) for line, name in imported(path) if name != own]
    wrong = [f"line {line}: {name}" for line, name in seen if floors().get(name, here) >= here]

    assert [] == wrong


@pytest.mark.parametrize("path", modules(), ids=named)
def test_every_module_has_its_test_file(path: Path) -> None:
    """tests/ mirrors the package: writers/docx.py is tested by tests/writers/test_docx.py.

    The parts of one thing in a folder of a folder may share a file: writers/word/*.py has tests/writers/test_word.py.
    """
    if path.name == "__main__.py":
        return
    within = path.relative_to(PACKAGE)
    places = [within.parent / f"test_{within.name}"]
    if len(within.parts) > 2:
        places.append(within.parent.with_name(f"test_{within.parent.name}.py"))

    assert any((ROOT / "tests" / place).exists() for place in places)


@pytest.mark.parametrize("path", sources(), ids=named)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    """Everything below the command line returns what it has to say."""
    loud = {
        "print",
        "input",
        "exit",
        "quit",
        "sys.exit",
        "os._exit",
        "SystemExit",
        "sys.stdout.write",
        "sys.stderr.write",
    }
    if top(path) in {"cli", "__main__"}:
        return

    assert [] == [f"line {line}: {name}" for line, name in calls(path) if name in loud]


@pytest.mark.parametrize("path", sources(), ids=named)
def test_only_the_command_line_reads_the_clock(path: Path) -> None:
    """`today` is a parameter: the same input gives the same bytes on any day."""
    clock = re.compile(r"(^|\.)(today|utcnow|now|localtime|gmtime|time_ns)$|^time\.(time|strftime|ctime)$")
    if top(path) == "cli":
        return

    assert [] == [f"line {line}: {name}" for line, name in calls(path) if clock.search(name)]


def heavy_after(*lines: str) -> str:
    """The heavy libraries that are loaded after some lines of Python, run on their own."""
    quiet = "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):"
    body = "\n".join(f"    {line}" for line in lines)
    code = f"import contextlib, io, sys\n{quiet}\n{body}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, cwd=ROOT)
    return done.stdout.strip() if done.returncode == 0 else done.stderr


@pytest.mark.parametrize("how", ["import mapdocs.cli", "from mapdocs.cli import main; main(['--help'])"])
def test_the_command_line_starts_without_heavy_libraries(how: str) -> None:
    """`mapdocs --help` imports none of what only some verbs need."""
    assert "[]" == heavy_after(how)


def test_a_build_with_nothing_to_do_loads_no_heavy_libraries(tmp_path: Path) -> None:
    """Finding out that every document is up to date takes none of what writes documents or knows holidays."""
    build = f"assert main(['-w', {str(tmp_path)!r}, 'build', '--today', '2026-11-23']) == 0"
    start = "from mapdocs.cli import main"
    first = heavy_after(start, f"main(['init', {str(tmp_path)!r}])", build)

    assert "weasyprint" in first
    assert "[]" == heavy_after(start, build)


def test_every_page_that_code_names_is_there() -> None:
    """Where a docstring or a comment says where a rule comes from, a reader of this repository finds it."""
    files = [path for folder in ("mapdocs", "tests", "templates") for path in (ROOT / folder).rglob("*.*")]
    found = {
        (named(path), page)
        for path in files
        if path.suffix in {".py", ".yaml", ".css"}
        for page in re.findall(r"\b(docs/[\w-]+\.md|[A-Z]{4,}\.md)\b", path.read_text("utf-8"))
    }

    assert [] == sorted((path, page) for path, page in found if not (ROOT / page).exists())


def test_no_file_names_a_machine_or_a_package_index(program: Program) -> None:
    """A clone works anywhere: no file holds a path of the machine it was written on, or the host of a registry."""
    # Put together here, so that this file doesn't hold what it looks for.
    hosts = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "proxy.go" + "lang.org")
    paths = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/")
    wanted = "|".join([*(re.escape(host) for host in hosts), *(rf"(?<![\w.>]){path}\w" for path in paths)])
    pattern = re.compile(wanted.encode())
    listed = subprocess.run([program("git"), "ls-files", "-z"], check=True, capture_output=True, text=True, cwd=ROOT)
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    found = [
        f"{named(path)}: {hit.group().decode()}"
        for path in files
        if path.is_file()
        for hit in pattern.finditer(path.read_bytes())
    ]

    assert [] == found
