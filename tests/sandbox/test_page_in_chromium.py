"""The page in a browser: clicked, typed into, seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mapdocs.sandbox.server import Server
from tests.browser import Browser, browser
from tests.clients import Clients
from tests.conftest import Program
from tests.drafts import insert, lines, table

PARA = "[...document.querySelectorAll('.paper .para')].find(p => p.textContent.includes('{}'))"
SAVED = "document.getElementById('told').textContent.startsWith('{}')"


@pytest.fixture(scope="module")
def chromium(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all of these tests."""
    with browser(program("chromium"), tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def page(chromium: Browser, server: Server, google: Clients) -> tuple[Browser, str]:
    """The browser on a document with a line, and a table of two rows; and its id."""
    ident = google.create("Plan")
    google.update(ident, insert(1, "Our plan"), table(9, 2, 2))
    google.update(ident, insert(20, "11 Dec"), insert(18, "M-02"), insert(15, "4 Dec"), insert(13, "M-01"))
    chromium.said.clear()
    chromium.size(1280, 900)
    chromium.go(f"{server.base_url}/d/{ident}")
    return chromium, ident


def text(google: Clients, ident: str, view: str = "SUGGESTIONS_INLINE") -> list[object]:
    return lines(google.get(ident, suggestionsViewMode=view)["tabs"][0]["documentTab"]["body"]["content"])


def choose_all(chromium: Browser) -> None:
    chromium.run("getSelection().selectAllChildren(document.activeElement)")


def act(chromium: Browser, name: str) -> None:
    chromium.click(f"document.querySelector('[data-act={name}]')")


def test_a_date_is_edited_as_a_buyer_would(page: tuple[Browser, str], google: Clients) -> None:
    """Click, type, Enter: the document has it, and only that."""
    chromium, ident = page
    chromium.click(PARA.format("11 Dec"))
    choose_all(chromium)
    chromium.type("18 Dec")
    chromium.key("Enter")
    chromium.wait(SAVED.format("Saved."))

    assert ["Our plan", [["M-01", "4 Dec"], ["M-02", "18 Dec"]], ""] == text(google, ident)
    assert [] == chromium.faults


def test_leaving_a_cell_saves_it_and_escape_does_not(page: tuple[Browser, str], google: Clients) -> None:
    """As in any table."""
    chromium, ident = page
    chromium.click(PARA.format("4 Dec"))
    choose_all(chromium)
    chromium.type("5 Dec")
    chromium.click(PARA.format("Our plan"))
    chromium.wait(SAVED.format("Saved."))
    chromium.click(PARA.format("M-01"))
    choose_all(chromium)
    chromium.type("no")
    chromium.key("Escape")
    chromium.wait(PARA.format("M-01"))

    assert ["Our plan", [["M-01", "5 Dec"], ["M-02", "11 Dec"]], ""] == text(google, ident)


def test_rows_are_added_and_deleted(page: tuple[Browser, str], google: Clients) -> None:
    """Below, and at, the cell that was clicked."""
    chromium, ident = page
    chromium.click(PARA.format("M-01"))
    act(chromium, "row")
    chromium.wait("document.querySelectorAll('.paper tr').length === 3")
    chromium.click(PARA.format("M-02"))
    act(chromium, "unrow")
    chromium.wait("document.querySelectorAll('.paper tr').length === 2")

    assert ["Our plan", [["M-01", "4 Dec"], ["", ""]], ""] == text(google, ident)


def test_a_change_is_suggested_and_accepted(page: tuple[Browser, str], google: Clients) -> None:
    """It is shown in colours, and in the margin with its buttons."""
    chromium, ident = page
    chromium.click("document.getElementById('suggest')")
    chromium.click(PARA.format("11 Dec"))
    choose_all(chromium)
    chromium.type("18 Dec")
    chromium.key("Enter")
    chromium.wait(SAVED.format("Suggested."))
    assert ["1", "8"] == chromium.run("['del', 'ins'].map(name => document.querySelector(name).textContent)")
    assert ["Our plan", [["M-01", "4 Dec"], ["M-02", "11 Dec"]], ""] == text(
        google, ident, "PREVIEW_WITHOUT_SUGGESTIONS"
    )
    chromium.click("document.querySelector('.suggestion button')")
    chromium.wait(SAVED.format("Done."))
    assert chromium.run("document.querySelector('.suggestion') === null")

    assert ["Our plan", [["M-01", "4 Dec"], ["M-02", "18 Dec"]], ""] == text(google, ident)


def test_a_word_is_commented_on(page: tuple[Browser, str], google: Clients) -> None:
    """The comment hangs on what was marked."""
    chromium, ident = page
    chromium.click(PARA.format("Our plan"))
    chromium.run("(n => getSelection().setBaseAndExtent(n, 4, n, 8))(document.activeElement.firstChild)")
    act(chromium, "comment")
    chromium.wait("document.getElementById('ask').open")
    assert "plan" == chromium.run("document.getElementById('quote').textContent")
    chromium.click("document.getElementById('said')")
    chromium.type("Which one?")
    chromium.click("document.querySelector('#ask .main')")
    chromium.wait(SAVED.format("Commented."))
    assert "plan" == chromium.run("document.querySelector('mark').textContent")

    fields = "comments(content,quotedFileContent(value),author(displayName))"
    (comment,) = google.drive.comments().list(fileId=ident, fields=fields).execute()["comments"]
    assert ("Which one?", "plan", "Buyer") == (
        comment["content"],
        comment["quotedFileContent"]["value"],
        comment["author"]["displayName"],
    )


def test_what_others_write_is_shown(page: tuple[Browser, str], google: Clients) -> None:
    """Within moments, while nobody types here."""
    chromium, ident = page
    google.update(ident, insert(1, "New: "))
    chromium.wait(PARA.format("New: Our plan"))
    assert [] == chromium.faults


def test_what_was_typed_is_not_lost_where_the_text_changed(
    page: tuple[Browser, str], server: Server, google: Clients
) -> None:
    """The page tells what was written, and shows the document as it is now."""
    chromium, ident = page
    chromium.click(PARA.format("Our plan"))
    choose_all(chromium)
    chromium.type("Mine")
    server.edit(ident, insert(1, "Theirs: "), by="ana@seller.example")
    chromium.key("Enter")
    chromium.wait("document.getElementById('told').textContent.includes('You had written: Mine')")
    chromium.wait(PARA.format("Theirs: Our plan"))

    assert "Theirs: Our plan" == text(google, ident)[0]


def test_the_margins_forms_work_without_script_too(page: tuple[Browser, str], server: Server, google: Clients) -> None:
    """The browser says that they come from the page itself, and is sent back to it."""
    chromium, ident = page
    google.drive.comments().create(fileId=ident, body={"content": "Why?"}, fields="id").execute()
    chromium.go(f"{server.base_url}/d/{ident}")
    chromium.run("document.querySelector('.comment form:last-of-type').noValidate = true")
    chromium.run(
        "(() => { const form = document.querySelector('.comment form:last-of-type');"
        " form.append(Object.assign(document.createElement('input'), {name: 'action', value: 'resolve'}));"
        " HTMLFormElement.prototype.submit.call(form); })()"
    )
    chromium.wait("document.body.textContent.includes('1 resolved')")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_fits_and_asks_for_nothing_else(page: tuple[Browser, str], server: Server, width: int) -> None:
    """At desk and phone width; every address it asks for is the server's."""
    chromium, ident = page
    chromium.size(width, 844)
    chromium.go(f"{server.base_url}/d/{ident}")
    wide, tools = chromium.run(
        "[document.documentElement.scrollWidth, document.querySelector('.bar').getBoundingClientRect().height]"
    )
    assert wide <= width
    assert tools < 200
    assert [] == [address for address in chromium.asked if not address.startswith((server.base_url, "data:"))]
    assert [] == chromium.faults
