"""`python docs/images/renew.py DIST`: the README's pictures, from the plan.* files of the sample deal."""  # noqa: INP001

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from mapdocs.sandbox.server import serve

if TYPE_CHECKING:
    from mapdocs.sandbox.server import Server

HERE = Path(__file__).resolve().parent
COLOURS = 96
PHONE = (412, 900)
PAGE = (1170, 1224)
MARIA, RUTH = "maria.keller@marlow.example", "ruth.adeyemi@marlow.example"
SAID, BETTER = "within the hour", "within 60 minutes"
"""What Maria suggests in the objective."""
ASKED = ("cut fraud losses by £45,000 a month", "Callum confirmed this on 18 November. Please keep it.")
"""What Ruth comments on, and says."""


def main(documents: Path) -> None:
    """Page one of the PDF, two pages of the Word file, the web page on a phone, and the Google document."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        _pages(documents / "plan.pdf", scratch / "pdf", 110, 1, 1)
        _save(_only(scratch, "pdf"), "page-one.png")
        profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, documents / "plan.docx")
        _pages(scratch / "plan.pdf", scratch / "word", 62, 1, 2)
        _save(_beside([Image.open(path) for path in sorted(scratch.glob("word*.png"))]), "word.png")
        _shown((documents / "plan.html").resolve().as_uri(), PHONE, scratch / "phone.png")
        _save(Image.open(scratch / "phone.png"), "phone.png")
        with serve() as server:
            document = _pushed(server, json.loads((documents / "plan.gdocs.json").read_text("utf-8")))
            _edited(server, document)
            _shown(f"{server.base_url}/d/{document}?as={MARIA}", PAGE, scratch / "together.png")
        _save(Image.open(scratch / "together.png"), "together.png")


def _pushed(server: Server, push: dict[str, Any]) -> str:
    """The id of a document of the sandbox to which all batches of a first push were applied."""
    document: str = _asked(server, "POST", "/v1/documents", {"title": push["title"]})["documentId"]
    segments: dict[str, str] = {}
    for batch in push["batches"]:
        text = json.dumps(batch["requests"])
        for name, ident in segments.items():
            text = text.replace(f"{{{name}}}", ident)
        for reply in server.edit(document, *json.loads(text))["replies"]:
            for name in ("header", "footer"):
                if made := reply.get(f"create{name.title()}"):
                    segments[name] = made[f"{name}Id"]
    return document


def _edited(server: Server, document: str) -> None:
    """The buyer's side has been there: one suggests, one comments."""
    for address, role in ((MARIA, "writer"), (RUTH, "commenter")):
        server.interfere(document, "share", emailAddress=address, role=role)
    first = _place(server, document, SAID)
    span = {"startIndex": first, "endIndex": first + len(SAID)}
    new = {"insertText": {"location": {"index": first + len(SAID)}, "text": BETTER}}
    server.edit(document, new, {"deleteContentRange": {"range": span}}, by=MARIA, suggest=True)
    words, said = ASKED
    first = _place(server, document, words)
    span = {"startIndex": first, "endIndex": first + len(words)}
    server.edit(document, {"insertComment": {"range": span, "content": said}}, by=RUTH)


def _place(server: Server, document: str, words: str) -> int:
    """The index at which words stand first in the document's paragraphs outside of tables."""
    content = _asked(server, "GET", f"/v1/documents/{document}", None)["body"]["content"]
    pieces = [piece for block in content if "paragraph" in block for piece in block["paragraph"]["elements"]]
    return next(
        int(piece["startIndex"]) + at
        for piece in pieces
        if (at := piece.get("textRun", {}).get("content", "").find(words)) >= 0
    )


def _asked(server: Server, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - JSON
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=30)
    try:
        connection.request(method, path, None if body is None else json.dumps(body))
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def _shown(address: str, size: tuple[int, int], out: Path) -> None:
    """A page as a browser shows it in a window of that size."""
    options = ("--headless", "--no-sandbox", "--hide-scrollbars", "--force-device-scale-factor=1")
    _run("chromium", *options, f"--window-size={size[0]},{size[1]}", f"--screenshot={out}", address)


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
