"""`python docs/images/renew.py DIST`: the README's pictures, from a deal's plan.pdf, plan.docx and plan.html."""  # noqa: INP001

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
COLOURS = 96
PHONE = (412, 900)


def main(documents: Path) -> None:
    """Page one of the PDF, two pages of the Word file, and the web page on a phone."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        _pages(documents / "plan.pdf", scratch / "pdf", 110, 1, 1)
        _save(_only(scratch, "pdf"), "page-one.png")
        profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, documents / "plan.docx")
        _pages(scratch / "plan.pdf", scratch / "word", 62, 1, 2)
        _save(_beside([Image.open(path) for path in sorted(scratch.glob("word*.png"))]), "word.png")
        size = f"--window-size={PHONE[0]},{PHONE[1]}"
        page = (documents / "plan.html").resolve().as_uri()
        options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1")
        _run("chromium", *options, size, f"--screenshot={scratch / 'phone.png'}", page)
        _save(Image.open(scratch / "phone.png"), "phone.png")


def _pages(pdf: Path, out: Path, dots: int, first: int, last: int) -> None:
    _run("pdftoppm", "-r", dots, "-png", "-f", first, "-l", last, pdf, out)


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=180)  # noqa: S603 - fixed


def _only(folder: Path, name: str) -> Image.Image:
    (path,) = folder.glob(f"{name}*.png")
    return Image.open(path)


def _beside(pages: list[Image.Image], gap: int = 16) -> Image.Image:
    wide = Image.new("RGB", (sum(p.width for p in pages) + gap * (len(pages) - 1), pages[0].height), "#d5dbe3")
    left = 0
    for page in pages:
        wide.paste(page, (left, 0))
        left += page.width + gap
    return wide


def _save(picture: Image.Image, name: str) -> None:
    few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / name, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
